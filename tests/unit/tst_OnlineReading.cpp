#include "inspection/OnlineReading.h"

#include <QSignalSpy>
#include <QTest>

using namespace passerelle;
using core::FailureCode;
using model::Verdict;

Q_DECLARE_METATYPE(passerelle::core::FailureCode)
Q_DECLARE_METATYPE(passerelle::model::Verdict)

namespace {

template <class T> class Given : public core::OperationOf<T> {
public:
    explicit Given(core::Result<T> result)
        : m_given(std::move(result))
    {
    }

protected:
    void doStart() override { this->finishWith(m_given); }
    void doCancel() override { this->fail({ FailureCode::Cancelled, {}, {}, true }); }

private:
    core::Result<T> m_given;
};

class FakeOnline : public exo::ExchangeOnline {
public:
    bool signedIn = true;
    core::Result<QList<exo::Connector>> there = QList<exo::Connector>();
    core::Result<QList<exo::Configuration>> left = QList<exo::Configuration>();
    core::Result<QList<exo::OnPremisesOrganization>> sides = QList<exo::OnPremisesOrganization>();
    core::Result<QList<exo::AcceptedDomain>> domains =
        QList<exo::AcceptedDomain>{ { "contoso.com", "Authoritative", true, false } };
    QStringList asked;

    bool isSignedIn() const override { return signedIn; }
    QString userPrincipalName() const override { return QStringLiteral("admin@contoso.com"); }
    QString cloud() const override { return QStringLiteral("worldwide"); }
    core::OperationOf<exo::Capability> *probe() override { return nullptr; }
    core::OperationOf<QList<exo::Connector>> *connectors() override
    {
        asked << "connectors";
        return new Given(there);
    }
    core::OperationOf<QList<exo::OnPremisesOrganization>> *onPremisesOrganizations() override
    {
        return new Given(sides);
    }
    core::OperationOf<QList<exo::Configuration>> *configuration(const QString &guid) override
    {
        asked << "configuration " + guid;
        return new Given(left);
    }
    core::OperationOf<QList<exo::AcceptedDomain>> *acceptedDomains() override
    {
        asked << "domains";
        return new Given(domains);
    }
    core::OperationOf<exo::OrganizationFacts> *organizationConfig() override { return nullptr; }
    core::OperationOf<exo::OAuthTestResult> *testOAuth(const exo::OAuthTest &) override { return nullptr; }
    core::OperationOf<exo::Connector> *createConnector(const exo::ConnectorWish &) override
    {
        return nullptr;
    }
    core::OperationOf<exo::Connector> *changeConnector(const QString &, const exo::ConnectorChange &) override
    {
        return nullptr;
    }
    core::OperationOf<exo::Connector> *removeConnector(const QString &) override { return nullptr; }
};

const QString ours = QStringLiteral("https://autodiscover.contoso.com/autodiscover/autodiscover.svc");

exo::Connector connector(const QString &name, const QString &endpoint = ours, bool enabled = true,
                         const QStringList &domains = { "contoso.com" })
{
    return { name, {}, name, endpoint, {}, domains, enabled };
}

}

// procedure.md 1h and cloud.md c.5: the cloud's side of the trust, read only.
class TestOnlineReading : public QObject {
    Q_OBJECT

