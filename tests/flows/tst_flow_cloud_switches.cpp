// What the cloud may also do, met by the program's own services: one row for each switch of the lab that changes the way
// to Microsoft 365 (cloud.md g, i).
#include "app/Composition.h"
#include "app/LabBrowser.h"
#include "services/UploadStep.h"
#include "support/Lab.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace passerelle;
using namespace passerelle::tests;
using core::FailureCode;

Q_DECLARE_METATYPE(std::optional<passerelle::core::FailureCode>)

namespace {

using Expected = std::optional<FailureCode>;  // nothing: it works

class Program {
public:
    explicit Program(Lab &world)
        : lab(world), run(*app::Endpoints::fromFile(lab.readyFile()), folder.filePath(QStringLiteral("run.json"))), browser(run.endpoints.labControl)
    {
        QObject::connect(&run.tenant, &services::TenantConnection::browserRequested, &browser, &app::LabBrowser::approve);
    }
    bool signIn(bool withCode = false)
    {
        if (withCode)
            run.tenant.signInWithCode(run.endpoints.tenantDomain);
        else
            run.tenant.signIn(run.endpoints.tenantDomain);
        return ends(run.tenant);
    }
    static bool ends(model::Activity &activity)
    {
        return QTest::qWaitFor([&] { return !activity.isRunning(); }, 40'000);
    }
    Expected outcome() const { return run.tenant.failure() ? Expected(run.tenant.failure()->code) : Expected(); }
    template <class T> core::Result<T> get(core::OperationOf<T> *operation)
    {
        std::unique_ptr<core::OperationOf<T>> owned(operation);
        operation->start();
        if (!QTest::qWaitFor([&] { return operation->phase() == core::Operation::Phase::Finished; }, 30'000))
            return core::Failure {FailureCode::LocalFile, {}, QStringLiteral("did not end"), false};
        return std::move(owned->result());
    }

    Lab &lab;
    QTemporaryDir folder;
    app::Composition run;
    app::LabBrowser browser;
};

// Requests to the sign-in host with that name, or with that grant type.
int asked(const Lab &lab, const QString &what)
{
    int n = 0;
    for (const QJsonValue value : lab.requests()) {
        const QJsonObject request = value.toObject();
        n += request[QStringLiteral("area")].toString() == u"login"
            && (request[QStringLiteral("name")].toString() == what
                || request[QStringLiteral("parameters")].toObject()[QStringLiteral("grant_type")].toString() == what);
    }
    return n;
}

QString shown(const Expected &code) { return code ? QLatin1StringView(core::codeText(*code)).toString() : QStringLiteral("works"); }

QJsonObject one(const char *name, const QJsonValue &value) { return {{QLatin1String(name), value}}; }

}

class TestFlowCloudSwitches : public QObject {
    Q_OBJECT

    Lab m_lab;  // one for all rows that need no organisation of their own

    // As it was started, with these switches.
    bool prepare(const QJsonObject &switches) { return m_lab.reset() && m_lab.setSwitches(switches); }

private slots:
    void initTestCase() { QVERIFY(m_lab.start()); }

    void signIn_data()
    {
        QTest::addColumn<QJsonObject>("switches");
        QTest::addColumn<bool>("withCode");
        QTest::addColumn<Expected>("expected");
        QTest::addColumn<bool>("reachesTokens");  // a code was redeemed, or asked to be
        const auto browser = [](const char *name, const QJsonObject &switches, Expected expected, bool reachesTokens) {
            QTest::newRow(name) << switches << false << expected << reachesTokens;
        };
        // TLS: whatever is wrong, nothing is sent and the network is blamed
        for (const char *kind : {"self-signed", "expired", "not-yet-valid", "wrong-name", "unknown-issuer"})
            QTest::addRow("certificate %s", kind) << one("cloudCertificate", QLatin1String(kind)) << false << Expected(FailureCode::EntraNet) << false;
        browser("certificate sha384", one("cloudCertificate", QStringLiteral("sha384")), {}, true);
        browser("TLS 1.1", one("cloudTls", QStringLiteral("1.1")), FailureCode::EntraNet, false);
        browser("TLS 1.2", one("cloudTls", QStringLiteral("1.2")), {}, true);
        browser("TLS 1.3", one("cloudTls", QStringLiteral("1.3")), {}, true);
        browser("chunked answers", one("chunked", true), {}, true);
        browser("numbers as text", one("expiresInAsText", true), {}, true);
        browser("favicon before the return", one("faviconFirst", true), {}, true);
        browser("domains need a scope of their own", one("domainsNeedScope", true), {}, true);
        browser("a token for a minute", one("tokenSeconds", 60), {}, true);
        browser("guest", one("guest", true), {}, true);
        // the browser brings back why not
        const QList<std::pair<const char *, FailureCode>> denied {{"53003", FailureCode::EntraCaBlock}, {"50076", FailureCode::EntraMfa},
                                                                  {"65001", FailureCode::EntraConsent}, {"50105", FailureCode::EntraConsent},
                                                                  {"50020", FailureCode::EntraTenantWrong}, {"500021", FailureCode::EntraNet}};
        for (const auto &[number, code] : denied)
            QTest::addRow("denied with %s", number) << one("signInDenied", QLatin1String(number)) << false << Expected(code) << false;
        // id_token (a.7)
        for (const char *kind : {"wrong-audience", "wrong-issuer", "wrong-nonce", "expired"})
            QTest::addRow("id_token %s", kind) << one("idToken", QLatin1String(kind)) << false << Expected(FailureCode::UnknownSignIn) << true;
        // device code (a.5)
        const auto device = [](const char *name, QJsonObject switches, Expected expected) {
            switches.insert(QStringLiteral("deviceInterval"), 1);
            if (!switches.contains(QStringLiteral("deviceAnswer")))
                switches.insert(QStringLiteral("deviceAnswer"), QStringLiteral("approve"));
            QTest::newRow(name) << switches << true << expected << true;
        };
        device("device: slow_down", one("deviceSlowDown", 1), {});
        device("device: older shape", one("deviceOldShape", true), {});
        device("device: another status than 400", {{QStringLiteral("deviceErrorStatus"), 403}, {QStringLiteral("devicePending"), 1}}, {});
        device("device: 503 while pending", {{QStringLiteral("deviceErrorStatus"), 503}, {QStringLiteral("devicePending"), 1}}, {});
        device("device: declined in the word of the RFC",
               {{QStringLiteral("deviceDeclined"), QStringLiteral("access_denied")}, {QStringLiteral("deviceAnswer"), QStringLiteral("decline")}}, FailureCode::Cancelled);
        device("device: expired", one("deviceAnswer", QStringLiteral("expire")), FailureCode::EntraTimeout);
        device("device: blocked by security defaults", one("signInDenied", QStringLiteral("530035")), FailureCode::EntraCaBlock);
        QTest::newRow("device: client id unknown in this cloud")
            << one("unknownClients", QJsonArray {QStringLiteral("14d82eec-204b-4c2f-b7e8-296a70dab67e")}) << true << Expected(FailureCode::EntraAppId) << false;
    }

    void signIn()
    {
        QFETCH(QJsonObject, switches);
        QFETCH(bool, withCode);
        QFETCH(Expected, expected);
        QFETCH(bool, reachesTokens);
        Lab &lab = m_lab;
        QVERIFY(prepare(switches));
        Program program(lab);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(program.signIn(withCode));
        QVERIFY2(program.outcome() == expected,
                 qPrintable(shown(program.outcome()) + u' ' + (program.run.tenant.failure() ? program.run.tenant.failure()->technical : QString())));
        QCOMPARE(asked(lab, QStringLiteral("token")) > 0, reachesTokens);
        QCOMPARE(program.run.tenant.isSignedIn(), !expected.has_value());
        QCOMPARE(program.run.tokens.session() != nullptr, !expected.has_value());
        if (!expected)
            QVERIFY(program.run.state.tenant()->verifiedDomains.contains(QStringLiteral("contoso.fr")));
        if (switches.contains(QStringLiteral("deviceSlowDown")))
            QVERIFY2(timer.elapsed() >= 6000, qPrintable(QString::number(timer.elapsed())));  // five seconds more, for good
        if (switches.contains(QStringLiteral("tokenSeconds")))
            QCOMPARE(asked(lab, QStringLiteral("token")), 2);  // renewed once, before the first request to Graph
    }

    // A cloud that does not know Microsoft's client id is told one's own.
    void ownClientWhereMicrosoftsIsUnknown()
    {
        const QString own = QStringLiteral("0d0a7a52-6b1c-4a55-9f0e-1d7e51a9c001");
        const QJsonObject application {{QStringLiteral("id"), QStringLiteral("5b0f3a0e-7f2e-4d7c-8a45-0e9b0f6d1c11")},
                                       {QStringLiteral("appId"), own},
                                       {QStringLiteral("displayName"), QStringLiteral("Passerelle")},
                                       {QStringLiteral("isFallbackPublicClient"), true},
                                       {QStringLiteral("publicClient"), QJsonObject {{QStringLiteral("redirectUris"), QJsonArray {QStringLiteral("http://localhost")}}}},
                                       {QStringLiteral("requiredResourceAccess"),
                                        QJsonArray {QJsonObject {{QStringLiteral("resourceAppId"), QStringLiteral("00000003-0000-0000-c000-000000000000")}, {QStringLiteral("resourceAccess"), QJsonArray()}}}}};
        Lab lab;
        QVERIFY(lab.start(one("unknownClients", QJsonArray {QStringLiteral("14d82eec-204b-4c2f-b7e8-296a70dab67e")}), {},
                          {{QStringLiteral("add"), QJsonObject {{QStringLiteral("applications"), QJsonArray {application}}}}}));
        Program program(lab);
        model::CloudSettings settings;
        settings.clientId = own;
        program.run.state.setCloudSettings(settings);
        QVERIFY(program.signIn());
        QVERIFY2(program.run.tenant.isSignedIn(), qPrintable(shown(program.outcome())));
    }

    // cloud.md a.9: claims asked for in the middle of the work mean one more page of the browser; a bare refusal means one
    // more sign-in and then the end.
    void claims_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<bool>("works");
        QTest::newRow("named to every client") << QStringLiteral("always") << true;
        QTest::newRow("named to capable clients only") << QStringLiteral("cp1") << false;
    }
    void claims()
    {
        QFETCH(QString, kind);
        QFETCH(bool, works);
        Lab &lab = m_lab;
        QVERIFY(prepare({}));
        Program program(lab);
        QVERIFY(program.signIn() && program.run.tenant.isSignedIn());
        QVERIFY(lab.setSwitches(one("claimsChallenge", kind)));
        QSignalSpy pages(&program.run.tenant, &services::TenantConnection::browserRequested);
        const auto read = program.get(program.run.directory.organization());
        QCOMPARE(bool(read), works);
        QCOMPARE(pages.size(), 1);
        QCOMPARE(pages[0][0].toUrl().query().contains(QStringLiteral("claims=")), works);
    }

    // cloud.md a.6: with rotation and without
    void refreshTwice_data()
    {
        QTest::addColumn<bool>("rotation");
        QTest::newRow("a new refresh token each time") << true;
        QTest::newRow("the old one stays") << false;
    }
    void refreshTwice()
    {
        QFETCH(bool, rotation);
        Lab &lab = m_lab;
        QVERIFY(prepare(one("refreshRotation", rotation)));
        Program program(lab);
        QVERIFY(program.signIn());
        auth::SignInRequest request;
        request.tenant = *program.get(new auth::TenantDiscovery(program.run.access, program.run.endpoints.tenantDomain));
        request.clientId = program.run.access.cloud().graphClientId;
        request.scopes = QStringList {program.run.access.cloud().graph.toString() + QStringLiteral("/Application.Read.All"), QStringLiteral("offline_access")};
        request.browserTexts = QStringList {QStringLiteral("Done.")};
        auto *operation = new auth::SignIn(program.run.access, program.run.clock, request);
        connect(operation, &auth::SignIn::browserRequested, &program.browser, &app::LabBrowser::approve);
        auto session = program.get<auth::Session>(operation);
        QVERIFY(session);
        program.run.tokens.accept(std::move(session.value()));
        QByteArray before = program.run.tokens.session()->accessToken.reveal().toByteArray();
        for (int time : {1, 2}) {
            const auto refreshed = program.get(program.run.tokens.refresh());
            QVERIFY2(refreshed, qPrintable(QStringLiteral("time %1: ").arg(time) + (refreshed ? QString() : refreshed.failure().technical)));
            const QByteArray now = program.run.tokens.session()->accessToken.reveal().toByteArray();
            QVERIFY(now != before && program.run.tokens.canRefresh());
            before = now;
        }
        QCOMPARE(asked(lab, QStringLiteral("refresh_token")), 2);
        QVERIFY(program.get(program.run.directory.organization()));
    }

    // Keys are sent with type, usage and value alone: no limit on identifiers, and no strictness about others, is met. And
    // a principal that cannot be created leaves the others alone.
    void upload_data()
    {
        QTest::addColumn<QJsonObject>("switches");
        QTest::addColumn<Expected>("expected");
        QTest::newRow("identifiers of no length") << one("identifierLimit", 1) << Expected();
        QTest::newRow("only type, usage, key") << one("firstPartyStrict", true) << Expected();
        QTest::newRow("answers in order, chunked") << QJsonObject {{QStringLiteral("shuffleBatch"), false}, {QStringLiteral("chunked"), true}} << Expected();
        QTest::newRow("no principal can be created") << one("servicePrincipalCreation", false) << Expected(FailureCode::SpRefused);
    }
    void upload()
    {
        QFETCH(QJsonObject, switches);
        QFETCH(Expected, expected);
        const QString skype = QLatin1String(model::constant::skypeOnlineAppId);
        const QString scheduler = QLatin1String(model::constant::teamsSchedulerAppId);
        QJsonObject scenario;
        if (expected)
            scenario = {{QStringLiteral("remove"), QJsonObject {{QStringLiteral("servicePrincipals"), QJsonArray {scheduler}}}}};
        Lab lab;
        QVERIFY(lab.start(switches, {}, scenario));
        Program program(lab);
        QVERIFY(program.signIn() && program.run.tenant.isSignedIn());
        program.run.state.setTargets({{skype, QStringLiteral("Skype"), {}, {}, {}}, {scheduler, QStringLiteral("Scheduler"), {}, {}, {}}});
        const QJsonObject state = lab.state();
        const QString print = state[QStringLiteral("authConfig")].toObject()[QStringLiteral("CurrentCertificateThumbprint")].toString();
        model::ExportedCertificate certificate;
        certificate.thumbprint = print;
        certificate.der = QByteArray::fromBase64(with(state[QStringLiteral("certificates")], QStringLiteral("Thumbprint"), print).value(0)[QStringLiteral("RawData")].toString().toLatin1());
        program.run.state.setCertificate(certificate);
        auto *step = qobject_cast<services::UploadStep *>(program.run.steps[4]);
        step->probe();
        QVERIFY(Program::ends(*step));
        QStringList keys;
        for (const model::Change &change : step->changes())
            keys << change.key();
        program.run.state.acceptPlan(keys, {});
        step->run();
        QVERIFY(Program::ends(*step));
        QVERIFY2((step->failure() ? Expected(step->failure()->code) : Expected()) == expected, qPrintable(step->failure() ? step->failure()->technical : QStringLiteral("no failure")));
        const auto holds = [&](const QString &appId) {
            const auto found = with(lab.state()[QStringLiteral("servicePrincipals")], QStringLiteral("appId"), appId);
            return !found.isEmpty() && !with(found[0][QStringLiteral("keyCredentials")], QStringLiteral("thumbprint"), print).isEmpty();
        };
        QVERIFY(holds(skype));
        QCOMPARE(holds(scheduler), !expected.has_value());
    }
};

QTEST_GUILESS_MAIN(TestFlowCloudSwitches)
#include "tst_flow_cloud_switches.moc"
