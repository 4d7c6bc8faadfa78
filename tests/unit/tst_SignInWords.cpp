#include "auth/SignInErrors.h"
#include "auth/TenantDiscovery.h"
#include "core/Wait.h"
#include "text/FailureFacts.h"
#include "text/FailureText.h"
#include "text/FindingText.h"

#include <QTest>
#include <QTranslator>

using namespace passerelle;
using namespace passerelle::auth;
using core::FailureCode;

// cloud.md a.8: every number has its code and its remedy, in both languages.
class TestSignInWords : public QObject {
    Q_OBJECT

    QTranslator m_french;

    void use(const QString &language)
    {
        QCoreApplication::removeTranslator(&m_french);
        if (language == u"fr")
            QCoreApplication::installTranslator(&m_french);
    }
    static core::Values extra()
    {
        return { { "login", "login.microsoftonline.us" },
                 { "host", "login.microsoftonline.us" },
                 { "list", "login.microsoftonline.us, graph.microsoft.us" },
                 { "tenant", "our-own-tenant" },
                 { "domain", "contoso.fr" },
                 { "scope", "Application.ReadWrite.All" } };
    }

private slots:
    void initTestCase() { QVERIFY(m_french.load(QStringLiteral(":/i18n/passerelle_fr.qm"))); }
    void cleanup() { use("en"); }