    static inspection::OnlineState read(exo::ExchangeOnline *online)
    {
        inspection::OnlineReading reading(online, { "contoso.com", { "mail.contoso.com" } });
        QSignalSpy finished(&reading, &core::Operation::finished);
        reading.start();
        if (!finished.wait(2000) || !reading.result())
            return {};
        return *reading.result();
    }

private slots:
    void verdicts_data()
    {
        QTest::addColumn<QList<exo::Connector>>("connectors");
        QTest::addColumn<Verdict>("verdict");
        QTest::addColumn<QString>("code"); // empty: none
        QTest::addColumn<QString>("command"); // of the text to copy; empty: none
        const QString agent =
            "https://5f3a.resource.mailboxmigration.his.msappproxy.net/autodiscover/autodiscover.svc";
        QTest::newRow("present") << QList{ connector("ExchangeHybridOnlineToOnPremises") } << Verdict::Pass
                                 << ""
                                 << "";
        QTest::newRow("name with a guid, found by its domain")
            << QList{ connector("other", ours, true, { "fabrikam.com" }), connector("HybridIOC - 1f2e") }
            << Verdict::Pass << ""
            << "";
        QTest::newRow("domain in other case")
            << QList{ connector("x", ours, true, { "Contoso.COM" }) } << Verdict::Pass << ""
            << "";
        QTest::newRow("endpoint on a published host")
            << QList{ connector("x", "https://mail.contoso.com/autodiscover/autodiscover.svc") }
            << Verdict::Pass << ""
            << "";
        QTest::newRow("hybrid agent")
            << QList{ connector("HybridIOC - 1f2e", agent) } << Verdict::Attention << "HYBRID-AGENT"
            << "";
        QTest::newRow("missing")
            << QList<exo::Connector>() << Verdict::Attention << "IOC-MISSING"
            << "New-IntraOrganizationConnector -Name 'ExchangeHybridOnlineToOnPremises' -DiscoveryEndpoint "
               "'https://autodiscover.contoso.com/autodiscover/autodiscover.svc' -TargetAddressDomains "
               "'contoso.com' -Enabled:$true";
        QTest::newRow("there, for another domain")
            << QList{ connector("ExchangeHybridOnlineToOnPremises", ours, true, { "contoso.fr" }) }
            << Verdict::Attention << "IOC-MISSING"
            << "Set-IntraOrganizationConnector -Identity 'ExchangeHybridOnlineToOnPremises' "
               "-TargetAddressDomains "
               "'contoso.fr','contoso.com'";
        QTest::newRow("disabled")
            << QList{ connector("HybridIOC - l'un", ours, false) } << Verdict::Attention << "IOC-OFF"
            << "Set-IntraOrganizationConnector -Identity 'HybridIOC - l''un' -Enabled:$true";
        QTest::newRow("disabled agent is not overwritten")
            << QList{ connector("x", agent, false) } << Verdict::Attention << "HYBRID-AGENT"
            << "";
        QTest::newRow("agent of another domain under our name")
            << QList{ connector("ExchangeHybridOnlineToOnPremises", agent, true, { "contoso.fr" }) }
            << Verdict::Attention << "IOC-MISSING"
            << "";
        QTest::newRow("enabled wins over disabled")
            << QList{ connector("a", ours, false), connector("b") } << Verdict::Pass << ""
            << "";
        QTest::newRow("leads elsewhere")
            << QList{ connector("x", "https://autodiscover.fabrikam.com/autodiscover/autodiscover.svc") }
            << Verdict::Attention << ""
            << "";
        QTest::newRow("not encrypted")
            << QList{ connector("x", "http://autodiscover.contoso.com/autodiscover/autodiscover.svc") }
            << Verdict::Attention << ""
            << "";
    }

