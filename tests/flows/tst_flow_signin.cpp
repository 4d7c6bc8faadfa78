// The connection of page 3 over the real wire: waits that are seen and stopped, renewal, proxies, clouds by their real
// names, own applications, the second resource and signing out.
#include "app/Composition.h"
#include "app/LabBrowser.h"
#include "services/TenantRequests.h"
#include "support/Lab.h"
#include "text/FailureText.h"

#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

using namespace passerelle;
using namespace passerelle::tests;
using auth::Resource;
using core::FailureCode;
using model::Verdict;

namespace {

const QString skype = QLatin1String(model::constant::skypeOnlineAppId);
const QString ownApplication = QStringLiteral("01234567-89ab-cdef-0123-456789abcdef");

struct Desk {
    explicit Desk(Lab &world, bool realClouds = false)
        : lab(world)
        , endpoints(endpointsOf(world, realClouds))
        , run(endpoints, folder.filePath(QStringLiteral("run.json")))
        , browser(endpoints.labControl)
        , pages(&run.tenant, &services::TenantConnection::browserRequested)
    {
        run.state.setTargets({ { skype, QStringLiteral("Skype"), {}, {}, {} } });
    }
    static app::Endpoints endpointsOf(Lab &lab, bool realClouds)
    {
        app::Endpoints endpoints = *app::Endpoints::fromFile(lab.readyFile());
        if (realClouds)
            endpoints.cloud = auth::worldwide();
        return endpoints;
    }
    void answer()
    {
        QObject::connect(&run.tenant, &services::TenantConnection::browserRequested, &browser, &app::LabBrowser::approve);
    }
    void useProxy(const QByteArray &password = {})
    {
        const QUrl proxy(lab.ready()[QStringLiteral("proxy")].toString());
        const QJsonObject account = lab.ready()[QStringLiteral("accounts")].toObject()[QStringLiteral("proxy")].toObject();
        model::CloudSettings settings = run.state.cloudSettings();
        settings.proxyKind = QStringLiteral("manual");
        settings.proxyHost = proxy.host();
        settings.proxyPort = proxy.port();
        settings.proxyUser = account[QStringLiteral("user")].toString();
        run.state.setCloudSettings(settings);
        run.tenant.setProxyPassword(core::Secret(password));
    }
    bool ends(const model::Activity &activity) const
    {
        return QTest::qWaitFor([&] { return !activity.isRunning(); }, 30'000);
    }
    bool signIn()
    {
        run.tenant.signIn(endpoints.tenantDomain);
        return ends(run.tenant) && run.tenant.isSignedIn();
    }
    QString why() const
    {
        const auto &failure = run.tenant.failure();
        return failure ? QString(core::codeText(failure->code)) + u' ' + failure->technical : QString();
    }
    bool connectExchange()
    {
        model::ExchangeAccess access;
        access.server = endpoints.exchangeServer;
        access.user = endpoints.exchangeUser;
        access.basicAllowed = true;
        run.state.setExchangeAccess(access);
        run.exchange.connectWith(core::Secret(endpoints.exchangePassword.toUtf8()));
        return ends(run.exchange) && run.exchange.isConnected();
    }
    // Of the newest address a browser was sent to.
    QString asked(const char *parameter) const
    {
        return pages.isEmpty() ? QString()
                               : QUrlQuery(pages.last()[0].toUrl()).queryItemValue(QLatin1String(parameter), QUrl::FullyDecoded);
    }
    int requests(const char *area, const char *part) const
    {
        int n = 0;
        for (const QJsonValue value : lab.requests()) {
            const QJsonObject request = value.toObject();
            n += request[QStringLiteral("kind")].toString() == u"http" && request[QStringLiteral("area")].toString() == QLatin1String(area)
                && request[QStringLiteral("path")].toString().contains(QLatin1String(part));
        }
        return n;
    }
    static std::optional<core::Wait> waitOf(const model::Activity &activity)
    {
        for (const model::Finding &finding : activity.findings()) {
            if (finding.wait)
                return finding.wait;
        }
        return std::nullopt;
    }

    Lab &lab;
    QTemporaryDir folder;
    app::Endpoints endpoints;
    app::Composition run;
    app::LabBrowser browser;
    QSignalSpy pages;
};

QJsonObject fault(const char *kind, const QJsonObject &more)
{
    QJsonObject all = more;
    all[QStringLiteral("kind")] = QLatin1String(kind);
    return all;
}

const model::Finding *row(const model::Activity &activity, const char *id)
{
    for (const model::Finding &finding : activity.findings()) {
        if (finding.id == QLatin1String(id))
            return &finding;
    }
    return nullptr;
}

}

class TestFlowSignIn : public QObject {
    Q_OBJECT

