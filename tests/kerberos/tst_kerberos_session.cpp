#include "kerberos/KerberosFront.h"
#include "net/ChannelBinding.h"
#include "protocols/psrp/RunspacePool.h"
#include "support/Realm.h"

#include <QSignalSpy>

using namespace passerelle;
using namespace passerelle::psrp;
using namespace passerelle::test;
using core::FailureCode;
using namespace std::chrono_literals;

// Our sessions with Kerberos from a real KDC, judged by an acceptor written on GSSAPI alone (reference psrp.md 3).
class TestKerberosSession : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void overHttp_data();
    void overHttp();
    void typedAccountLeavesTheSessionAlone();
    void askedFirst();
    void overTlsPlain();
    void channelBindingIsSent();
    void encryptedInsideTls_data();
    void encryptedInsideTls();
    void encryptedInsideTlsDoesNotHelp();
    void strayBlankInTheDelimiter();
    void spoiltAnswers_data();
    void spoiltAnswers();
    void plainAnswerOverHttp();
    void noProofOfIdentity_data();
    void noProofOfIdentity();
    void droppedConnectionSignsInAgain();
    void refusalNobodyVouchesFor_data();
    void refusalNobodyVouchesFor();
    void secondConnectionHasItsOwnContext();
    void basicNeedsPermissionAndTls_data();
    void basicNeedsPermissionAndTls();
    void consentedRedirect();

private:
    ConnectionSettings settings(bool tls) const;
    void use(bool tls);
    template <class T> core::Result<T> run(core::OperationOf<T> *operation);

    tests::Realm m_realm;
    std::unique_ptr<KerberosFront> m_front;
    std::unique_ptr<RunspacePool> m_pool;
};

void TestKerberosSession::initTestCase()
{
    QVERIFY2(m_realm.start(), qPrintable(m_realm.problem()));
}

void TestKerberosSession::init()
{
    QVERIFY2(m_realm.signIn(), qPrintable(m_realm.problem()));
    use(false);
}

void TestKerberosSession::cleanup()
{
    m_pool.reset();
    m_front.reset();
    m_realm.signOut();
}

void TestKerberosSession::use(bool tls)
{
    m_pool.reset();
    m_front = std::make_unique<KerberosFront>(tls);
    m_pool = std::make_unique<RunspacePool>(settings(tls));
}

ConnectionSettings TestKerberosSession::settings(bool tls) const
{
    ConnectionSettings settings;
    settings.url = QUrl(tls ? "https://ex1.contoso.fr/PowerShell/" : "http://ex1.contoso.fr/PowerShell/");
    settings.scheme = net::SchemePreference::Kerberos;
    settings.useCurrentSession = true;
    for (const char *host : { "ex1.contoso.fr", "ex2.contoso.fr" })
        settings.network.hosts.insert(host, "127.0.0.1", m_front->server.serverPort());
    settings.network.trust.extraAuthorities = { m_front->identity.certificate };
    settings.operationTimeout = 20s;
    settings.busyRetryDelay = 10ms;
    return settings;
}

