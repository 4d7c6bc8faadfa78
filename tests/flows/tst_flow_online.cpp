// Exchange Online through the real wire: the rights tried after the sign-in, the connector of step 1 written after
// consent, and the connectivity test of the verification.
#include "app/Composition.h"
#include "app/LabBrowser.h"
#include "services/Proposal.h"
#include "support/Lab.h"

#include <QTest>

using namespace passerelle;
using namespace passerelle::tests;
using core::FailureCode;
using model::Verdict;

Q_DECLARE_METATYPE(passerelle::model::Verdict)

namespace {

const QString documented = QStringLiteral("ExchangeHybridOnlineToOnPremises");

// One run of the program on a lab, connected to both sides and with settings, its browser included.
struct Desk {
    explicit Desk(Lab &world)
        : lab(world)
        , endpoints(*app::Endpoints::fromFile(lab.readyFile()))
        , run(endpoints, folder.filePath(QStringLiteral("run.json")))
        , browser(endpoints.labControl)
        , step(*run.steps.first())
    {
        QObject::connect(&run.tenant, &services::TenantConnection::browserRequested, &browser, &app::LabBrowser::approve);
    }
    static bool ends(model::Activity &activity)
    {
        return QTest::qWaitFor([&] { return !activity.isRunning(); }, 40'000);
    }
    bool connectAll()
    {
        model::ExchangeAccess access;
        access.server = endpoints.exchangeServer;
        access.user = endpoints.exchangeUser;
        access.basicAllowed = true;
        run.state.setExchangeAccess(access);
        run.exchange.connectWith(core::Secret(endpoints.exchangePassword.toUtf8()));
        if (!ends(run.exchange) || run.exchange.failure())
            return false;
        run.tenant.signIn(endpoints.tenantDomain);
        if (!ends(run.tenant) || !run.tenant.isSignedIn())
            return false;
        run.tenant.signInToExchangeOnline();
        if (!ends(run.tenant) || !run.tenant.isSignedInToExchangeOnline())
            return false;
        run.state.setSettings(services::proposedSettings(run.state));
        return true;
    }
    // Reads, accepts those changes whose id is among `ids` (all without any), and carries them out.
    bool carryOut(const QStringList &ids = {})
    {
        step.probe();
        if (!ends(step))
            return false;
        QStringList accepted, declined;
        for (const model::Change &change : step.changes())
            (ids.isEmpty() || ids.contains(change.id) ? accepted : declined) << change.key();
        run.state.acceptPlan(accepted, declined);
        step.run();
        return ends(step);
    }
    QStringList changeIds() const
    {
        QStringList ids;
        for (const model::Change &change : step.changes())
            ids << change.id;
        return ids;
    }
    static model::Finding row(const model::Activity &activity, const QString &id)
    {
        for (const model::Finding &finding : activity.findings()) {
            if (finding.id == id)
                return finding;
        }
        return {};
    }
    QJsonObject connector(const QString &name) const
    {
        return with(lab.state()[QStringLiteral("onlineConnectors")], QStringLiteral("Name"), name).value(0);
    }
    QStringList connectorWrites() const
    {
        return lab.writes().filter(QStringLiteral("IntraOrganizationConnector"));
    }
    QString failureText() const { return step.failure() ? step.failure()->technical : QString(); }

    Lab &lab;
    QTemporaryDir folder;
    app::Endpoints endpoints;
    app::Composition run;
    app::LabBrowser browser;
    services::StepService &step;
};

QJsonObject noConnector()
{
    return { { QStringLiteral("organisation"), QJsonObject{ { QStringLiteral("onlineConnectors"), QJsonArray() } } } };
}

QJsonObject everyConnector(const QJsonObject &properties)
{
    return { { QStringLiteral("change"),
               QJsonObject{ { QStringLiteral("onlineConnectors"), QJsonObject{ { QStringLiteral("*"), properties } } } } } };
}

}

class TestFlowOnline : public QObject {
    Q_OBJECT
private slots:
    // cloud.md c: signed in is not yet allowed, and what cannot be done here can be copied.
    void rightsAreTriedAfterTheSignIn()
    {
        for (const bool allowed : { true, false }) {
            Lab lab;
            QVERIFY(lab.start({ { QStringLiteral("onlineHiddenCmdlets"),
                                  allowed ? QJsonArray() : QJsonArray{ QStringLiteral("Get-IntraOrganizationConnector") } } }));
            Desk desk(lab);
            QVERIFY(desk.connectAll());
            QVERIFY(!desk.run.tenant.failure());
            const model::Finding row = Desk::row(desk.run.tenant, QStringLiteral("tenant.capability"));
            QCOMPARE(row.verdict, allowed ? Verdict::Pass : Verdict::Attention);
            QCOMPARE(row.code.has_value(), !allowed);
            if (!allowed) {
                QCOMPARE(*row.code, FailureCode::ExoRole);
                QVERIFY(row.values[QStringLiteral("commands")].contains(QStringLiteral("Get-IntraOrganizationConnector")));
                // Step 1 goes on without, proposes nothing there and gives the commands.
                desk.step.probe();
                QVERIFY(Desk::ends(desk.step));
                QVERIFY(desk.step.changes().isEmpty());
                QVERIFY(!Desk::row(desk.step, QStringLiteral("oauth.1h")).values[QStringLiteral("commands")].isEmpty());
            }
        }
    }

