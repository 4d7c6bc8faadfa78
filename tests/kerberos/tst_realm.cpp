#include "support/Realm.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTcpSocket>

#include <csignal>

using passerelle::tests::Realm;

// The realm is real, quick, and leaves nothing behind.
class TestRealm : public QObject {
    Q_OBJECT

private slots:
    void startsWithinTwoSeconds();
    void signsInAndOut();
    void refusesSpecialAccounts_data();
    void refusesSpecialAccounts();
    void leavesNothing();
    void leavesNothingWhenKilled();
};

namespace {

bool answers(const QString &kdc)
{
    QTcpSocket socket;
    socket.connectToHost(kdc.section(':', 0, 0), kdc.section(':', 1).toUShort());
    return socket.waitForConnected(500);
}

}

void TestRealm::startsWithinTwoSeconds()
{
    qint64 best = 10'000;
    for (int i = 0; i < 3 && best >= 2000; ++i) {
        Realm realm;
        QElapsedTimer timer;
        timer.start();
        QVERIFY2(realm.start(), qPrintable(realm.problem()));
        best = std::min(best, timer.elapsed());
    }
    qInfo("realm ready after %lld ms", best);
    QVERIFY(best < 2000);
}

void TestRealm::signsInAndOut()
{
    Realm realm;
    QVERIFY(realm.start());
    QCOMPARE(realm.name(), "CONTOSO.FR");
    QCOMPARE(realm.principal(), "adm.exchange@CONTOSO.FR");
    QVERIFY(QFileInfo(realm.keytab()).size() > 0);
    QVERIFY(realm.tickets().isEmpty());
    QVERIFY2(realm.signIn(), qPrintable(realm.problem()));
    QCOMPARE(realm.tickets(), QStringList{ "krbtgt/CONTOSO.FR@CONTOSO.FR" });
    QCOMPARE(QProcess::execute("kvno", { "-q", "HTTP/ex1.contoso.fr", "HTTP/mail.contoso.fr" }), 0);
    QCOMPARE(realm.tickets().size(), 3);
    QVERIFY(QProcess::execute("kvno", { "-q", "HTTP/ex3.contoso.fr" }) != 0);
    realm.signOut();
    QVERIFY(realm.tickets().isEmpty());
}

void TestRealm::refusesSpecialAccounts_data()
{
    QTest::addColumn<bool>("allowed");
    QTest::newRow("lecteur") << true;
    QTest::newRow("adm.expire") << false;
    QTest::newRow("adm.desactive") << false;
}

void TestRealm::refusesSpecialAccounts()
{
    QFETCH(bool, allowed);
    Realm realm;
    QVERIFY(realm.start());
    QCOMPARE(realm.signIn(QTest::currentDataTag()), allowed);
    QCOMPARE(realm.problem().isEmpty(), allowed);
}

void TestRealm::leavesNothing()
{
    qputenv("KRB5_KTNAME", "FILE:/nowhere");
    qunsetenv("KRB5_CONFIG");
    Realm realm;
    QVERIFY(realm.start());
    QVERIFY(realm.signIn());
    const QFileInfo keytab(realm.keytab());
    QVERIFY(keytab.exists());
    QCOMPARE(qgetenv("KRB5_KTNAME"), "FILE:" + keytab.filePath().toLocal8Bit());
    realm.stop();
    QVERIFY2(!keytab.dir().exists(), qPrintable(keytab.path()));
    QCOMPARE(qgetenv("KRB5_KTNAME"), QByteArray("FILE:/nowhere"));
    QVERIFY(!qEnvironmentVariableIsSet("KRB5_CONFIG"));
}

void TestRealm::leavesNothingWhenKilled()
{
    QProcess starter;
    starter.start("python3", { PASSERELLE_SOURCE_DIR "/tests/kerberos/realm.py", "--stdin-lifetime" });
    while (!starter.canReadLine())
        QVERIFY(starter.waitForReadyRead(20'000));
    const QJsonObject ready = QJsonDocument::fromJson(starter.readLine()).object();
    const QDir folder = QFileInfo(ready.value("keytab").toString()).dir();
    const QString kdc = ready.value("kdc").toString();
    QVERIFY(folder.exists());
    QVERIFY(answers(kdc));
    starter.kill();
    QVERIFY(starter.waitForFinished());
    QTRY_VERIFY(!answers(kdc));
    QTRY_VERIFY(!folder.exists());
}

int main(int argc, char **argv)
{
    return passerelle::tests::kerberosMain<TestRealm>(argc, argv);
}

#include "tst_realm.moc"