    // Runs until it waits, looks at the countdown, and stops it.
    static void waitsAndStops(model::Activity &activity, core::WaitReason reason)
    {
        QTRY_VERIFY_WITH_TIMEOUT(Desk::waitOf(activity), 15'000);
        QCOMPARE(Desk::waitOf(activity)->reason, reason);
        const int first = Desk::waitOf(activity)->seconds;
        QVERIFY2(first > 20 && first <= 30, qPrintable(QString::number(first)));
        QTRY_VERIFY(Desk::waitOf(activity)->seconds < first); // it goes on by itself
        QSignalSpy finished(&activity, &model::Activity::finished);
        QElapsedTimer clock;
        clock.start();
        activity.cancel();
        QVERIFY(!activity.isRunning() || finished.wait(2000));
        QVERIFY2(clock.elapsed() < 100, qPrintable(QString::number(clock.elapsed())));
        QVERIFY(activity.failure());
        QCOMPARE(activity.failure()->code, FailureCode::Cancelled);
        QVERIFY(!Desk::waitOf(activity));
    }

private slots:
    // cloud.md b.7: 429 and 503 with the server's delay, on every page that talks to Graph
    void waitsAreSeenAndStopped_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<core::WaitReason>("reason");
        QTest::newRow("429") << 429 << core::WaitReason::Throttled;
        QTest::newRow("503") << 503 << core::WaitReason::Busy;
    }
    void waitsAreSeenAndStopped()
    {
        QFETCH(int, status);
        QFETCH(core::WaitReason, reason);
        Lab lab;
        QVERIFY(lab.start());
        Desk desk(lab);
        desk.answer();
        QVERIFY(desk.connectExchange());
        QVERIFY2(desk.signIn(), qPrintable(desk.why()));
        desk.run.tenant.signOut();
        QVERIFY(lab.setFaults({ fault("http-status", { { QStringLiteral("area"), QStringLiteral("graph") },
                                                       { QStringLiteral("status"), status },
                                                       { QStringLiteral("body"), QStringLiteral("text") },
                                                       { QStringLiteral("retryAfter"), QStringLiteral("30") } }) }));
        desk.run.tenant.signIn(desk.endpoints.tenantDomain);
        waitsAndStops(desk.run.tenant, reason);
        if (QTest::currentTestFailed())
            return;
        lab.clearFaults();
        QVERIFY2(desk.signIn(), qPrintable(desk.why()));
        QVERIFY(lab.setFaults({ fault("http-status", { { QStringLiteral("area"), QStringLiteral("graph") },
                                                       { QStringLiteral("status"), status },
                                                       { QStringLiteral("body"), QStringLiteral("text") },
                                                       { QStringLiteral("retryAfter"), QStringLiteral("30") } }) }));
        desk.run.prerequisites.run();
        waitsAndStops(desk.run.prerequisites, reason);
        if (QTest::currentTestFailed())
            return;
        desk.run.checklist.runOne(QStringLiteral("V4"));
        waitsAndStops(desk.run.checklist, reason);
    }

    // cloud.md a.6: a refresh before the end of a token, without a browser
    void expiryIsRefreshed()
    {
        Lab lab;
        QVERIFY(lab.start({ { QStringLiteral("tokenSeconds"), 200 } })); // less than what is left to be refreshed
        Desk desk(lab);
        desk.answer();
        QVERIFY2(desk.signIn(), qPrintable(desk.why()));
        QVERIFY(desk.asked("scope").contains(QStringLiteral("offline_access")));
        QCOMPARE(desk.pages.size(), 1);
        QVERIFY(desk.requests("login", "/token") >= 2); // the code, then the refresh before the first call
    }