    // procedure.md 1h: nothing is written before it is accepted; then created, read back, recorded; and never twice.
    void missingConnector()
    {
        Lab lab;
        QVERIFY(lab.start({}, {}, noConnector()));
        {
            Desk desk(lab);
            QVERIFY(desk.connectAll());
            desk.step.probe();
            QVERIFY(Desk::ends(desk.step));
            QCOMPARE(desk.changeIds(), QStringList{ QStringLiteral("oauth.connector.create") });
            QVERIFY(desk.step.changes().first().shared);
            QCOMPARE(lab.writes(), QStringList());
            QVERIFY(desk.carryOut());
            QVERIFY2(!desk.step.failure(), qPrintable(desk.failureText()));
            QCOMPARE(desk.step.status(), model::StepStatus::Done);
            QCOMPARE(Desk::row(desk.step, QStringLiteral("oauth.1h")).verdict, Verdict::Pass);
            QCOMPARE(desk.connectorWrites(), QStringList{ QStringLiteral("New-IntraOrganizationConnector") });
            const QJsonObject made = desk.connector(documented);
            QCOMPARE(made[QStringLiteral("Enabled")].toBool(), true);
            QCOMPARE(made[QStringLiteral("TargetAddressDomains")].toArray(), QJsonArray{ QStringLiteral("contoso.fr") });
            QCOMPARE(made[QStringLiteral("DiscoveryEndpoint")].toString(),
                     QStringLiteral("https://autodiscover.contoso.fr/autodiscover/autodiscover.svc"));
            const auto recorded = desk.run.state.stepRecord(QLatin1String(model::step::oauth)).changes;
            QCOMPARE(recorded.size(), 1);
            QCOMPARE(recorded.first().target, QStringLiteral("exchange-online"));
            QCOMPARE(recorded.first().values[QStringLiteral("guid")], made[QStringLiteral("Guid")].toString());
        }
        lab.forgetRequests();
        Desk again(lab);
        QVERIFY(again.connectAll());
        QVERIFY(again.carryOut());
        QVERIFY(again.step.changes().isEmpty());
        QCOMPARE(again.step.status(), model::StepStatus::AlreadyDone);
        QCOMPARE(lab.writes(), QStringList());
    }