template <class T> core::Result<T> TestKerberosSession::run(core::OperationOf<T> *operation)
{
    QSignalSpy finished(operation, &core::Operation::finished);
    operation->start();
    if (!finished.wait(20'000))
        qFatal("operation does not finish");
    core::Result<T> result = operation->result();
    delete operation;
    return result;
}

template <class T> static QByteArray problemOf(const core::Result<T> &result)
{
    return result ? QByteArray() : QByteArray(core::codeText(result.failure().code).data()) + ": " + result.failure().technical.toUtf8();
}

#define VERIFY_RESULT(result) QCOMPARE(problemOf(result), QByteArray())

void TestKerberosSession::overHttp_data()
{
    QTest::addColumn<net::SchemePreference>("scheme");
    QTest::addColumn<QString>("user"); // empty: current session
    QTest::newRow("ticket of the session") << net::SchemePreference::Kerberos << "";
    QTest::newRow("inside SPNEGO") << net::SchemePreference::Negotiate << "";
    QTest::newRow("user@realm, small letters") << net::SchemePreference::Kerberos << "adm.exchange@contoso.fr";
    QTest::newRow("DOMAIN\\user") << net::SchemePreference::Kerberos << "CONTOSO\\adm.exchange";
    QTest::newRow("bare name") << net::SchemePreference::Negotiate << "adm.exchange";
}

// Budget: one request to sign in, 3 to open, 2 for a cmdlet, 1 to close.
void TestKerberosSession::overHttp()
{
    QFETCH(net::SchemePreference, scheme);
    QFETCH(QString, user);
    const QByteArray name = scheme == net::SchemePreference::Kerberos ? "Kerberos" : "Negotiate";
    m_front->offers = { name };
    ConnectionSettings typed = settings(false);
    typed.scheme = scheme;
    typed.useCurrentSession = user.isEmpty();
    typed.user = user;
    typed.password = core::Secret(m_realm.password().toUtf8());
    m_pool = std::make_unique<RunspacePool>(std::move(typed));
    const auto info = run(m_pool->open());
    VERIFY_RESULT(info);
    QCOMPARE(info->signIn.used, QString(name));
    QVERIFY(info->signIn.completed && info->signIn.bodiesEncrypted);
    const auto output = run(m_pool->invoke(Command("Get-AuthConfig"), this));
    VERIFY_RESULT(output);
    QCOMPARE(output->objects.value(0).toString(), "result");
    VERIFY_RESULT(run(m_pool->close()));
    QVERIFY2(m_front->refused.isEmpty(), m_front->refused.join(", "));
    QCOMPARE(m_front->exchange.actions(),
             QStringList({ "Create", "Receive", "Receive", "Command", "Receive", "Delete" }));
    QCOMPARE(m_front->encrypted, QList<bool>(6, true));
    QCOMPARE(m_front->server.requests().size(), 7);
    QVERIFY(m_front->server.requests().first().body.isEmpty());
    QCOMPARE(m_front->server.connections(), 1);
    for (const ServerRequest &request : m_front->server.requests())
        QVERIFY(!request.body.contains("Envelope") && !request.body.contains("AuthConfig"));
}

void TestKerberosSession::typedAccountLeavesTheSessionAlone()
{
    m_realm.signOut();
    ConnectionSettings typed = settings(false);
    typed.useCurrentSession = false;
    typed.user = "adm.exchange@contoso.fr";
    typed.password = core::Secret(m_realm.password().toUtf8());
    m_pool = std::make_unique<RunspacePool>(std::move(typed));
    VERIFY_RESULT(run(m_pool->open()));
    QVERIFY(m_realm.tickets().isEmpty());
}

void TestKerberosSession::askedFirst()
{
    m_front->offers = { "Negotiate", "Kerberos", "Basic realm=\"ex1\"" };
    ConnectionSettings automatic = settings(false);
    automatic.scheme = net::SchemePreference::Auto;
    m_pool = std::make_unique<RunspacePool>(std::move(automatic));
    const auto info = run(m_pool->open());
    VERIFY_RESULT(info);
    QCOMPARE(info->signIn.offered, QStringList({ "Negotiate", "Kerberos", "Basic" }));
    QCOMPARE(info->signIn.used, "Kerberos");
    QVERIFY(m_front->server.requests().first().body.isEmpty());
    QVERIFY(m_front->server.requests().first().header("Authorization").isEmpty());
    QCOMPARE(m_front->server.requests().size(), 5);
    QCOMPARE(m_pool->requestCount(), 3); // authentication is not counted
}

void TestKerberosSession::overTlsPlain()
{
    use(true);
    const auto info = run(m_pool->open());
    VERIFY_RESULT(info);
    QVERIFY(info->signIn.completed && !info->signIn.bodiesEncrypted);
    VERIFY_RESULT(run(m_pool->invoke(Command("Get-X"), this)));
    QCOMPARE(m_front->encrypted, QList<bool>(5, false));
    QCOMPARE(m_front->server.requests().size(), 5); // the token rides on Create
}

void TestKerberosSession::channelBindingIsSent()
{
    use(true);
    m_front->binding = net::channelBinding(m_front->identity.certificate);
    QCOMPARE(m_front->binding,
             "tls-server-end-point:" + m_front->identity.certificate.digest(QCryptographicHash::Sha256));
    VERIFY_RESULT(run(m_pool->open()));
    use(true);
    m_front->binding = "tls-server-end-point:another";
    const auto refused = run(m_pool->open());
    QVERIFY(!refused);
    QCOMPARE(refused.failure().code, FailureCode::ExSignIn);
    QCOMPARE(m_front->signIns, 0);
}

void TestKerberosSession::encryptedInsideTls_data()
{
    QTest::addColumn<QByteArray>("refusal");
    QTest::newRow("415") << ServerReply::make(415, {}, {}).bytes;
    QTest::newRow("500") << ServerReply::make(500, "text/html", "<h2>oops</h2>").bytes;
    WsmanSeen request;
    QTest::newRow("access denied") << wire::fault(request, 5).bytes;
}

// Reference psrp.md 3.5: one retry inside TLS, remembered for the session.
void TestKerberosSession::encryptedInsideTls()
{
    QFETCH(QByteArray, refusal);
    use(true);
    m_front->plainInTls = false;
    m_front->plainRefusal = ServerReply{ refusal, false, false, 0 };
    const auto info = run(m_pool->open());
    VERIFY_RESULT(info);
    QVERIFY(info->signIn.bodiesEncrypted);
    VERIFY_RESULT(run(m_pool->invoke(Command("Get-X"), this)));
    QCOMPARE(m_front->encrypted, QList<bool>({ false, true, true, true, true, true }));
    m_front->server.dropConnections();
    QTest::qWait(100); // the client hears of it
    VERIFY_RESULT(run(m_pool->invoke(Command("Get-X"), this)));
    QCOMPARE(m_front->encrypted.count(false), 1);
    QCOMPARE(m_front->signIns, 2);
}

void TestKerberosSession::encryptedInsideTlsDoesNotHelp()
{
    use(true);
    m_front->plainInTls = false;
    m_front->plainRefusal = ServerReply::make(415, {}, {});
    m_front->exchange.script = [](const WsmanSeen &request) { return wire::fault(request, 5); };
    const auto result = run(m_pool->open());
    QVERIFY(!result);
    QCOMPARE(result.failure().code, FailureCode::ExWrongVdir); // what the plain one was told
    QCOMPARE(m_front->encrypted, QList<bool>({ false, true }));
}

void TestKerberosSession::strayBlankInTheDelimiter()
{
    m_front->strayBlank = true;
    VERIFY_RESULT(run(m_pool->open()));
    VERIFY_RESULT(run(m_pool->invoke(Command("Get-X"), this)));
}

void TestKerberosSession::spoiltAnswers_data()
{
    using Spoil = std::function<QByteArray(QByteArray)>;
    QTest::addColumn<Spoil>("spoil");
    QTest::newRow("changed byte") << Spoil([](QByteArray body) {
        const qsizetype at = body.size() - 40;
        body[at] = static_cast<char>(body[at] ^ 1);
        return body;
    });
    QTest::newRow("wrong length") << Spoil([](QByteArray body) { return body.replace("Length=", "Length=9"); });
    QTest::newRow("huge header length") << Spoil([](QByteArray body) {
        const qsizetype at = body.indexOf("octet-stream\r\n") + 14;
        return body.replace(at, 4, QByteArray::fromHex("ffffff7f"));
    });
    QTest::newRow("no end") << Spoil([](QByteArray body) { return body.chopped(10); });
    QTest::newRow("empty") << Spoil([](const QByteArray &) { return QByteArray("--Encrypted Boundary--\r\n"); });
}

// The context is of no use any more: the session is lost, nothing is repeated behind the caller's back.
void TestKerberosSession::spoiltAnswers()
{
    QFETCH(std::function<QByteArray(QByteArray)>, spoil);
    VERIFY_RESULT(run(m_pool->open()));
    m_front->spoil = spoil;
    const auto output = run(m_pool->invoke(Command("New-X"), this));
    QVERIFY(!output);
    QCOMPARE(output.failure().code, FailureCode::SessionLost);
    QCOMPARE(output.failure().values.value("sent"), "maybe");
    QCOMPARE(m_front->exchange.count("Command"), 1);
    m_front->spoil = nullptr;
    VERIFY_RESULT(run(m_pool->open()));
    VERIFY_RESULT(run(m_pool->invoke(Command("Get-X"), this)));
}

void TestKerberosSession::plainAnswerOverHttp()
{
    VERIFY_RESULT(run(m_pool->open()));
    m_front->answerPlain = true;
    const auto output = run(m_pool->invoke(Command("Get-X"), this));
    QVERIFY(!output);
    QCOMPARE(output.failure().code, FailureCode::SessionLost);
}

void TestKerberosSession::noProofOfIdentity_data()
{
    QTest::addColumn<bool>("tls");
    QTest::newRow("http") << false;
    QTest::newRow("https") << true;
}

void TestKerberosSession::noProofOfIdentity()
{
    QFETCH(bool, tls);
    use(tls);
    m_front->proveIdentity = false;
    const auto result = run(m_pool->open());
    QVERIFY(!result);
    QCOMPARE(result.failure().code, FailureCode::ExKrbMutual);
}

void TestKerberosSession::droppedConnectionSignsInAgain()
{
    int receives = 0;
    m_front->exchange.script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action == "Receive" && !request.commandId.isEmpty() && ++receives == 1)
            return ServerReply{ {}, true, false, 0 };
        return std::nullopt;
    };
    VERIFY_RESULT(run(m_pool->open()));
    const auto lost = run(m_pool->invoke(Command("Get-X"), this));
    QVERIFY(!lost);
    QCOMPARE(lost.failure().code, FailureCode::SessionLost);
    VERIFY_RESULT(run(m_pool->open()));
    VERIFY_RESULT(run(m_pool->invoke(Command("Get-X"), this)));
    QCOMPARE(receives, 2);
    QTRY_COMPARE(m_front->exchange.count("Delete"), 1); // of the first shell, over a connection of its own
    QCOMPARE(m_front->signIns, 3);
    QVERIFY2(m_front->refused.isEmpty(), m_front->refused.join(", "));
}

