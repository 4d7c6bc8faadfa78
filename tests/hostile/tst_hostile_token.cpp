#include "HostileServer.h"
#include "Vitals.h"

#include "protocols/psrp/RunspacePool.h"
#include "support/Realm.h"

#include <QSignalSpy>

using namespace passerelle;
using namespace passerelle::psrp;
using core::FailureCode;
using namespace std::chrono_literals;

// As tst_hostile, where the server is to answer a Kerberos token: a real ticket, a server that has no key for it and
// says too much, or nothing.
class TestHostileToken : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void answer_data();
    void answer();

private:
    tests::Realm m_realm;
    test::HostileServer m_server;
};

void TestHostileToken::initTestCase()
{
    QVERIFY2(m_realm.start() && m_realm.signIn(), qPrintable(m_realm.problem()));
    QVERIFY(m_server.start());
}

void TestHostileToken::cleanupTestCase()
{
    QVERIFY(m_server.stop());
    m_realm.stop();
}

void TestHostileToken::answer_data()
{
    QTest::addColumn<FailureCode>("code");
    for (const char *name :
         { "endless-status", "endless-body", "endless-chunks", "endless-small-chunks", "endless-chunk-line",
           "endless-trailer", "endless-header", "endless-headers", "endless-folding", "endless-interim",
           "gigabyte-declared", "gigabyte-chunk", "gzip-bomb", "gzip-slow-bomb" })
        QTest::newRow(name) << FailureCode::ExTooLarge;
    QTest::newRow("long-token") << FailureCode::ExKrbMutual;
    for (const char *name : { "closed", "half-closed", "silent" })
        QTest::newRow(name) << FailureCode::ExUnreachable;
}

void TestHostileToken::answer()
{
    QFETCH(FailureCode, code);
    ConnectionSettings connection = m_server.settings(QByteArray(QTest::currentDataTag()) + "@token");
    connection.scheme = net::SchemePreference::Kerberos;
    connection.useCurrentSession = true;
    if (code != FailureCode::ExUnreachable)
        connection.openTimeout = connection.operationTimeout = 60s;
    const test::Vitals vitals;
    RunspacePool pool(std::move(connection));
    auto *operation = pool.open();
    QSignalSpy finished(operation, &core::Operation::finished);
    operation->start();
    QVERIFY(!finished.isEmpty() || finished.wait(180'000));
    const core::Result<PoolInfo> result = operation->result();
    operation->deleteLater();
    QVERIFY(!result);
    QCOMPARE(core::codeText(result.failure().code), core::codeText(code));
    QVERIFY(result.failure().technical.size() < 10'000);
    QVERIFY2(!test::Vitals::canMeasure() || vitals.memoryGrowth() < 64 * 1024 * 1024,
             qPrintable(QString::number(vitals.memoryGrowth())));
}

int main(int argc, char **argv)
{
    return tests::kerberosMain<TestHostileToken>(argc, argv);
}
#include "tst_hostile_token.moc"