    // After a change of password: one refresh, refused; one sign-in in the browser; then no more.
    void revokedSession()
    {
        Lab lab;
        QVERIFY(lab.start());
        Desk desk(lab);
        QVERIFY(desk.connectExchange());
        desk.answer();
        QVERIFY2(desk.signIn(), qPrintable(desk.why()));
        revoke(lab);
        lab.forgetRequests();
        desk.run.checklist.runOne(QStringLiteral("V4"));
        QVERIFY(desk.ends(desk.run.checklist));
        QVERIFY(!desk.run.checklist.failure());
        QCOMPARE(desk.pages.size(), 2);
        QCOMPARE(desk.requests("login", "/token"), 2); // refresh refused, code redeemed
        QVERIFY(desk.run.tenant.browserUrl().isEmpty());

        // Graph refuses whatever it is shown: nothing goes round in circles.
        QVERIFY(lab.setFaults({ fault("http-status", { { QStringLiteral("area"), QStringLiteral("graph") }, { QStringLiteral("status"), 401 }, { QStringLiteral("body"), QStringLiteral("text") } }) }));
        lab.forgetRequests();
        desk.run.checklist.runOne(QStringLiteral("V4"));
        QVERIFY(desk.ends(desk.run.checklist));
        QCOMPARE(row(desk.run.checklist, "V4")->code, std::optional(FailureCode::SessionLost));
        QCOMPARE(desk.pages.size(), 3);
        QCOMPARE(desk.requests("login", "/token"), 2);
        QCOMPARE(desk.requests("graph", "batch"), 3);
    }

    // A person signed in with a code is asked for a code again, not for a browser the PC does not have.
    void renewalWithACode()
    {
        Lab lab;
        QVERIFY(lab.start({ { QStringLiteral("deviceInterval"), 1 }, { QStringLiteral("deviceAnswer"), QStringLiteral("approve") } }));
        Desk desk(lab);
        QVERIFY(desk.connectExchange());
        QSignalSpy codes(&desk.run.tenant, &services::TenantConnection::deviceCodeReady);
        desk.run.tenant.signInWithCode(desk.endpoints.tenantDomain);
        QVERIFY(desk.ends(desk.run.tenant));
        QVERIFY2(desk.run.tenant.isSignedIn(), qPrintable(desk.why()));
        revoke(lab);
        desk.run.checklist.runOne(QStringLiteral("V4"));
        QVERIFY(desk.ends(desk.run.checklist));
        QCOMPARE(codes.size(), 2);
        QCOMPARE(desk.pages.size(), 0);
        QVERIFY(!desk.run.tenant.deviceCode());
        QVERIFY(row(desk.run.checklist, "V4")->code != std::optional(FailureCode::SessionLost));
    }

    void anotherTenantIsNamed()
    {
        Lab lab;
        QVERIFY(lab.start({ { QStringLiteral("wrongTenant"), true } }));
        Desk desk(lab);
        desk.answer();
        QVERIFY(!desk.signIn());
        QCOMPARE(desk.run.tenant.failure()->code, FailureCode::EntraTenantWrong);
        const QString sentence = text::failureSentence(*desk.run.tenant.failure());
        QVERIFY2(sentence.contains(QStringLiteral("which does not own ") + desk.endpoints.tenantDomain), qPrintable(sentence));
    }

    void guestIsPointedOut()
    {
        Lab lab;
        QVERIFY(lab.start({ { QStringLiteral("guest"), true } }));
        Desk desk(lab);
        desk.answer();
        QVERIFY2(desk.signIn(), qPrintable(desk.why()));
        QCOMPARE(row(desk.run.tenant, "tenant.token")->verdict, Verdict::Attention);
    }

    // cloud.md a.3, a.8: the approval that is missing for the second resource is asked for that one
    void consentBelongsToItsResource()
    {
        Lab lab;
        QVERIFY(lab.start());
        Desk desk(lab);
        desk.answer();
        QVERIFY2(desk.signIn(), qPrintable(desk.why()));
        QVERIFY(lab.setFaults({ fault("token-error", { { QStringLiteral("code"), 65001 }, { QStringLiteral("count"), 1 } }) }));
        desk.run.tenant.signInToExchangeOnline();
        QVERIFY(desk.ends(desk.run.tenant));
        QCOMPARE(desk.run.tenant.failure()->code, FailureCode::EntraConsent);
        const QUrlQuery query(desk.run.tenant.consentUrl());
        QCOMPARE(query.queryItemValue(QStringLiteral("client_id")), desk.endpoints.cloud.exchangeClientId);
        const QString scope = query.queryItemValue(QStringLiteral("scope"), QUrl::FullyDecoded);
        QVERIFY2(scope.endsWith(QStringLiteral("/.default")) && !scope.contains(QStringLiteral("Application.")), qPrintable(scope));
        QVERIFY(desk.run.tenant.isSignedIn()); // the first one is as good as before
        desk.run.tenant.signInToExchangeOnline();
        QVERIFY(desk.ends(desk.run.tenant));
        QVERIFY(desk.run.tenant.isSignedInToExchangeOnline());
        QVERIFY(desk.run.tenant.consentUrl().isEmpty());
    }