    void declinedIsLeftAlone()
    {
        Lab lab;
        QVERIFY(lab.start({}, {}, noConnector()));
        Desk desk(lab);
        QVERIFY(desk.connectAll());
        QVERIFY(desk.carryOut({ QStringLiteral("nothing") }));
        QVERIFY(!desk.step.failure());
        QCOMPARE(desk.step.status(), model::StepStatus::AlreadyDone);
        QCOMPARE(lab.writes(), QStringList());
    }

    void disabledConnector()
    {
        Lab lab;
        QVERIFY(lab.start({}, {}, everyConnector({ { QStringLiteral("Enabled"), false } })));
        Desk desk(lab);
        QVERIFY(desk.connectAll());
        QVERIFY(desk.carryOut());
        QVERIFY2(!desk.step.failure(), qPrintable(desk.failureText()));
        QCOMPARE(desk.changeIds(), QStringList{ QStringLiteral("oauth.connector.enable") });
        QCOMPARE(desk.connectorWrites(), QStringList{ QStringLiteral("Set-IntraOrganizationConnector") });
        const QJsonArray all = lab.state()[QStringLiteral("onlineConnectors")].toArray();
        QCOMPARE(all.size(), 1);
        QCOMPARE(all[0].toObject()[QStringLiteral("Enabled")].toBool(), true);
        QVERIFY(!Desk::row(desk.step, QStringLiteral("oauth.1h")).values.value(QStringLiteral("commands")).contains(QStringLiteral("Set-")));
    }

    // Two rows, and only the accepted one is sent.
    void domainsAreAdded_data()
    {
        QTest::addColumn<QStringList>("accepted");
        QTest::newRow("both") << QStringList();
        QTest::newRow("the domain alone") << QStringList{ QStringLiteral("oauth.connector.domains") };
    }
    void domainsAreAdded()
    {
        QFETCH(QStringList, accepted);
        Lab lab;
        QVERIFY(lab.start({}, {},
                          everyConnector({ { QStringLiteral("Name"), documented },
                                           { QStringLiteral("Identity"), documented },
                                           { QStringLiteral("Enabled"), false },
                                           { QStringLiteral("TargetAddressDomains"), QJsonArray{ QStringLiteral("contoso.com") } } })));
        Desk desk(lab);
        QVERIFY(desk.connectAll());
        QVERIFY(desk.carryOut(accepted));
        QVERIFY2(!desk.step.failure(), qPrintable(desk.failureText()));
        QCOMPARE(desk.changeIds(), QStringList({ QStringLiteral("oauth.connector.domains"), QStringLiteral("oauth.connector.enable") }));
        QCOMPARE(desk.connectorWrites().size(), 1);
        const QJsonObject changed = desk.connector(documented);
        QCOMPARE(changed[QStringLiteral("TargetAddressDomains")].toArray(),
                 QJsonArray({ QStringLiteral("contoso.com"), QStringLiteral("contoso.fr") }));
        QCOMPARE(changed[QStringLiteral("Enabled")].toBool(), accepted.isEmpty());
        QCOMPARE(Desk::row(desk.step, QStringLiteral("oauth.1h")).verdict, accepted.isEmpty() ? Verdict::Pass : Verdict::Attention);
        QCOMPARE(desk.run.state.stepRecord(QLatin1String(model::step::oauth)).changes.size(), accepted.isEmpty() ? 2 : 1);
    }

