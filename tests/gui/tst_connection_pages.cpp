// The two connection pages where the usual way does not do: protocol, session of the PC, redirect, another
// certificate; cloud, proxy, own application, sign-in with a code.
#include "gui/Driver.h"
#include "pages/MessageBand.h"

#include <QClipboard>
#include <QComboBox>
#include <QLabel>

using namespace passerelle;
using namespace passerelle::pages;

class TestConnectionPages : public QObject {
    Q_OBJECT

    static void openOptions(Driver &d) { d.click("tenantOptionsButton"); }

private slots:
    void sessionOfThisPcNeedsNoPassword()
    {
        Driver d;
        d.open();
        d.click("nextButton");
        d.type("exchangeServerEdit", QStringLiteral("ex1.contoso.fr"));
        d.need<QComboBox>("exchangeProtocolBox")->setCurrentIndex(1);
        QVERIFY(!d.shows("exchangeBasicBox")); // never without TLS (psrp.md 3.4)
        d.need<QComboBox>("exchangeIdentityBox")->setCurrentIndex(1);
        QVERIFY(!d.shows("exchangePasswordEdit"));
        d.click("exchangeConnectButton");
        QTRY_VERIFY(d.shows("nextButton"));
        QVERIFY(d.stage.exchange.access.http);
        QVERIFY(d.stage.exchange.access.currentSession);
        QVERIFY(d.stage.exchange.password.isEmpty());
    }

    // psrp.md 2.1: Kerberos and the certificate go by the server's own full name. Each other thing is explained.
    void whatIsNoServerNameIsExplained()
    {
        Driver d;
        d.open();
        d.click("nextButton");
        d.type("exchangeUserEdit", QStringLiteral("CONTOSO\\admin.exchange"));
        d.type("exchangePasswordEdit", QStringLiteral("not a real one"));
        auto *server = d.need<QLineEdit>("exchangeServerEdit");
        QSet<QString> explained;
        for (const char *typed : { "", "10.0.0.1", "ex1", "admin@contoso.fr", "https://ex1.contoso.fr/owa" }) {
            d.type("exchangeServerEdit", QLatin1String(typed));
            d.click("exchangeConnectButton");
            QVERIFY2(server->hasFocus(), typed);
            explained.insert(server->accessibleDescription());
        }
        QCOMPARE(explained.size(), 5);
        QCOMPARE(d.stage.exchange.runs, 0);
        d.type("exchangeServerEdit", QStringLiteral(" ex1.contoso.fr "));
        d.click("exchangeConnectButton");
        QTRY_VERIFY(d.shows("nextButton"));
        QCOMPARE(d.stage.exchange.access.server, QStringLiteral("ex1.contoso.fr"));
    }

    void basicIsOffUnlessTicked()
    {
        Driver d;
        d.open();
        d.click("nextButton");
        d.connectExchange();
        QVERIFY(!d.stage.exchange.access.basicAllowed);
        d.need<QCheckBox>("exchangeBasicBox")->setChecked(true);
        d.connectExchange();
        QVERIFY(d.stage.exchange.access.basicAllowed);
    }

    // psrp.md 3.8: never followed without consent; old and new name are shown.
    void redirectIsFollowedOnlyOnConsent()
    {
        Driver d;
        d.open();
        d.click("nextButton");
        d.stage.exchange.redirect = QUrl(QStringLiteral("https://ex9.contoso.fr/PowerShell/"));
        d.stage.exchange.failure_ = core::Failure{ core::FailureCode::ExRedirect, {}, {}, false };
        d.connectExchange();
        QVERIFY(d.shows("exchangeFollowButton"));
        QVERIFY(!d.shows("exchangeTrustButton"));
        QVERIFY(d.need<MessageBand>("exchangeBand")->plainText().contains(QStringLiteral("ex9.contoso.fr")));
        QVERIFY(!d.stage.exchange.redirected);
        d.click("exchangeFollowButton");
        QTRY_VERIFY(d.shows("nextButton"));
        QVERIFY(d.stage.exchange.redirected);
    }

