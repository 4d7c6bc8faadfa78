#include "kerberos/KerberosFront.h"
#include "net/KerberosTickets.h"
#include "protocols/psrp/RunspacePool.h"
#include "support/Realm.h"

#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>

#include <krb5/krb5.h>

using namespace passerelle;
using namespace passerelle::psrp;
using namespace passerelle::test;
using core::FailureCode;
using net::SignInTrouble;
using namespace std::chrono_literals;

// What a real KDC refuses, and what the user is told (reference problems.md, section C).
class TestKerberosRefusals : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void accounts_data();
    void accounts();
    void ticketRefusedByTheServer_data();
    void ticketRefusedByTheServer();
    void fallsBackToBasic_data();
    void fallsBackToBasic();
    void wrongPasswordNeverGoesToBasic();
    void silentKdcDoesNotHoldTheInterface();
    void silentKdcEndsByItself();
    void silentKdcFallsBackToBasic_data() { fallsBackToBasic_data(); }
    void silentKdcFallsBackToBasic();
    void knownAndNotAdmitted_data();
    void knownAndNotAdmitted();
    void memoryCacheIsDestroyed();

private:
    ConnectionSettings settings(const QString &url) const;
    core::Result<PoolInfo> open(ConnectionSettings settings);
    QString withKdc(const QByteArray &realm, const QByteArray &line); // another krb5.conf

    tests::Realm m_realm;
    QTemporaryDir m_folder;
    QByteArray m_config;
    std::unique_ptr<KerberosFront> m_front;
    std::unique_ptr<RunspacePool> m_pool;
};

void TestKerberosRefusals::initTestCase()
{
    QVERIFY2(m_realm.start(), qPrintable(m_realm.problem()));
    m_config = qgetenv("KRB5_CONFIG");
}

void TestKerberosRefusals::init()
{
    qputenv("KRB5_CONFIG", m_config);
    m_realm.signOut();
    m_pool.reset();
    m_front = std::make_unique<KerberosFront>(false);
}

ConnectionSettings TestKerberosRefusals::settings(const QString &url) const
{
    ConnectionSettings settings;
    settings.url = QUrl(url);
    settings.scheme = net::SchemePreference::Kerberos;
    settings.user = "adm.exchange@contoso.fr";
    settings.password = core::Secret(m_realm.password().toUtf8());
    settings.network.hosts.insert(settings.url.host(), "127.0.0.1", m_front->server.serverPort());
    settings.network.trust.extraAuthorities = { m_front->identity.certificate };
    return settings;
}