    void signOutForgetsBothTokens()
    {
        Lab lab;
        QVERIFY(lab.start());
        Desk desk(lab);
        QVERIFY(desk.connectExchange());
        desk.answer();
        QVERIFY2(desk.signIn(), qPrintable(desk.why()));
        desk.run.tenant.signInToExchangeOnline();
        QVERIFY(desk.ends(desk.run.tenant));
        for (const Resource resource : { Resource::Graph, Resource::ExchangeOnline })
            QVERIFY(desk.run.tokens.session(resource) && desk.run.tokens.canRefresh(resource));
        desk.run.tenant.signOut();
        for (const Resource resource : { Resource::Graph, Resource::ExchangeOnline })
            QVERIFY(!desk.run.tokens.session(resource) && !desk.run.tokens.canRefresh(resource) && !desk.run.tokens.canRenew(resource));
        QVERIFY(desk.run.tenant.findings().isEmpty());
        QVERIFY(desk.run.tenant.signOutUrl().path().endsWith(QStringLiteral("/oauth2/v2.0/logout")));
        lab.forgetRequests();
        desk.run.checklist.runOne(QStringLiteral("V4"));
        QVERIFY(desk.ends(desk.run.checklist));
        QCOMPARE(desk.requests("graph", ""), 0);
    }

    void ownApplicationIsAskedFor()
    {
        Lab lab;
        QVERIFY(lab.start());
        Desk desk(lab); // no browser answers: only the question counts
        model::CloudSettings settings;
        settings.clientId = ownApplication;
        desk.run.state.setCloudSettings(settings);
        desk.run.tenant.signIn(desk.endpoints.tenantDomain);
        QTRY_COMPARE(desk.pages.size(), 1);
        QCOMPARE(desk.asked("client_id"), ownApplication);
        desk.run.tenant.cancel();
        QVERIFY(desk.ends(desk.run.tenant));
    }

    // ux.md U67: the proxy is tried before anything else is sent, and its refusal is told as such
    void proxyThatAsksForAnAccount()
    {
        Lab lab;
        QVERIFY(lab.start({ { QStringLiteral("proxyAuthentication"), QStringLiteral("Basic") } }));
        Desk desk(lab);
        desk.answer();
        desk.useProxy("wrong");
        QVERIFY(!desk.signIn());
        QCOMPARE(desk.run.tenant.failure()->code, FailureCode::EntraNet);
        QCOMPARE(row(desk.run.tenant, "tenant.proxy")->verdict, Verdict::Fail);
        QCOMPARE(row(desk.run.tenant, "tenant.discovery")->verdict, Verdict::Pending);
        QVERIFY(text::failureSentence(*desk.run.tenant.failure()).contains(QStringLiteral("asks for a user name and a password")));
        QCOMPARE(desk.requests("login", ""), 0);
        const QJsonObject account = lab.ready()[QStringLiteral("accounts")].toObject()[QStringLiteral("proxy")].toObject();
        desk.useProxy(account[QStringLiteral("password")].toString().toUtf8());
        QVERIFY2(desk.signIn(), qPrintable(desk.why()));
        QCOMPARE(row(desk.run.tenant, "tenant.proxy")->verdict, Verdict::Pass);
        QVERIFY(desk.requests("proxy", "") > 0);
    }

    void systemProxyIsTriedToo()
    {
        Lab lab;
        QVERIFY(lab.start({ { QStringLiteral("realNames"), true } }));
        Desk desk(lab, true);
        desk.answer();
        for (const char *name : { "http_proxy", "https_proxy" })
            qputenv(name, lab.ready()[QStringLiteral("proxy")].toString().toLatin1());
        const bool signedIn = desk.signIn();
        for (const char *name : { "http_proxy", "https_proxy" })
            qunsetenv(name);
        QVERIFY2(signedIn, qPrintable(desk.why()));
        QVERIFY(row(desk.run.tenant, "tenant.proxy"));
        QCOMPARE(row(desk.run.tenant, "tenant.proxy")->verdict, Verdict::Pass);
        QVERIFY(desk.requests("proxy", "login.microsoftonline.com") > 0);
    }