    void anotherCertificateIsNamed()
    {
        Driver d;
        d.open();
        d.click("nextButton");
        d.stage.exchange.another = true;
        d.stage.exchange.failure_ = core::Failure{ core::FailureCode::ExTlsTrust, {}, {}, false };
        d.connectExchange();
        const QString text = d.need<MessageBand>("exchangeBand")->plainText();
        QVERIFY2(text.contains(QStringLiteral("not the certificate you accepted before")), qPrintable(text));
    }

    void optionsReachTheSettings()
    {
        Driver d;
        d.open();
        d.advanceTo(TenantPageId);
        openOptions(d);
        d.need<QComboBox>("tenantCloudBox")->setCurrentIndex(2);
        d.need<QComboBox>("tenantProxyBox")->setCurrentIndex(1);
        d.type("tenantClientEdit", QStringLiteral("not a guid"));
        d.click("tenantSignInButton");
        QVERIFY(d.need<QLineEdit>("tenantClientEdit")->hasFocus());
        d.type("tenantClientEdit", QStringLiteral("01234567-89ab-cdef-0123-456789abcdef"));
        d.click("tenantSignInButton");
        QVERIFY(d.need<QLineEdit>("tenantProxyAddressEdit")->hasFocus());
        d.type("tenantProxyAddressEdit", QStringLiteral("proxy.contoso.fr:3128"));
        d.type("tenantProxyUserEdit", QStringLiteral("anne"));
        d.type("tenantProxyPasswordEdit", QStringLiteral("SEED4711"));
        d.click("tenantProxyTestButton");
        QTRY_VERIFY(d.stage.tenant.verdict);
        d.click("tenantSignInButton");
        QTRY_VERIFY(d.idle());
        const model::CloudSettings &settings = d.stage.state.cloudSettings();
        QCOMPARE(settings.cloud, QStringLiteral("china"));
        QCOMPARE(settings.proxyKind, QStringLiteral("manual"));
        QCOMPARE(settings.proxyHost, QStringLiteral("proxy.contoso.fr"));
        QCOMPARE(settings.proxyPort, 3128);
        QCOMPARE(d.stage.tenant.proxyPassword, QByteArray("SEED4711"));
        QVERIFY(!QJsonDocument(d.stage.state.toJson()).toJson().contains("SEED4711"));
    }

    // cloud.md a.5: the code is shown large, selectable and copyable, with the time it has left.
    void codeIsShownUntilItIsUsed()
    {
        Driver d;
        d.open();
        d.advanceTo(TenantPageId);
        d.stage.tenant.code = auth::DeviceCode{ QStringLiteral("DEMO12345"),
                                                QUrl(QStringLiteral("https://microsoft.com/devicelogin")),
                                                QDateTime::currentDateTimeUtc().addSecs(900) };
        d.stage.tenant.holdAt = 1;
        openOptions(d);
        d.click("tenantCodeButton");
        QTRY_VERIFY(d.shows("tenantCodeEdit"));
        QCOMPARE(d.need<QLineEdit>("tenantCodeEdit")->text(), QStringLiteral("DEMO12345"));
        QVERIFY(!d.need<QLineEdit>("tenantCodeEdit")->accessibleName().isEmpty());
        d.click("tenantCopyCodeButton");
        QCOMPARE(qApp->clipboard()->text(), QStringLiteral("DEMO12345"));
        d.click("tenantOpenCodePageButton");
        QCOMPARE(d.stage.opener.opened.last(), QUrl(QStringLiteral("https://microsoft.com/devicelogin")));
        QVERIFY(!QJsonDocument(d.stage.state.toJson()).toJson().contains("DEMO12345"));
        d.click("tenantStopButton");
        QTRY_VERIFY(d.idle());
        QVERIFY(!d.shows("tenantCodeEdit"));
    }

    void wrongOrganisationLeadsToAnotherAccount()
    {
        Driver d;
        d.open();
        d.advanceTo(TenantPageId);
        d.stage.tenant.failure_ = core::Failure{ core::FailureCode::EntraTenantWrong, {}, {}, true };
        d.click("tenantSignInButton");
        QTRY_VERIFY(d.shows("tenantAnotherAccountButton"));
        d.stage.tenant.failure_.reset();
        d.click("tenantAnotherAccountButton");
        QTRY_VERIFY(d.shows("nextButton"));
        QCOMPARE(d.stage.tenant.accountsLeft, 1);
    }
};

QTEST_MAIN(TestConnectionPages)
#include "tst_connection_pages.moc"
