#include "core/Scrub.h"
#include "core/Secret.h"

#include <QTest>

using namespace passerelle::core;

class TestScrub : public QObject {
    Q_OBJECT
private slots:
    void scrub_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("leak");
        QTest::addColumn<QString>("kept");
        QTest::newRow("header") << "Authorization: Bearer SEED4711abcdef" << "SEED4711" << "Authorization";
        QTest::newRow("basic") << "Authorization: Basic U0VFRDQ3MTE6cA==" << "U0VFRDQ3MTE" << "Basic";
        QTest::newRow("kerberos") << "Authorization: Kerberos YIIEED4711AAAA" << "YIIEED4711" << "Kerberos";
        QTest::newRow("form") << "grant_type=x&refresh_token=SEED4711&scope=y" << "SEED4711" << "scope=y";
        QTest::newRow("code") << "code=SEED4711&state=abc" << "SEED4711" << "state=abc";
        QTest::newRow("verifier") << "code_verifier=SEED4711&x=1" << "SEED4711" << "x=1";
        QTest::newRow("json") << R"({"access_token":"SEED4711","expires_in":3599})" << "SEED4711" << "3599";
        QTest::newRow("jwt") << "got eyJhbGciOi.eyJzdWIi.SEED4711 from there" << "SEED4711" << "from there";
    }

    void scrub()
    {
        QFETCH(QString, line);
        QFETCH(QString, leak);
        QFETCH(QString, kept);
        const QString out = passerelle::core::scrub(line);
        QVERIFY2(!out.contains(leak), qPrintable(out));
        QVERIFY2(out.contains(kept), qPrintable(out));
    }

    // psrp.md 13.2: server text must not reorder or control the screen.
    void displayableDropsControls()
    {
        QCOMPARE(displayable(QStringLiteral("a\u202Eb\x01" "c\n")), QStringLiteral("abc\n"));
        QCOMPARE(displayable(QString(10, u'x'), 4), QStringLiteral("xxxx…"));
    }

    void secretIsMovedAndWiped()
    {
        Secret a(QByteArray("SEED4711"));
        const Secret copy = a.duplicate();
        Secret b(std::move(a));
        QVERIFY(a.isEmpty());
        QCOMPARE(b.reveal().toByteArray(), QByteArray("SEED4711"));
        QCOMPARE(copy.reveal().toByteArray(), QByteArray("SEED4711"));
        QByteArray buffer("SEED4711");
        const char *where = buffer.constData();
        QByteArray keeper = buffer;  // the wiped buffer is its own
        Secret::wipe(buffer);
        QVERIFY(buffer.isEmpty());
        QCOMPARE(keeper, QByteArray("SEED4711"));
        QVERIFY(where == keeper.constData());
    }
};

QTEST_GUILESS_MAIN(TestScrub)
#include "tst_Scrub.moc"