    // The clouds under their real names, through a proxy that leads to the lab.
    void realClouds_data()
    {
        QTest::addColumn<QString>("home");
        QTest::addColumn<QString>("chosen");
        QTest::addColumn<QString>("found");
        QTest::newRow("worldwide") << "worldwide" << "" << "worldwide";
        QTest::newRow("China, found") << "china" << "" << "china";
        QTest::newRow("China, chosen") << "china" << "china" << "china";
        QTest::newRow("Bleu, found") << "bleu" << "" << "bleu";
        QTest::newRow("elsewhere than chosen") << "worldwide" << "delos" << "";
    }
    void realClouds()
    {
        QFETCH(QString, home);
        QFETCH(QString, chosen);
        QFETCH(QString, found);
        Lab lab;
        QVERIFY(lab.start({ { QStringLiteral("realNames"), true }, { QStringLiteral("cloud"), home } }));
        Desk desk(lab, true);
        desk.answer();
        desk.useProxy();
        model::CloudSettings settings = desk.run.state.cloudSettings();
        settings.cloud = chosen;
        desk.run.state.setCloudSettings(settings);
        const bool signedIn = desk.signIn();
        QVERIFY2(signedIn == !found.isEmpty(), qPrintable(desk.why()));
        if (found.isEmpty()) {
            QCOMPARE(desk.run.tenant.failure()->code, FailureCode::EntraCloud);
            return;
        }
        QCOMPARE(desk.run.tenant.cloud(), found);
        QCOMPARE(row(desk.run.tenant, "tenant.discovery")->values[QStringLiteral("cloud")], found);
        desk.run.tenant.signInToExchangeOnline();
        QVERIFY(desk.ends(desk.run.tenant));
        QVERIFY2(desk.run.tenant.isSignedInToExchangeOnline(), qPrintable(desk.why()));
    }

    // cloud.md i.7: whichever of the two hosts of China serves the interface, it is found
    void exchangeOnlineOfChina_data()
    {
        QTest::addColumn<QString>("serves");
        QTest::newRow("first") << "outlook.office365.cn";
        QTest::newRow("second") << "partner.outlook.cn";
        QTest::newRow("none") << "outlook.example";
    }
    void exchangeOnlineOfChina()
    {
        QFETCH(QString, serves);
        Lab lab;
        QVERIFY(lab.start({ { QStringLiteral("realNames"), true }, { QStringLiteral("cloud"), QStringLiteral("china") }, { QStringLiteral("exoHost"), serves } }));
        Desk desk(lab, true);
        desk.answer();
        desk.useProxy();
        QVERIFY2(desk.signIn(), qPrintable(desk.why()));
        const auto invoked = [&lab] {
            int n = 0;
            for (const QJsonValue one : lab.requests())
                n += one.toObject()[QStringLiteral("path")].toString().endsWith(QStringLiteral("/InvokeCommand"));
            return n;
        };
        desk.run.tenant.signInToExchangeOnline();
        QVERIFY(desk.ends(desk.run.tenant));
        QCOMPARE(invoked(), serves == u"outlook.office365.cn" ? 1 : 2);  // the rights, tried right after the sign-in
        QObject owner;
        for (int time = 0; time < 2; ++time) {
            std::optional<core::Result<QList<exo::Connector>>> answer;
            lab.forgetRequests();
            core::run(desk.run.online.connectors(), &owner, [&](const auto &r) { answer.emplace(r); });
            QVERIFY(QTest::qWaitFor([&] { return answer.has_value(); }, 10'000));
            if (serves == u"outlook.example") {
                QCOMPARE(answer->failure().code, FailureCode::ExoApi);
                continue;
            }
            QVERIFY2(*answer, qPrintable(*answer ? QString() : answer->failure().technical));
            QVERIFY(!(*answer)->isEmpty());
            QCOMPARE(invoked(), 1); // remembered
        }
    }

private:
    static void revoke(const Lab &lab)
    {
        QNetworkAccessManager network;
        QUrl url(lab.ready()[QStringLiteral("control")].toString());
        url.setPath(QStringLiteral("/session"));
        QNetworkRequest request(url);
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        std::unique_ptr<QNetworkReply> reply(network.post(request, R"({"action":"revoke"})"));
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(reply->error(), QNetworkReply::NoError);
    }
};

QTEST_GUILESS_MAIN(TestFlowSignIn)
#include "tst_flow_signin.moc"