    void everyNumber_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("french");
        const auto rows = [](const char *code, const char *english, const char *french, std::initializer_list<int> numbers) {
            for (const int number : numbers)
                QTest::addRow("%d", number) << code << english << QString::fromUtf8(french);
        };
        rows("ENTRA-APPID", "Register http://localhost", "Enregistrez http://localhost", { 50011, 500113 });
        rows("ENTRA-TENANT-WRONG", "The organisation of contoso.fr does not know this account",
             "L’organisation de contoso.fr ne connaît pas ce compte", { 50020, 50034, 90072, 16000 });
        rows("ENTRA-ACCOUNT", "locked", "verrouillé", { 50053 });
        rows("ENTRA-ACCOUNT", "has expired", "a expiré", { 50055 });
        rows("ENTRA-ACCOUNT", "no password", "pas de mot de passe", { 50056 });
        rows("ENTRA-ACCOUNT", "disabled", "désactivé", { 50057 });
        rows("ENTRA-ACCOUNT", "name or the password was wrong", "nom ou le mot de passe", { 50126 });
        rows("ENTRA-TIMEOUT", "choose the account on Microsoft’s page", "choisissez le compte sur la page de Microsoft", { 50058 });
        rows("ENTRA-CLOUD", "Check the domain", "Vérifiez le domaine", { 50059, 50128, 90002, 900023 });
        rows("ENTRA-MFA", "second factor", "second facteur", { 50072, 50074, 50076, 50078, 50079, 50158 });
        rows("ENTRA-CA-BLOCK", "Use a PC your organisation manages", "Utilisez un poste géré par votre organisation",
             { 50097, 50129, 53000, 53001, 50155 });
        rows("ENTRA-CONSENT", "under Enterprise applications", "sous Applications d’entreprise", { 50105 });
        rows("ENTRA-CA-BLOCK", "the identifier and the time below", "l’identifiant et l’heure ci-dessous",
             { 50131, 53003, 53004 });
        rows("ENTRA-CA-BLOCK", "Sign in with the browser of this PC", "Connectez-vous avec le navigateur de ce poste", { 530035 });
        rows("ENTRA-NET", "Ask the network team to add it", "Demandez à l’équipe réseau de l’ajouter", { 500021 });
        rows("ENTRA-TIMEOUT", "Repeat it", "Recommencez", { 50140 });
        rows("SESSION-LOST", "Sign in again", "Reconnectez-vous", { 50173, 700082, 70008, 70043 });
        rows("ENTRA-APPID", "identifier of that organisation in place of the domain", "l’identifiant de cette organisation à la place du domaine", { 50194 });
        rows("ENTRA-TIMEOUT", "Wait a few minutes", "Attendez quelques minutes", { 50196 });
        rows("ENTRA-APPID", "licence for Exchange Online", "licence Exchange Online", { 500011, 650052, 650057 });
        rows("UNKNOWN-SIGN-IN", "a fault of the program", "un défaut du programme", { 501481, 70011, 28000 });
        rows("ENTRA-TIMEOUT", "was used already", "a déjà servi", { 54005, 70000 });
        rows("ENTRA-CONSENT", "Application.ReadWrite.All", "Application.ReadWrite.All", { 65001, 650056, 90094 });
        rows("ENTRA-CONSENT", "was refused on Microsoft’s page", "a été refusée sur la page de Microsoft", { 65004 });
        rows("ENTRA-APPID", "Register an application of your own", "Enregistrez votre propre application", { 65002 });
        rows("ENTRA-APPID", "does not know the application", "ne connaît pas l’application", { 700016, 70001 });
        rows("ENTRA-TIMEOUT", "was not used in time", "n’a pas servi à temps", { 70016, 70019, 70020 });
        rows("ENTRA-TIMEOUT", "does not know this code", "ne connaît pas ce code", { 70018 });
        rows("ENTRA-APPID", "Allow public client flows", "Autoriser les flux de clients publics", { 7000218, 700025 });
        rows("ENTRA-TENANT-WRONG", "Use a work account", "Utilisez un compte professionnel", { 90010 });
        rows("ENTRA-BUSY", "Wait a moment, then retry", "Patientez un instant, puis réessayez", { 90033, 90055 });
    }
    void everyNumber()
    {
        QFETCH(QString, code);
        QFETCH(QString, english);
        QFETCH(QString, french);
        const QString number = QString::fromLatin1(QTest::currentDataTag());
        SignInError error = redirectError("invalid_grant", {}, QStringLiteral("AADSTS%1: words of Microsoft.").arg(number));
        error.correlationId = "0b1c2d3e-0000-4444-8888-123456789abc";
        error.time = "2026-01-01 10:00:00Z";
        const core::Failure failure = signInFailure(error, SignInPhase::Redeem, extra());
        QCOMPARE(QString(core::codeText(failure.code)), code);
        for (const char *language : { "en", "fr" }) {
            use(language);
            const QString sentence = text::failureSentence(failure);
            QVERIFY2(sentence.contains(qstrcmp(language, "en") == 0 ? english : french), qPrintable(sentence));
            QVERIFY2(!sentence.contains(u'–') && !sentence.contains(u'{'), qPrintable(sentence)); // nothing left open
            QVERIFY2(!sentence.contains("our-own-tenant"), qPrintable(sentence));
            QVERIFY(!text::failureTitle(failure).isEmpty());
            const QString facts = text::failureFacts(failure, {}).join(u'\n');
            for (const QString &part : { error.correlationId, error.time, error.description,
                                         QStringLiteral("https://login.microsoftonline.us/error?code=") + number })
                QVERIFY2(facts.contains(part), qPrintable(facts));
        }
    }

    void cloudFoundElsewhereOrNowhere()
    {
        const core::Failure elsewhere{ FailureCode::EntraCloud, { { "domain", "contoso.cn" }, { "cloud", "china" } }, {}, false };
        const core::Failure nowhere{ FailureCode::EntraCloud, { { "domain", "contoso.cn" } }, {}, false };
        QCOMPARE(text::failureSentence(elsewhere),
                 "The organisation of contoso.cn is in another Microsoft cloud: China (21Vianet). Choose it in the options and sign in again.");
        QVERIFY(!text::failureSentence(nowhere).contains("China"));
        QVERIFY(!text::failureSentence(nowhere).contains("not supported"));
        use("fr");
        QVERIFY(text::failureSentence(elsewhere).contains(QString::fromUtf8("Chine (21Vianet)")));
        QVERIFY(text::failureSentence(nowhere).contains("contoso.cn"));
    }

    void roleNamesTheAccount()
    {
        QVERIFY(text::failureSentence(FailureCode::EntraRole, { { "user", "admin@contoso.fr" } }).contains("for admin@contoso.fr"));
        QVERIFY(!text::failureSentence(FailureCode::EntraRole, {}).contains(u'–'));
    }

    // GRAPH-THROTTLE while it waits: not the sentence of the failure.
    void waits()
    {
        model::Finding row{ "tenant.directory", model::Verdict::Running, {}, {}, {}, -1, {} };
        row.wait = core::Wait{ 17, core::WaitReason::Throttled };
        QCOMPARE(text::findingDetail(row), "Microsoft asks to slow down; next try in 17 s");
        row.wait->reason = core::WaitReason::Busy;
        QCOMPARE(text::findingDetail(row), "The service is busy; next try in 17 s");
        use("fr");
        QCOMPARE(text::findingDetail(row), QString::fromUtf8("Le service est occupé\u202f; nouvel essai dans 17\u00a0s"));
        row.wait->reason = core::WaitReason::Throttled;
        QCOMPARE(text::findingDetail(row), QString::fromUtf8("Microsoft demande de patienter\u202f; nouvel essai dans 17\u00a0s"));
    }

    void factsOfAFailureWithoutServer()
    {
        const core::Failure failure{ FailureCode::UnknownGraph, { { "requestId", "id-1" } }, "HTTP 500", false };
        const QDateTime seen(QDate(2026, 11, 28), QTime(18, 5, 4), Qt::UTC);
        const QString facts = text::failureFacts(failure, seen).join(u'\n');
        QVERIFY2(facts.contains("2026-11-28 18:05:04Z") && facts.contains("id-1") && facts.contains("HTTP 500"), qPrintable(facts));
        QVERIFY(!text::hasFailureFacts({ FailureCode::Cancelled, {}, {}, true }));
    }
};

QTEST_GUILESS_MAIN(TestSignInWords)
#include "tst_SignInWords.moc"
