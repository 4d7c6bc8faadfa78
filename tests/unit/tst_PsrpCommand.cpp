#include "protocols/psrp/Command.h"

#include <QTest>

using namespace passerelle::psrp;

class TestPsrpCommand : public QObject {
    Q_OBJECT
private slots:
    void powerShellText_data();
    void powerShellText();
    void reads();
    void findsArguments();
};

void TestPsrpCommand::powerShellText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto line = [](const Argument &value) { return Command("Set-X").with("P", value).toPowerShell(); };
    QTest::newRow("text") << line("x") << "Set-X -P 'x'";
    QTest::newRow("apostrophe") << line("it's") << "Set-X -P 'it''s'";
    QTest::newRow("typographic apostrophe")
        << line(QString::fromUtf8("l’a")) << QString::fromUtf8("Set-X -P 'l’’a'");
    QTest::newRow("dollar stays") << line("$(evil) `n") << "Set-X -P '$(evil) `n'";
    QTest::newRow("false") << line(false) << "Set-X -P:$false";
    QTest::newRow("number") << line(5) << "Set-X -P 5";
    QTest::newRow("switch") << line({}) << "Set-X -P";
    QTest::newRow("list") << line(QStringList({ "a", "b'c" })) << "Set-X -P 'a','b''c'";
    QTest::newRow("empty list") << line(QStringList()) << "Set-X -P @()";
    QTest::newRow("hashtable") << line(Argument::Hashtable{ { "Add", { "a", "b" } }, { "Remove", { "c" } } })
                               << "Set-X -P @{'Add'='a','b'; 'Remove'='c'}";
    QTest::newRow("several")
        << Command("New-MailUser").with("Name", "x").with("Confirm", false).toPowerShell()
        << "New-MailUser -Name 'x' -Confirm:$false";
    QTest::newRow("piped") << Command("Get-X").with("A", QStringList({ "b", "c" })).pipeTo(Command("Set-Y").withSwitch("Force")).toPowerShell()
                           << "Get-X -A 'b','c' | Set-Y -Force";
    QTest::newRow("pipe into a pipe") << Command("Get-X").pipeTo(Command("Get-Y").pipeTo(Command("Get-Z"))).toPowerShell()
                                      << "Get-X | Get-Y | Get-Z";
}

void TestPsrpCommand::powerShellText()
{
    QFETCH(QString, text);
    QTEST(text, "expected");
}

void TestPsrpCommand::reads()
{
    QVERIFY(Command("Get-MailUser").isRead());
    QVERIFY(Command("test-OAuthConnectivity").isRead());
    QVERIFY(!Command("New-MailUser").isRead());
    QVERIFY(Command("Get-X").pipeTo(Command("Get-Y")).isRead());
    QVERIFY(!Command("Get-X").pipeTo(Command("Set-X")).isRead());
    QVERIFY(!Command("Getaway-X").isRead());
}

void TestPsrpCommand::findsArguments()
{
    const Command command = Command("Get-X").with("Identity", "a").withSwitch("Force");
    QVERIFY(command.argument(u"identity"));
    QVERIFY(std::holds_alternative<Argument::Present>(command.argument(u"FORCE")->value()));
    QVERIFY(!command.argument(u"Server"));
}

QTEST_GUILESS_MAIN(TestPsrpCommand)
#include "tst_PsrpCommand.moc"
