#include "services/ServerName.h"

#include <QTest>

using namespace passerelle::services;

// Reference psrp.md 2.1: the server's own full name, and neither an address nor half a name.
class TestServerName : public QObject {
    Q_OBJECT
private slots:
    void names_data();
    void names();
};

void TestServerName::names_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<ServerName>("judged");
    QTest::newRow("full") << "ex1.contoso.com" << ServerName::Good;
    QTest::newRow("with blanks around") << " ex1.contoso.com " << ServerName::Good;
    QTest::newRow("with a port") << "ex1.contoso.com:8443" << ServerName::Good;
    QTest::newRow("digits first") << "1ex.contoso.com" << ServerName::Good;
    QTest::newRow("nothing") << "  " << ServerName::Missing;
    QTest::newRow("IPv4") << "10.0.0.1" << ServerName::Address;
    QTest::newRow("IPv4 and a port") << "10.0.0.1:443" << ServerName::Address;
    QTest::newRow("IPv6") << "fe80::1" << ServerName::Address;
    QTest::newRow("IPv6 in brackets") << "[fe80::1]" << ServerName::Address;
    QTest::newRow("bare label") << "ex1" << ServerName::NotFull;
    QTest::newRow("bare label and a port") << "ex1:443" << ServerName::NotFull;
    QTest::newRow("bare label and a dot") << "ex1." << ServerName::NotFull;
    QTest::newRow("user@host") << "admin@contoso.com" << ServerName::Account;
    QTest::newRow("DOMAIN\\user") << "CONTOSO\\admin" << ServerName::Account;
    QTest::newRow("URL") << "https://ex1.contoso.com/PowerShell" << ServerName::Unreadable;
    QTest::newRow("URL of an account") << "https://a@ex1.contoso.com" << ServerName::Unreadable;
    QTest::newRow("two words") << "ex1 contoso" << ServerName::Unreadable;
    QTest::newRow("query") << "ex1.contoso.com?x" << ServerName::Unreadable;
    QTest::newRow("no port") << "ex1.contoso.com:port" << ServerName::Unreadable;
}

void TestServerName::names()
{
    QFETCH(QString, typed);
    QTEST(judgeServerName(typed), "judged");
}

QTEST_GUILESS_MAIN(TestServerName)
#include "tst_ServerName.moc"