void TestKerberosSession::refusalNobodyVouchesFor_data()
{
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<int>("status");
    for (const int status : { 503, 429, 401 }) {
        QTest::addRow("command %d", status) << QByteArray("/shell/Command") << status;
        QTest::addRow("receive %d", status) << QByteArray("/shell/Receive") << status;
    }
}

// On plain http anybody may write a refusal. A command it speaks of may have run: it never goes out twice.
void TestKerberosSession::refusalNobodyVouchesFor()
{
    QFETCH(QByteArray, action);
    QFETCH(int, status);
    VERIFY_RESULT(run(m_pool->open()));
    int commands = 0;
    bool forged = false;
    m_front->instead = [&](const QByteArray &envelope) {
        commands += envelope.contains("/shell/Command<");
        if (!envelope.contains(action + '<') || std::exchange(forged, true))
            return ServerReply();
        return ServerReply::make(status, "text/html", "busy", status == 401 ? "WWW-Authenticate: Kerberos\r\n" : "");
    };
    const auto result = run(m_pool->invoke(Command("New-X"), this));
    QVERIFY(forged);
    QCOMPARE(commands, 1);
    QVERIFY(!result);
    QCOMPARE(result.failure().code, FailureCode::SessionLost);
    QCOMPARE(result.failure().values.value("sent"), "maybe");
}

