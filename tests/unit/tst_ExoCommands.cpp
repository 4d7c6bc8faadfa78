#include "protocols/exo/Cmdlets.h"
#include "protocols/exo/Commands.h"

#include <QTest>

using namespace passerelle::exo;

// The commands to copy when the wizard may not do it itself (cloud.md 0.4, c.5).
class TestExoCommands : public QObject {
    Q_OBJECT
private slots:
    void quoting_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("literal");
        QTest::newRow("plain") << "contoso.com"
                               << "'contoso.com'";
        QTest::newRow("apostrophe") << "l'Oise"
                                    << "'l''Oise'";
        QTest::newRow("typographic ones end a literal too")
            << QString::fromUtf8("a\u2018b\u2019c\u201Ad\u201Be")
            << QString::fromUtf8("'a\u2018\u2018b\u2019\u2019c\u201A\u201Ad\u201B\u201Be'");
        QTest::newRow("nothing is evaluated") << "$(Remove-Item x) `n \""
                                              << "'$(Remove-Item x) `n \"'";
        QTest::newRow("one line") << "a\r\nRemove-Mailbox b"
                                  << "'aRemove-Mailbox b'";
        QTest::newRow("empty") << ""
                               << "''";
    }
    void quoting()
    {
        QFETCH(QString, text);
        QFETCH(QString, literal);
        QCOMPARE(quoted(text), literal);
    }

    void createConnector()
    {
        const ConnectorWish wish{ documentedConnectorName,
                                  "https://autodiscover.contoso.com/autodiscover/autodiscover.svc",
                                  {},
                                  { "contoso.com", "contoso.fr" },
                                  true };
        QCOMPARE(commandsFor({ getConnectors(), newConnector(wish) }, { "worldwide", "o'neil@contoso.com" }),
                 QStringLiteral(
                     "Connect-ExchangeOnline -UserPrincipalName 'o''neil@contoso.com'\n"
                     "Get-IntraOrganizationConnector\n"
                     "New-IntraOrganizationConnector -Name 'ExchangeHybridOnlineToOnPremises' "
                     "-DiscoveryEndpoint 'https://autodiscover.contoso.com/autodiscover/autodiscover.svc' "
                     "-TargetAddressDomains 'contoso.com','contoso.fr' -Enabled:$true\n"
                     "Disconnect-ExchangeOnline -Confirm:$false\n"));
    }

    void clouds()
    {
        QVERIFY(commandsFor({}, { "us-l4", {} })
                    .startsWith("Connect-ExchangeOnline -ExchangeEnvironmentName O365USGovGCCHigh\n"));
        QVERIFY(commandsFor({}, { "us-l5", {} })
                    .startsWith("Connect-ExchangeOnline -ExchangeEnvironmentName O365USGovDoD\n"));
        QVERIFY(commandsFor({}, { "china", {} })
                    .startsWith("Connect-ExchangeOnline -ExchangeEnvironmentName O365China\n"));
        QVERIFY(commandsFor({}, {}).startsWith("Connect-ExchangeOnline\n"));
    }

    void everyCmdletAsText()
    {
        ConnectorChange change;
        change.enabled = true;
        QCOMPARE(setConnector("HybridIOC - 1f", change).toPowerShell(),
                 QStringLiteral("Set-IntraOrganizationConnector -Identity 'HybridIOC - 1f' -Enabled:$true"));
        QCOMPARE(removeConnector("x").toPowerShell(),
                 QStringLiteral("Remove-IntraOrganizationConnector -Identity 'x' -Confirm:$false"));
        QCOMPARE(
            testOAuth({ "AutoD", "https://m/", "a@b" }).toPowerShell(),
            QStringLiteral("Test-OAuthConnectivity -Service 'AutoD' -TargetUri 'https://m/' -Mailbox 'a@b'"));
        QCOMPARE(getConfiguration({}).toPowerShell(), QStringLiteral("Get-IntraOrganizationConfiguration"));
        QVERIFY(testOAuth({}).isRead());
        QVERIFY(!removeConnector("x").isRead());
    }
};

QTEST_APPLESS_MAIN(TestExoCommands)
#include "tst_ExoCommands.moc"
