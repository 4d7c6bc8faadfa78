#include "lab/test/LabProcess.h"
#include "protocols/psrp/RunspacePool.h"
#include "support/Realm.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace passerelle;
using namespace passerelle::psrp;
using core::FailureCode;
using namespace std::chrono_literals;

// Our client on the Exchange port of the lab as Exchange is after setup: Kerberos from a real KDC, encrypted messages. One
// row for each oddity of the sign-in and of the protected bodies (tests/lab/README.md).
class TestPsrpKerberosLab : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void oddity_data();
    void oddity();
    void strangerToTheOrganisation();
    void forgottenInTheMiddle_data();
    void forgottenInTheMiddle();

private:
    enum class Where { Nowhere, Open, List };
    ConnectionSettings settings(bool tls) const;
    template <class T> core::Result<T> run(core::OperationOf<T> *operation);
    void set(const QJsonObject &switches, const QJsonArray &faults = {});

    tests::Realm m_realm;
    std::unique_ptr<LabProcess> m_lab;
};

void TestPsrpKerberosLab::initTestCase()
{
    QVERIFY2(m_realm.start(), qPrintable(m_realm.problem()));
    m_lab = std::make_unique<LabProcess>();
    QVERIFY2(m_lab->isReady(), "no ready line");
    QVERIFY(!m_lab->ready()["exchange"].toObject()["http"].toString().isEmpty());
}

void TestPsrpKerberosLab::init()
{
    QCOMPARE(m_lab->control("POST", "/reset").status, 204);
}

void TestPsrpKerberosLab::set(const QJsonObject &switches, const QJsonArray &faults)
{
    const auto answer = m_lab->control("POST", "/faults", { { "switches", switches }, { "faults", faults } });
    QVERIFY2(answer.status == 200, answer.body.constData());
}

ConnectionSettings TestPsrpKerberosLab::settings(bool tls) const
{
    const QJsonObject ready = m_lab->ready();
    const QString url = ready["exchange"].toObject()[tls ? "https" : "http"].toString();
    ConnectionSettings settings;
    settings.url = QUrl(tls ? "https://ex1.contoso.fr/PowerShell/" : "http://ex1.contoso.fr/PowerShell/");
    settings.user = m_realm.principal();
    settings.password = core::Secret(m_realm.password().toUtf8());
    settings.network.hosts.insert("ex1.contoso.fr", "127.0.0.1", static_cast<quint16>(QUrl(url).port()));
    settings.network.trust.extraAuthorities = QSslCertificate::fromPath(ready["ca"].toString());
    settings.operationTimeout = 10s;
    settings.busyRetryDelay = 10ms;
    return settings;
}