core::Result<PoolInfo> TestKerberosRefusals::open(ConnectionSettings settings)
{
    m_pool = std::make_unique<RunspacePool>(std::move(settings));
    std::unique_ptr<core::OperationOf<PoolInfo>> operation(m_pool->open());
    QSignalSpy finished(operation.get(), &core::Operation::finished);
    operation->start();
    if (!finished.wait(40'000))
        qFatal("operation does not finish");
    return operation->result();
}

void TestKerberosRefusals::accounts_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("user"); // empty: current session
    QTest::addColumn<QString>("password"); // empty: the right one
    QTest::addColumn<FailureCode>("code");
    const QString ex1 = "ex1.contoso.fr";
    QTest::newRow("no ticket") << ex1 << "" << "" << FailureCode::ExKrbTicket;
    QTest::newRow("wrong password") << ex1 << "adm.exchange@CONTOSO.FR" << "wrong" << FailureCode::ExSignIn;
    QTest::newRow("unknown user") << ex1 << "nobody@CONTOSO.FR" << "" << FailureCode::ExSignIn;
    QTest::newRow("no name") << ex1 << "@CONTOSO.FR" << "" << FailureCode::ExSignIn;
    QTest::newRow("password expired") << ex1 << "adm.expire@contoso.fr" << "" << FailureCode::ExAccount;
    QTest::newRow("disabled") << ex1 << "adm.desactive@contoso.fr" << "" << FailureCode::ExAccount;
    QTest::newRow("unknown server") << "ex3.contoso.fr" << "adm.exchange@contoso.fr" << "" << FailureCode::ExKrbSpn;
    QTest::newRow("address instead of name") << "127.0.0.1" << "adm.exchange@contoso.fr" << "" << FailureCode::ExKrbSpn;
    QTest::newRow("unknown realm") << ex1 << "adm.exchange@nowhere.test" << "" << FailureCode::ExSignIn;
    QTest::newRow("unknown realm, server elsewhere")
        << "ex1.elsewhere.test" << "adm.exchange@nowhere.test" << "" << FailureCode::ExKrbRealm;
}

void TestKerberosRefusals::accounts()
{
    QFETCH(QString, host);
    QFETCH(QString, user);
    QFETCH(QString, password);
    ConnectionSettings typed = settings("http://" + host + "/PowerShell/");
    typed.useCurrentSession = user.isEmpty();
    typed.user = user;
    if (!password.isEmpty())
        typed.password = core::Secret(password.toUtf8());
    const auto result = open(std::move(typed));
    QVERIFY(!result);
    QTEST(result.failure().code, "code");
    QCOMPARE(result.failure().values.value("host"), host);
    QVERIFY(!result.failure().technical.contains(m_realm.password()));
    QVERIFY(m_front->server.requests().isEmpty()); // nothing went to the server
}

void TestKerberosRefusals::ticketRefusedByTheServer_data()
{
    QTest::addColumn<int>("ahead");
    QTest::addColumn<FailureCode>("code");
    QTest::newRow("same time") << 0 << FailureCode::ExSignIn;
    QTest::newRow("ten minutes ahead") << 600 << FailureCode::ClockSkew;
    QTest::newRow("ten minutes behind") << -600 << FailureCode::ClockSkew;
}

void TestKerberosRefusals::ticketRefusedByTheServer()
{
    QFETCH(int, ahead);
    m_front = std::make_unique<KerberosFront>(true);
    m_front->binding = "another";
    const QDateTime there = QDateTime::currentDateTimeUtc().addSecs(ahead);
    m_front->moreHeaders = "Date: " + QLocale::c().toString(there, "ddd, dd MMM yyyy HH:mm:ss 'GMT'").toLatin1() + "\r\n";
    const auto result = open(settings("https://ex1.contoso.fr/PowerShell/"));
    QVERIFY(!result);
    QTEST(result.failure().code, "code");
    QCOMPARE(m_front->refused, QByteArrayList{ "token" }); // not again and again
}

void TestKerberosRefusals::fallsBackToBasic_data()
{
    QTest::addColumn<bool>("allowed");
    QTest::newRow("allowed") << true;
    QTest::newRow("not allowed") << false;
}

// A domain that cannot be reached has nothing to do with the password.
void TestKerberosRefusals::fallsBackToBasic()
{
    QFETCH(bool, allowed);
    m_front = std::make_unique<KerberosFront>(true);
    m_front->identity = TestIdentity::make("ex1.elsewhere.test");
    m_front->server.useTls(m_front->identity);
    m_front->offers = { "Kerberos", "Basic" };
    ConnectionSettings automatic = settings("https://ex1.elsewhere.test/PowerShell/");
    automatic.scheme = net::SchemePreference::Auto;
    automatic.user = "adm.exchange@nowhere.test";
    automatic.basicAllowed = allowed;
    const auto result = open(std::move(automatic));
    QVERIFY(!result); // the front knows no Basic
    QCOMPARE(result.failure().code, allowed ? FailureCode::ExSignIn : FailureCode::ExKrbRealm);
    int sent = 0;
    for (const ServerRequest &request : m_front->server.requests())
        sent += request.header("Authorization").startsWith("Basic ");
    QCOMPARE(sent, allowed ? 1 : 0);
    QCOMPARE(m_pool->signInReport().used, allowed ? "Basic" : "Kerberos");
}

void TestKerberosRefusals::wrongPasswordNeverGoesToBasic()
{
    m_front = std::make_unique<KerberosFront>(true);
    m_front->offers = { "Kerberos", "Basic" };
    ConnectionSettings automatic = settings("https://ex1.contoso.fr/PowerShell/");
    automatic.scheme = net::SchemePreference::Auto;
    automatic.basicAllowed = true;
    automatic.password = core::Secret("wrong");
    const auto result = open(std::move(automatic));
    QVERIFY(!result);
    QCOMPARE(result.failure().code, FailureCode::ExSignIn);
    QCOMPARE(m_front->server.requests().size(), 1);
    QVERIFY(m_front->server.requests().first().header("Authorization").isEmpty());
}

QString TestKerberosRefusals::withKdc(const QByteArray &realm, const QByteArray &line)
{
    QFile file(m_folder.filePath("krb5.conf"));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("no configuration");
    file.write("[libdefaults]\n default_realm = " + realm
               + "\n dns_lookup_kdc = false\n dns_canonicalize_hostname = false\n rdns = false\n"
                 " udp_preference_limit = 1\n[realms]\n "
               + realm + " = {\n  kdc = " + line + "\n }\n");
    qputenv("KRB5_CONFIG", file.fileName().toLocal8Bit());
    return file.fileName();
}

// A KDC that takes the connection and says nothing: the interface goes on, and Cancel is heard at once.
void TestKerberosRefusals::silentKdcDoesNotHoldTheInterface()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    withKdc("CONTOSO.FR", "127.0.0.1:" + QByteArray::number(silent.serverPort()));
    m_pool = std::make_unique<RunspacePool>(settings("http://ex1.contoso.fr/PowerShell/"));
    std::unique_ptr<core::OperationOf<PoolInfo>> operation(m_pool->open());
    QSignalSpy finished(operation.get(), &core::Operation::finished);
    QElapsedTimer turn;
    qint64 longest = 0;
    QTimer ticking;
    connect(&ticking, &QTimer::timeout, this, [&] { longest = std::max(longest, turn.restart()); });
    turn.start();
    ticking.start(5);
    operation->start();
    QTRY_VERIFY(silent.hasPendingConnections()); // it was asked
    QVERIFY(!finished.wait(500));
    QElapsedTimer clock;
    clock.start();
    operation->cancel();
    QVERIFY(finished.wait(1000));
    QVERIFY2(clock.elapsed() < 100, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(operation->result().failure().code, FailureCode::Cancelled);
    silent.close(); // lets the step that nobody waits for come to its end
    QVERIFY2(longest < 400, qPrintable(QString::number(longest))); // ms; a step that blocked would take seconds
}

void TestKerberosRefusals::silentKdcEndsByItself()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    withKdc("CONTOSO.FR", "127.0.0.1:" + QByteArray::number(silent.serverPort()));
    ConnectionSettings patient = settings("http://ex1.contoso.fr/PowerShell/");
    patient.network.signInTimeout = 300ms;
    const auto late = open(std::move(patient));
    QVERIFY(!late);
    QCOMPARE(late.failure().code, FailureCode::ExKrbKdc);
    QVERIFY(late.failure().retryable);
    QCOMPARE(late.failure().values.value("realm"), "contoso.fr");
    silent.close();
    withKdc("CONTOSO.FR", "127.0.0.1:1"); // nobody listens there
    const auto refused = open(settings("http://ex1.contoso.fr/PowerShell/"));
    QVERIFY(!refused);
    QCOMPARE(refused.failure().code, FailureCode::ExKrbKdc);
}

