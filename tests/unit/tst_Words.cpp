#include "text/FailureText.h"
#include "text/FindingText.h"
#include "text/FindingWords.h"
#include "text/Format.h"
#include "text/Placeholders.h"
#include "text/StepText.h"

#include <QTest>
#include <QTranslator>

using namespace passerelle;
using namespace passerelle::text;

class TestWords : public QObject {
    Q_OBJECT

    QTranslator m_french;

    void use(const QString &language)
    {
        QCoreApplication::removeTranslator(&m_french);
        if (language == u"fr")
            QCoreApplication::installTranslator(&m_french);
        QLocale::setDefault(language == u"fr" ? QLocale(QLocale::French, QLocale::France) : QLocale(QLocale::English, QLocale::UnitedKingdom));
    }

private slots:
    void initTestCase() { QVERIFY(m_french.load(QStringLiteral(":/i18n/passerelle_fr.qm"))); }
    void cleanup() { use(QStringLiteral("en")); }

    // ux.md U40: every code has a title and a sentence, in both languages, and they differ.
    void everyFailureHasWords()
    {
        QSet<QString> texts;
        for (const core::FailureCode code : core::allFailureCodes()) {
            const QByteArray name = QString(core::codeText(code)).toLatin1();
            QVERIFY2(!name.isEmpty() && !texts.contains(QLatin1String(name)), name);
            texts.insert(QLatin1String(name));
            use(QStringLiteral("en"));
            const QString title = failureTitle(code);
            const QString sentence = failureSentence(code, {});
            QVERIFY2(!title.isEmpty() && !title.endsWith(u'.'), name);
            QVERIFY2(sentence.endsWith(u'.'), name);
            use(QStringLiteral("fr"));
            QVERIFY2(failureTitle(code) != title, name);
            QVERIFY2(failureSentence(code, {}) != sentence, name);
        }
    }

    // problems.md EX-UNREACHABLE: the stage that failed is in the message; without one the general sentence remains.
    void everyStageHasItsSentence()
    {
        QSet<QString> seen;
        for (const char *language : {"en", "fr"}) {
            use(QLatin1String(language));
            for (const char *stage : {"name", "port", "tls", "answer", ""})
                seen.insert(failureSentence(core::FailureCode::ExUnreachable, {{QStringLiteral("stage"), QLatin1String(stage)}, {QStringLiteral("host"), QStringLiteral("ex1.contoso.fr")}}));
        }
        QCOMPARE(seen.size(), 10);
        for (const QString &sentence : seen)
            QVERIFY2(sentence.contains(QStringLiteral("ex1.contoso.fr")), qPrintable(sentence));
    }

    // Self-signed, unknown issuer, wrong name, expired, not yet valid: each says its own thing, in both languages.
    void everyTlsReasonHasItsSentence()
    {
        QSet<QString> seen;
        for (const char *language : {"en", "fr"}) {
            use(QLatin1String(language));
            for (const char *reason : {"self-signed", "untrusted-issuer", "name-mismatch", "expired", "not-yet-valid", "other"})
                seen.insert(failureSentence(core::FailureCode::ExTlsTrust, {{QStringLiteral("reason"), QLatin1String(reason)}}));
        }
        QCOMPARE(seen.size(), 12);
        const core::Values several {{QStringLiteral("reason"), QStringLiteral("expired, name-mismatch")},
                                    {QStringLiteral("names"), QStringLiteral("mail.contoso.fr")}};
        QVERIFY(failureSentence(core::FailureCode::ExTlsTrust, several).contains(QStringLiteral("mail.contoso.fr")));
    }

    // Placeholders have the same names in both languages, so that a value is never lost.
    void placeholdersAreFilled()
    {
        const core::Values values {{QStringLiteral("servers"), QStringLiteral("ex2.contoso.fr")}};
        use(QStringLiteral("en"));
        QVERIFY(failureSentence(core::FailureCode::CertNotOnAll, values).contains(QStringLiteral("Missing on: ex2.contoso.fr")));
        use(QStringLiteral("fr"));
        QVERIFY(failureSentence(core::FailureCode::CertNotOnAll, values).contains(QStringLiteral("Absent sur\u00a0: ex2.contoso.fr")));
    }

    void valuesAreNotSearched()
    {
        QCOMPARE(fill(QStringLiteral("{a} and {b}"), {{QStringLiteral("a"), QStringLiteral("{b}")}}), QStringLiteral("{b} and –"));
        QCOMPARE(fill(QStringLiteral("open { brace"), {}), QStringLiteral("open { brace"));
        QLocale::setDefault(QLocale(QLocale::English));
        QCOMPARE(fill(QStringLiteral("until {date}"), {{QStringLiteral("date"), QStringLiteral("2029-01-31")}}), QStringLiteral("until 31 January 2029"));
        QCOMPARE(fill(QStringLiteral("{date}"), {{QStringLiteral("date"), QStringLiteral("2029-13-31")}}), QStringLiteral("2029-13-31"));
    }

    void findingsAreLookedUpByParent()
    {
        const model::Finding role {QStringLiteral("account.role.UserApplication"), model::Verdict::NotApplicable, {{QStringLiteral("role"), QStringLiteral("UserApplication")}}, {}, {}, -1, {}};
        QCOMPARE(findingTitle(role), QStringLiteral("Assign the role UserApplication"));
        QCOMPARE(findingDetail(role), QStringLiteral("The account has it already"));
        use(QStringLiteral("fr"));
        QCOMPARE(findingTitle(role), QStringLiteral("Attribuer le rôle UserApplication"));
    }

    void everyFindingIsTranslated()
    {
        use(QStringLiteral("fr"));
        for (const TitleWords &words : findingTitles())
            QVERIFY2(QCoreApplication::translate("Finding", words.title) != QString::fromUtf8(words.title), words.title);
        for (const VerdictName &name : verdictNames())
            QVERIFY(!verdictWord(name.verdict, VerdictWords::Check).isEmpty());
    }

    void stepsHaveWords()
    {
        for (const char *language : {"en", "fr"}) {
            use(QLatin1String(language));
            for (const QString &id : model::stepIds()) {
                QVERIFY(stepTitle(id) != id);
                QVERIFY(!stepShortTitle(id).isEmpty() && !stepHelp(id).isEmpty() && !stepAction(id).isEmpty());
            }
        }
    }

    // ux.md F9.
    void formats()
    {
        const QDateTime june(QDate(2025, 6, 26), QTime(12, 5), Qt::UTC);
        QCOMPARE(dateTime(june), QStringLiteral("26 June 2025, 14:05"));
        QCOMPARE(duration(440), QStringLiteral("0.4\u00a0s"));
        use(QStringLiteral("fr"));
        QCOMPARE(dateTime(june), QStringLiteral("26 juin 2025 à 14\u00a0h\u00a005"));
        QCOMPARE(duration(1240), QStringLiteral("1,2\u00a0s"));
        QCOMPARE(duration(200'000), QStringLiteral("3\u00a0min 20\u00a0s"));
        QCOMPARE(thumbprint(QStringLiteral("3F49D763167E")), QStringLiteral("3F49 D763 167E"));
    }
};

QTEST_GUILESS_MAIN(TestWords)
#include "tst_Words.moc"