void TestKerberosSession::secondConnectionHasItsOwnContext()
{
    m_front->exchange.script = [&](const WsmanSeen &request) -> std::optional<ServerReply> {
        if (request.action == "Receive" && !request.commandId.isEmpty())
            return ServerReply{ {}, false, true, 0 };
        return std::nullopt;
    };
    VERIFY_RESULT(run(m_pool->open()));
    auto *read = m_pool->invoke(Command("Get-X"), this);
    QSignalSpy finished(read, &core::Operation::finished);
    read->start();
    QTRY_COMPARE(m_front->exchange.count("Receive"), 3);
    read->cancel();
    QVERIFY(finished.wait(1000));
    QTRY_COMPARE(m_front->exchange.count("Signal"), 1);
    QCOMPARE(m_front->signIns, 2);
    QCOMPARE(m_front->server.connections(), 2);
    QVERIFY2(m_front->refused.isEmpty(), m_front->refused.join(", "));
}

void TestKerberosSession::basicNeedsPermissionAndTls_data()
{
    QTest::addColumn<bool>("tls");
    QTest::addColumn<bool>("allowed");
    QTest::addColumn<FailureCode>("code");
    QTest::addColumn<net::SchemePreference>("scheme");
    using Scheme = net::SchemePreference;
    QTest::newRow("http") << false << true << FailureCode::ExBasicHttp << Scheme::Auto;
    QTest::newRow("not allowed") << true << false << FailureCode::ExBasicOnly << Scheme::Auto;
    QTest::newRow("http, by order") << false << true << FailureCode::ExBasicHttp << Scheme::Basic;
}

void TestKerberosSession::basicNeedsPermissionAndTls()
{
    QFETCH(bool, tls);
    QFETCH(bool, allowed);
    QFETCH(net::SchemePreference, scheme);
    use(tls);
    m_front->offers = { "Basic" };
    ConnectionSettings automatic = settings(tls);
    automatic.scheme = scheme;
    automatic.useCurrentSession = false;
    automatic.user = "adm.exchange@contoso.fr";
    automatic.password = core::Secret("sentinel-password");
    automatic.basicAllowed = allowed;
    m_pool = std::make_unique<RunspacePool>(std::move(automatic));
    const auto result = run(m_pool->open());
    QVERIFY(!result);
    QTEST(result.failure().code, "code");
    if (scheme == net::SchemePreference::Auto)
        QCOMPARE(m_pool->signInReport().offered, QStringList{ "Basic" });
    for (const ServerRequest &request : m_front->server.requests())
        QVERIFY(request.header("Authorization").isEmpty());
}

void TestKerberosSession::consentedRedirect()
{
    ConnectionSettings moved = settings(false);
    moved.url = QUrl("http://mail.contoso.fr/PowerShell/");
    moved.network.hosts.insert("mail.contoso.fr", "127.0.0.1", m_front->server.serverPort());
    moved.consentedRedirect = QUrl("http://ex2.contoso.fr/PowerShell/");
    m_pool = std::make_unique<RunspacePool>(std::move(moved));
    VERIFY_RESULT(run(m_pool->open()));
    QVERIFY(m_front->server.requests().first().header("Host").startsWith("ex2.contoso.fr"));
    QVERIFY(m_realm.tickets().contains("HTTP/ex2.contoso.fr@CONTOSO.FR")); // its own SPN
}

int main(int argc, char **argv)
{
    return tests::kerberosMain<TestKerberosSession>(argc, argv);
}

#include "tst_kerberos_session.moc"