// Domain controllers that swallow every question say nothing about the password either.
void TestKerberosRefusals::silentKdcFallsBackToBasic()
{
    QFETCH(bool, allowed);
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    withKdc("CONTOSO.FR", "127.0.0.1:" + QByteArray::number(silent.serverPort()));
    m_front = std::make_unique<KerberosFront>(true);
    m_front->offers = { "Kerberos", "Basic" };
    ConnectionSettings automatic = settings("https://ex1.contoso.fr/PowerShell/");
    automatic.scheme = net::SchemePreference::Auto;
    automatic.basicAllowed = allowed;
    automatic.network.signInTimeout = 300ms;
    const auto result = open(std::move(automatic));
    silent.close(); // lets the step that nobody waits for come to its end
    QVERIFY(!result); // the front knows no Basic
    QCOMPARE(result.failure().code, allowed ? FailureCode::ExSignIn : FailureCode::ExKrbKdc);
    QCOMPARE(m_pool->signInReport().used, allowed ? "Basic" : "Kerberos");
}

void TestKerberosRefusals::knownAndNotAdmitted_data()
{
    QTest::addColumn<QByteArray>("scheme");
    QTest::newRow("Kerberos") << QByteArray("Kerberos");
    QTest::newRow("Negotiate") << QByteArray("Negotiate");
}

// A 401 with the last token of the exchange: the ticket was good, this account has no business here (RFC 4559 5).
void TestKerberosRefusals::knownAndNotAdmitted()
{
    QFETCH(QByteArray, scheme);
    m_front = std::make_unique<KerberosFront>(true);
    m_front->offers = { scheme };
    m_front->admits = false;
    ConnectionSettings automatic = settings("https://ex1.contoso.fr/PowerShell/");
    automatic.scheme = net::SchemePreference::Auto;
    const auto result = open(std::move(automatic));
    QVERIFY(!result);
    QCOMPARE(result.failure().code, FailureCode::ExNotAdmitted);
    QCOMPARE(result.failure().values.value("user"), "adm.exchange@contoso.fr");
    QCOMPARE(m_front->signIns, 1); // no second attempt
}

void TestKerberosRefusals::memoryCacheIsDestroyed()
{
    krb5_context context = nullptr;
    QCOMPARE(krb5_init_context(&context), 0);
    const auto holds = [context](const std::string &name) {
        krb5_ccache cache = nullptr;
        krb5_principal owner = nullptr;
        const bool found = krb5_cc_resolve(context, name.c_str(), &cache) == 0
            && krb5_cc_get_principal(context, cache, &owner) == 0;
        krb5_free_principal(context, owner);
        if (cache)
            krb5_cc_close(context, cache);
        return found;
    };
    net::TicketAccount account;
    account.user = "adm.exchange@contoso.fr";
    const QByteArray password = m_realm.password().toUtf8();
    account.password.assign(password.begin(), password.end());
    auto tickets = std::make_unique<net::KerberosTickets>(std::move(account));
    const auto found = tickets->ticketFor("ex1.contoso.fr");
    QCOMPARE(found.trouble, SignInTrouble::None);
    QVERIFY(found.cache.starts_with("MEMORY:"));
    QCOMPARE(tickets->ticketFor("ex2.contoso.fr").cache, found.cache); // signed in once
    QVERIFY(holds(found.cache));
    tickets.reset();
    QVERIFY(!holds(found.cache));
    krb5_free_context(context);
}

int main(int argc, char **argv)
{
    return tests::kerberosMain<TestKerberosRefusals>(argc, argv);
}

#include "tst_kerberos_refusals.moc"