template <class T> core::Result<T> TestPsrpKerberosLab::run(core::OperationOf<T> *operation)
{
    QSignalSpy finished(operation, &core::Operation::finished);
    operation->start();
    if (!finished.wait(30'000))
        qFatal("operation does not finish");
    core::Result<T> result = operation->result();
    delete operation;
    return result;
}

template <class T> static QByteArray problemOf(const core::Result<T> &result)
{
    return result ? QByteArray() : QByteArray(core::codeText(result.failure().code).data()) + ": " + result.failure().technical.toUtf8();
}

void TestPsrpKerberosLab::oddity_data()
{
    QTest::addColumn<bool>("tls");
    QTest::addColumn<QJsonObject>("switches");
    QTest::addColumn<QJsonObject>("fault");
    QTest::addColumn<int>("where");
    QTest::addColumn<FailureCode>("code");
    QTest::addColumn<bool>("encrypted"); // messages, by Kerberos
    const QJsonObject none;
    const int nowhere = int(Where::Nowhere);
    const int open = int(Where::Open);
    const int list = int(Where::List);
    const FailureCode no = FailureCode::Cancelled;
    const auto good = [&](const char *row, bool tls, const QJsonObject &switches, bool encrypted) {
        QTest::newRow(row) << tls << switches << none << nowhere << no << encrypted;
    };
    const auto fault = [&](const char *row, bool tls, const QJsonObject &how, int where, FailureCode code, const QJsonObject &switches = {}) {
        QJsonObject one = how;
        one.insert("area", "exchange");
        one.insert("count", 1);
        QTest::newRow(row) << tls << switches << one << where << code << !tls;
    };
    good("http", false, {}, true);
    good("https", true, {}, false);
    good("http, Negotiate", false, { { "schemes", QJsonArray{ "Negotiate", "NTLM" } } }, true);
    good("https, Negotiate", true, { { "schemes", QJsonArray{ "Negotiate", "NTLM" } } }, false);
    good("no stray blank", false, { { "delimiterSpace", false } }, true);
    good("stray blank and gzip", false, { { "gzip", "always" } }, true);
    good("gzip inside TLS", true, { { "gzip", "always" }, { "encryption", "always" } }, true);
    for (const char *refusal : { "415", "500", "access-denied" }) {
        QTest::addRow("encrypted inside TLS after %s", refusal)
            << true << QJsonObject{ { "encryption", "always" }, { "plainRefusal", refusal } } << none << nowhere << no << true;
    }
    good("channel bindings allowed", true, { { "extendedProtection", "Allow" } }, false);
    good("channel bindings required", true, { { "extendedProtection", "Require" } }, false);
    good("channel bindings of a SHA-384 certificate", true, { { "extendedProtection", "Require" }, { "exchangeCertificate", "sha384" } },
         false);
    good("pieces", false, { { "streamBytes", 61 }, { "streamBytesPerReceive", 700 }, { "emptyStreams", true }, { "chunked", true } }, true);
    good("cookies of a balancer", false, { { "balancerCookie", true } }, true);
    good("bound to its connection", false, { { "shellBoundToConnection", true } }, true);
    for (const int status : { 200, 400 })
        QTest::addRow("timed out with %d", status) << false << QJsonObject{ { "faultStatus", status } }
                                                   << QJsonObject{ { "kind", "timed-out" }, { "area", "exchange" }, { "count", 1 } } << nowhere
                                                   << no << true;
    QTest::newRow("only what cannot be used") << true << QJsonObject{ { "schemes", QJsonArray{ "NTLM" } } } << none << open
                                              << FailureCode::ExKrbOnly << false;
    QTest::newRow("only what nobody uses") << true << QJsonObject{ { "schemes", QJsonArray{ "Digest" } } } << none << open
                                           << FailureCode::ExKrbOnly << false;
    QTest::newRow("nothing") << true << QJsonObject{ { "schemes", QJsonArray{} } } << none << open << FailureCode::ExKrbOnly << false;
    for (const bool tls : { false, true }) {
        const char *over = tls ? "https" : "http";
        const auto row = [&](const char *what) { return QByteArray(what) + ", " + over; };
        fault(row("sign-in refused").constData(), tls, { { "kind", "sign-in-refused" } }, open, FailureCode::ExSignIn);
        fault(row("no proof").constData(), tls, { { "kind", "sign-in-without-token" } }, open, FailureCode::ExKrbMutual);
        fault(row("wrong proof").constData(), tls, { { "kind", "sign-in-wrong-token" } }, open, FailureCode::ExKrbMutual);
    }
    // Within the bounds of the contract of TicketContext: what is authentic counts, whatever its labels say.
    fault("a length that padding explains", false, { { "kind", "wrong-length" }, { "match", "Command" } }, nowhere, no);
    fault("another name of the protocol", false, { { "kind", "wrong-protocol" }, { "match", "Command" } }, nowhere, no);
    for (const char *kind : { "broken-cipher", "message-gap", "message-repeated", "plain-answer" }) {
        const QByteArray row = QByteArray(kind) + " Command";
        fault(row.constData(), false, { { "kind", kind }, { "match", "Command" } }, list, FailureCode::SessionLost);
    }
    fault("half an answer", false, { { "kind", "cut-answer" }, { "match", "Receive Get-ExchangeServer" } }, list, FailureCode::SessionLost);
    fault("drop after", false, { { "kind", "drop-after" }, { "match", "Get-ExchangeServer" } }, list, FailureCode::SessionLost);
}

void TestPsrpKerberosLab::oddity()
{
    QFETCH(bool, tls);
    QFETCH(QJsonObject, switches);
    QFETCH(QJsonObject, fault);
    QFETCH(int, where);
    QFETCH(FailureCode, code);
    QFETCH(bool, encrypted);
    set(switches, fault.isEmpty() ? QJsonArray() : QJsonArray{ fault });
    RunspacePool pool(settings(tls));
    const auto info = run(pool.open());
    if (where == int(Where::Open)) {
        QVERIFY(!info);
        QVERIFY2(info.failure().code == code, problemOf(info).constData());
        return;
    }
    QCOMPARE(problemOf(info), QByteArray());
    QCOMPARE(info->signIn.bodiesEncrypted, encrypted);
    const auto list = run(pool.invoke(Command("Get-ExchangeServer"), this));
    if (where == int(Where::List)) {
        QVERIFY(!list);
        QVERIFY2(list.failure().code == code, problemOf(list).constData());
        QCOMPARE(problemOf(run(pool.open())), QByteArray());
    } else {
        QCOMPARE(problemOf(list), QByteArray());
        QCOMPARE(list->objects.size(), 2);
    }
    const auto one = run(pool.invoke(Command("Get-AuthConfig"), this));
    QCOMPARE(problemOf(one), QByteArray());
    QCOMPARE(one->objects.size(), 1);
    QCOMPARE(problemOf(run(pool.close())), QByteArray());
    QTRY_COMPARE(m_lab->state()["shells"].toArray().size(), 0);
}

// The domain knows the account, the organisation gives it nothing.
void TestPsrpKerberosLab::strangerToTheOrganisation()
{
    set({ { "kerberosUsers", QJsonObject() } });
    RunspacePool pool(settings(false));
    const auto info = run(pool.open());
    QVERIFY(!info);
    QCOMPARE(core::codeText(info.failure().code), core::codeText(FailureCode::RbacNone));
    QVERIFY(pool.signInReport().completed);
}

void TestPsrpKerberosLab::forgottenInTheMiddle_data()
{
    QTest::addColumn<bool>("tls");
    QTest::addColumn<int>("skip"); // requests of the cmdlet before the one that meets it
    QTest::addColumn<bool>("survived");
    QTest::newRow("Command, https") << true << 0 << true; // TLS vouches for the 401: it was not looked at
    QTest::newRow("Receive, https") << true << 1 << true;
    QTest::newRow("Command, http") << false << 0 << false; // anybody may have written it
    QTest::newRow("Receive, http") << false << 1 << false;
}

// The connection stays, its security context is gone.
void TestPsrpKerberosLab::forgottenInTheMiddle()
{
    QFETCH(bool, tls);
    QFETCH(int, skip);
    QFETCH(bool, survived);
    RunspacePool pool(settings(tls));
    QCOMPARE(problemOf(run(pool.open())), QByteArray());
    set({}, { QJsonObject{ { "kind", "context-forgotten" }, { "skip", skip }, { "count", 1 } } });
    const auto list = run(pool.invoke(Command("Get-ExchangeServer"), this));
    QCOMPARE(bool(list), survived);
    if (!survived) {
        QCOMPARE(core::codeText(list.failure().code), core::codeText(FailureCode::SessionLost));
        QCOMPARE(problemOf(run(pool.open())), QByteArray());
    }
    QCOMPARE(problemOf(run(pool.invoke(Command("Get-AuthConfig"), this))), QByteArray());
    QVERIFY(run(pool.close()));
}

int main(int argc, char **argv)
{
    return tests::kerberosMain<TestPsrpKerberosLab>(argc, argv);
}

#include "tst_psrp_kerberos_lab.moc"