    // HYBRID-AGENT: neither enabled nor given domains, whatever state it is in.
    void hybridAgentIsNeverTouched_data()
    {
        QTest::addColumn<QJsonObject>("change");
        QTest::newRow("as it is") << QJsonObject{ { QStringLiteral("Enabled"), true } };
        QTest::newRow("disabled") << QJsonObject{ { QStringLiteral("Enabled"), false } };
        QTest::newRow("under our name, for another domain")
            << QJsonObject{ { QStringLiteral("Name"), documented },
                            { QStringLiteral("Identity"), documented },
                            { QStringLiteral("TargetAddressDomains"), QJsonArray{ QStringLiteral("contoso.com") } } };
    }
    void hybridAgentIsNeverTouched()
    {
        QFETCH(QJsonObject, change);
        Lab lab;
        QVERIFY(lab.start({ { QStringLiteral("hybridAgent"), true } }, {}, everyConnector(change)));
        Desk desk(lab);
        QVERIFY(desk.connectAll());
        const QJsonValue before = lab.state()[QStringLiteral("onlineConnectors")];
        QVERIFY(before.toArray()[0].toObject()[QStringLiteral("DiscoveryEndpoint")].toString().contains(QStringLiteral("msappproxy.net")));
        QVERIFY(desk.carryOut());
        QVERIFY(desk.step.changes().isEmpty());
        QCOMPARE(lab.writes(), QStringList());
        QCOMPARE(lab.state()[QStringLiteral("onlineConnectors")], before);
        const model::Finding row = Desk::row(desk.step, QStringLiteral("oauth.1h"));
        QCOMPARE(row.verdict, Verdict::Attention);
        QVERIFY(!row.values.value(QStringLiteral("commands")).contains(QStringLiteral("Set-")));
    }

    // Busy, or carried out and still answered 504: one connector, one record (cloud.md c.4).
    void troubledWrites_data()
    {
        QTest::addColumn<QJsonObject>("fault");
        QTest::newRow("throttled") << QJsonObject{ { QStringLiteral("kind"), QStringLiteral("exo-throttled") },
                                                   { QStringLiteral("area"), QStringLiteral("exo") },
                                                   { QStringLiteral("match"), QStringLiteral("New-IntraOrganizationConnector") },
                                                   { QStringLiteral("status"), 429 },
                                                   { QStringLiteral("retryAfter"), 1 },
                                                   { QStringLiteral("count"), 1 } };
        QTest::newRow("applied, then 504") << QJsonObject{ { QStringLiteral("kind"), QStringLiteral("applied-then-status") },
                                                           { QStringLiteral("area"), QStringLiteral("exo") },
                                                           { QStringLiteral("match"), QStringLiteral("New-IntraOrganizationConnector") },
                                                           { QStringLiteral("count"), 1 } };
    }
    void troubledWrites()
    {
        QFETCH(QJsonObject, fault);
        Lab lab;
        QVERIFY(lab.start({}, {}, noConnector()));
        Desk desk(lab);
        QVERIFY(desk.connectAll());
        QVERIFY(lab.setFaults({ fault }));
        QVERIFY(desk.carryOut());
        QVERIFY2(!desk.step.failure(), qPrintable(desk.failureText()));
        QCOMPARE(lab.state()[QStringLiteral("onlineConnectors")].toArray().size(), 1);
        QCOMPARE(desk.run.state.stepRecord(QLatin1String(model::step::oauth)).changes.size(), 1);
    }

    // The role is there for reading and not for writing: told with its code, nothing is recorded, the others go on.
    void writingRefused()
    {
        Lab lab;
        QVERIFY(lab.start({ { QStringLiteral("onlineHiddenCmdlets"), QJsonArray{ QStringLiteral("New-IntraOrganizationConnector") } } }, {},
                          noConnector()));
        Desk desk(lab);
        QVERIFY(desk.connectAll());
        QVERIFY(desk.carryOut());
        QCOMPARE(desk.step.failure()->code, FailureCode::ExoRole);
        QVERIFY(!Desk::row(desk.step, QStringLiteral("oauth.1h")).values[QStringLiteral("commands")].isEmpty());
        QVERIFY(desk.run.state.stepRecord(QLatin1String(model::step::oauth)).changes.isEmpty());
    }