    void verdicts()
    {
        QFETCH(QList<exo::Connector>, connectors);
        QFETCH(Verdict, verdict);
        QFETCH(QString, code);
        QFETCH(QString, command);
        FakeOnline online;
        online.there = connectors;
        const inspection::OnlineState rows = read(&online);
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0].id, QStringLiteral("oauth.1h"));
        QCOMPARE(rows[0].verdict, verdict);
        QCOMPARE(rows[0].code ? QString(core::codeText(*rows[0].code)) : QString(), code);
        const QString commands = rows[0].values["commands"];
        QCOMPARE(commands.isEmpty(), command.isEmpty());
        if (!command.isEmpty()) {
            QVERIFY2(commands.split('\n').contains(command), qPrintable(commands));
            QVERIFY(commands.startsWith("Connect-ExchangeOnline -UserPrincipalName 'admin@contoso.com'\n"));
        }
        for (const exo::Connector &c : connectors)
            QVERIFY(rows[0].evidence.join('\n').contains(c.name + ": Enabled="));
    }

    // What the step may do about it: exactly what the commands say, and nothing to a connector of the Hybrid Agent.
    void repair()
    {
        const inspection::OnlineQuestion question{ "contoso.com", {} };
        const QString agent = "https://5f3a.resource.mailboxmigration.his.msappproxy.net/autodiscover.svc";
        const auto of = [&](const QList<exo::Connector> &there) {
            return inspection::connectorRepair(there, std::nullopt, question);
        };
        QVERIFY(!of({ connector("x") }));
        QVERIFY(!of({ connector("x", agent, false) }));
        QVERIFY(!of({ connector("ExchangeHybridOnlineToOnPremises", agent, false, { "contoso.fr" }) }));
        const auto created = of({});
        QVERIFY(created && created->creation);
        QCOMPARE(created->creation->domains, QStringList("contoso.com"));
        const auto enabled = of({ connector("HybridIOC - 1", ours, false) });
        QVERIFY(enabled && !enabled->creation && !enabled->change.domains);
        QCOMPARE(enabled->identity, QStringLiteral("HybridIOC - 1"));
        QCOMPARE(enabled->change.enabled, std::optional(true));
        const auto both = of({ connector("ExchangeHybridOnlineToOnPremises", ours, false, { "contoso.fr" }) });
        QCOMPARE(both->change.domains, std::optional(QStringList{ "contoso.fr", "contoso.com" }));
        QCOMPARE(both->change.enabled, std::optional(true));
    }

    // A connector for a domain Exchange Online does not accept is not proposed.
    void domainOfNobody()
    {
        FakeOnline online;
        online.domains = QList<exo::AcceptedDomain>{ { "fabrikam.com", "Authoritative", true, false } };
        inspection::OnlineReading reading(&online, { "contoso.com", {} });
        QSignalSpy finished(&reading, &core::Operation::finished);
        reading.start();
        QVERIFY(finished.wait(2000));
        QVERIFY(!reading.repair());
        QCOMPARE((*reading.result())[0].code, std::optional(FailureCode::DomainNotVerified));
        QVERIFY((*reading.result())[0].values["commands"].isEmpty());
        QVERIFY(online.asked.contains("domains"));
    }

    // What the Hybrid wizard left is the preferred source of the endpoint (cloud.md c.5).
    void configurationIsPreferred()
    {
        FakeOnline online;
        exo::Configuration configuration;
        configuration.onPremisesDiscoveryEndpoint = "https://owa.contoso.com/autodiscover/autodiscover.svc";
        configuration.onPremisesTargetAddresses = QStringList{ "contoso.com" };
        online.left = QList{ configuration };
        const inspection::OnlineState rows = read(&online);
        QVERIFY(rows[0].values["commands"].contains(
            "-DiscoveryEndpoint 'https://owa.contoso.com/autodiscover/autodiscover.svc'"));
        QCOMPARE(rows[1].verdict, Verdict::Pass);
        QCOMPARE(rows[1].values["url"], configuration.onPremisesDiscoveryEndpoint);

        online.there = QList{ connector("x", "https://owa.contoso.com/autodiscover/autodiscover.svc") };
        QCOMPARE(read(&online)[0].verdict, Verdict::Pass);
    }

    // cloud.md c.5: OrganizationGuid comes from Get-OnPremisesOrganization.
    void organisationOfOurDomain()
    {
        FakeOnline online;
        online.sides = QList<exo::OnPremisesOrganization>{ { "g1", "Fabrikam", { "fabrikam.com" } },
                                                           { "g2", "Contoso", { "contoso.com" } } };
        read(&online);
        QVERIFY(online.asked.contains("configuration g2"));
        online.sides = QList<exo::OnPremisesOrganization>{ { "g1", "Fabrikam", {} } };
        read(&online);
        QVERIFY(online.asked.contains("configuration g1"));
        online.sides = core::Failure{ FailureCode::ExoRole, {}, {}, false };
        read(&online);
        QVERIFY(online.asked.contains("configuration "));
    }

    void emptyConfigurationIsNoFault()
    {
        FakeOnline online;
        online.there = QList{ connector("x") };
        QCOMPARE(read(&online)[1].verdict, Verdict::NotApplicable);
    }

    // Several organisations on premises: the cmdlet wants to know which. The connector is judged all the
    // same.
    void configurationMayFail()
    {
        FakeOnline online;
        online.there = QList{ connector("x") };
        online.left = core::Failure{ FailureCode::UnknownExo, {}, "more than one", false };
        const inspection::OnlineState rows = read(&online);
        QCOMPARE(rows[0].verdict, Verdict::Pass);
        QCOMPARE(rows[1].verdict, Verdict::NotTested);
    }

    void withoutSignIn_data()
    {
        QTest::addColumn<bool>("connected");
        QTest::newRow("no client") << false;
        QTest::newRow("no token") << true;
    }
    void withoutSignIn()
    {
        QFETCH(bool, connected);
        FakeOnline online;
        online.signedIn = false;
        const inspection::OnlineState rows = read(connected ? &online : nullptr);
        QCOMPARE(rows.size(), 2);
        for (const model::Finding &row : rows) {
            QCOMPARE(row.verdict, Verdict::NotTested);
            QVERIFY(!row.code);
        }
        QVERIFY(rows[0].values["commands"].contains("\nGet-IntraOrganizationConnector\n"));
        QVERIFY(rows[1].values["commands"].contains("\nGet-IntraOrganizationConfiguration\n"));
        QVERIFY(online.asked.isEmpty());
    }

    void refused()
    {
        FakeOnline online;
        online.there = core::Failure{ FailureCode::ExoRole, {}, "HTTP 403", false };
        const inspection::OnlineState rows = read(&online);
        QCOMPARE(rows[0].verdict, Verdict::NotTested);
        QCOMPARE(*rows[0].code, FailureCode::ExoRole);
        QVERIFY(rows[0].values["commands"].contains("Get-IntraOrganizationConnector"));
        QCOMPARE(*rows[1].code, FailureCode::ExoRole);
        QCOMPARE(online.asked, QStringList("connectors"));
    }
};

QTEST_GUILESS_MAIN(TestOnlineReading)
#include "tst_OnlineReading.moc"
