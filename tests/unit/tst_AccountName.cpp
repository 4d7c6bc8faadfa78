#include "net/AccountName.h"

#include <QTest>

using namespace passerelle::net;

Q_DECLARE_METATYPE(std::vector<KerberosName>)

// Reference psrp.md 3.2: the realm in capitals; the rest is how Active Directory names accounts.
class TestAccountName : public QObject {
    Q_OBJECT
private slots:
    void names_data();
    void names();
};

void TestAccountName::names_data()
{
    QTest::addColumn<std::string>("typed");
    QTest::addColumn<std::string>("realm");
    QTest::addColumn<std::vector<KerberosName>>("names");
    using Names = std::vector<KerberosName>;
    const auto row = [](const char *name, const char *typed, const char *realm, const Names &names) {
        QTest::newRow(name) << std::string(typed) << std::string(realm) << names;
    };
    row("realm of the server", "ann@contoso.fr", "CONTOSO.FR", { { "ann", "CONTOSO.FR", false } });
    row("another realm or a mere suffix", "ann@Mail.test", "CONTOSO.FR",
        { { "ann", "MAIL.TEST", false }, { "ann@Mail.test", "CONTOSO.FR", true } });
    row("two at signs", "ann@old@contoso.fr", "CONTOSO.FR", { { "ann@old", "CONTOSO.FR", false } });
    row("server without a domain", "ann@contoso.fr", "", { { "ann", "CONTOSO.FR", false } });
    row("first part of the domain", "Contoso\\ann", "CONTOSO.FR",
        { { "ann", "CONTOSO.FR", false }, { "ann@Contoso", "CONTOSO.FR", true } });
    row("another NetBIOS name", "LEGACY\\ann", "CONTOSO.FR", { { "ann@LEGACY", "CONTOSO.FR", true } });
    row("full domain before a backslash", "contoso.fr\\ann", "CONTOSO.FR", { { "ann", "CONTOSO.FR", false } });
    row("NetBIOS, server without a domain", "contoso\\ann", "", { { "ann", "CONTOSO", false } });
    row("bare", "ann", "CONTOSO.FR", { { "ann", "CONTOSO.FR", false } });
    row("bare, default realm", "ann", "", { { "ann", "", false } });
    row("nothing", "", "CONTOSO.FR", {});
    row("no user", "@contoso.fr", "CONTOSO.FR", {});
    row("no domain", "ann@", "CONTOSO.FR", {});
    row("no domain before the backslash", "\\ann", "CONTOSO.FR", {});
}

void TestAccountName::names()
{
    QFETCH(std::string, typed);
    QFETCH(std::string, realm);
    QFETCH(std::vector<KerberosName>, names);
    QVERIFY(kerberosNames(typed, realm) == names);
}

QTEST_APPLESS_MAIN(TestAccountName)

#include "tst_AccountName.moc"