    // What a cmdlet says beside its result reaches the rows as it was said.
    void warningsAreShown()
    {
        Lab lab;
        QVERIFY(lab.start({}, { QJsonObject{ { QStringLiteral("kind"), QStringLiteral("cmdlet-warning") },
                                             { QStringLiteral("area"), QStringLiteral("exo") },
                                             { QStringLiteral("match"), QStringLiteral("Get-IntraOrganizationConnector") },
                                             { QStringLiteral("message"), QStringLiteral("This cmdlet will go in 2027.") } } }));
        Desk desk(lab);
        QVERIFY(desk.connectAll());
        desk.step.probe();
        QVERIFY(Desk::ends(desk.step));
        const model::Finding row = Desk::row(desk.step, QStringLiteral("oauth.warning.1"));
        QCOMPARE(row.verdict, Verdict::Attention);
        QVERIFY(row.values[QStringLiteral("text")].endsWith(QStringLiteral("This cmdlet will go in 2027.")));
    }

    // procedure.md 12, 1z: judged by ResultType alone.
    void connectivityTest_data()
    {
        QTest::addColumn<QJsonObject>("switches");
        QTest::addColumn<QString>("mailbox");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<QString>("code");
        const QString known = QStringLiteral("@known");
        QTest::newRow("success") << QJsonObject() << known << Verdict::Pass << "";
        QTest::newRow("error") << QJsonObject{ { QStringLiteral("oauthTestOnline"), QStringLiteral("Error") } } << known << Verdict::Fail << "";
        QTest::newRow("something else") << QJsonObject{ { QStringLiteral("oauthTestOnline"), QStringLiteral("Warning") } } << known
                                        << Verdict::Attention << "";
        QTest::newRow("unknown mailbox, 400") << QJsonObject() << "nobody@contoso.fr" << Verdict::Attention << "V-USER-UNKNOWN";
        QTest::newRow("unknown mailbox, 404") << QJsonObject{ { QStringLiteral("exoNotFoundStatus"), 404 } } << "nobody@contoso.fr"
                                              << Verdict::Attention << "V-USER-UNKNOWN";
        QTest::newRow("no mailbox") << QJsonObject() << "" << Verdict::NotTested << "";
        QTest::newRow("not allowed") << QJsonObject{ { QStringLiteral("onlineHiddenCmdlets"),
                                                       QJsonArray{ QStringLiteral("Test-OAuthConnectivity") } } }
                                     << known << Verdict::NotTested << "EXO-ROLE";
    }
    void connectivityTest()
    {
        QFETCH(QJsonObject, switches);
        QFETCH(QString, mailbox);
        QFETCH(Verdict, verdict);
        QFETCH(QString, code);
        Lab lab;
        QVERIFY(lab.start(switches));
        Desk desk(lab);
        QVERIFY(desk.connectAll());
        model::Settings settings = desk.run.state.settings();
        settings.testMailbox = mailbox == u"@known" ? desk.run.state.tenant()->user : mailbox;
        desk.run.state.setSettings(settings);
        lab.forgetRequests();
        desk.run.checklist.runOne(QStringLiteral("V8"));
        QVERIFY(Desk::ends(desk.run.checklist));
        const model::Finding row = Desk::row(desk.run.checklist, QStringLiteral("V8"));
        QCOMPARE(row.verdict, verdict);
        QCOMPARE(row.code ? QString(core::codeText(*row.code)) : QString(), code);
        const QString commands = row.values.value(QStringLiteral("commands"));
        QCOMPARE(commands.isEmpty(), verdict == Verdict::Pass || code == u"V-USER-UNKNOWN");
        if (!commands.isEmpty())
            QVERIFY2(commands.contains(QStringLiteral("Test-OAuthConnectivity -Service 'EWS' -TargetUri 'https://mail.contoso.fr/")), qPrintable(commands));
        int tests = 0;
        for (const QJsonValue request : lab.requests())
            tests += request.toObject()[QStringLiteral("name")].toString() == u"Test-OAuthConnectivity";
        QCOMPARE(tests, mailbox.isEmpty() ? 0 : 1);
        QCOMPARE(lab.writes(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestFlowOnline)
#include "tst_flow_online.moc"
