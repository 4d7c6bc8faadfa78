#include "protocols/psrp/ClientMessages.h"
#include "protocols/psrp/Fragment.h"
#include "protocols/psrp/Guid.h"
#include "protocols/psrp/Message.h"

#include <QTest>
#include <QtEndian>

using namespace passerelle::psrp;

// Reference psrp.md 7.1, 7.2 and 13.2.
class TestPsrpFragment : public QObject {
    Q_OBJECT
private slots:
    void guidOrder();
    void messageVector();
    void shortMessage();
    void sizes_data();
    void sizes();
    void cutAtEveryOffset();
    void serverIdsNeedNotStartAtOne();
    void startFlagDropsWhatWasPending();
    void otherFlagBitsAreIgnored();
    void refuses_data();
    void refuses();
    void emptyFragmentsAreCounted();
    void messageSizeIsBounded();
};

static QByteArray fragment(quint64 object, quint64 number, int flags, const QByteArray &data, quint32 length)
{
    QByteArray out(21, '\0');
    qToBigEndian(object, out.data());
    qToBigEndian(number, out.data() + 8);
    out[16] = static_cast<char>(flags);
    qToBigEndian(length, out.data() + 17);
    return out + data;
}

static QByteArray fragment(quint64 object, quint64 number, int flags, const QByteArray &data)
{
    return fragment(object, number, flags, data, quint32(data.size()));
}

void TestPsrpFragment::guidOrder()
{
    const QUuid guid("{00112233-4455-6677-8899-AABBCCDDEEFF}");
    QCOMPARE(guidToBytes(guid).toHex(), QByteArray("33221100554477668899aabbccddeeff"));
    QCOMPARE(guidFromBytes(guidToBytes(guid)), guid);
    QCOMPARE(guidText(guid), "00112233-4455-6677-8899-AABBCCDDEEFF");
}

// The vector of section 7.2: 220 bytes.
void TestPsrpFragment::messageVector()
{
    Fragmenter fragmenter(32768);
    const QUuid pool("{00112233-4455-6677-8899-AABBCCDDEEFF}");
    const Message message{
        Destination::Server, MessageType::SessionCapability, pool, {}, sessionCapabilityData()
    };
    const QList<QByteArray> fragments = fragmenter.fragments(message.toBytes());
    QCOMPARE(fragments.size(), 1);
    QCOMPARE(fragments.first().size(), 220);
    QCOMPARE(fragments.first().first(61).toHex(),
             QByteArray("0000000000000001"
                        "0000000000000000"
                        "03"
                        "000000c7"
                        "02000000"
                        "02000100"
                        "33221100554477668899aabbccddeeff"
                        "00000000000000000000000000000000"));
    QCOMPARE(fragments.first().mid(61, 4).toHex(), QByteArray("3c4f626a"));
    const auto back = Message::fromBytes(fragments.first().mid(21));
    QVERIFY(back);
    QCOMPARE(back->type, MessageType::SessionCapability);
    QCOMPARE(back->destination, Destination::Server);
    QCOMPARE(back->poolId, pool);
    QVERIFY(back->pipelineId.isNull());
    QCOMPARE(back->data, sessionCapabilityData());
}

void TestPsrpFragment::shortMessage()
{
    QVERIFY(!Message::fromBytes(QByteArray(39, '\0')));
    QVERIFY(Message::fromBytes(QByteArray(40, '\0'))->data.isEmpty());
}

void TestPsrpFragment::sizes_data()
{
    QTest::addColumn<int>("messageSize");
    QTest::addColumn<int>("count");
    QTest::newRow("empty") << 0 << 1;
    QTest::newRow("one byte") << 1 << 1;
    QTest::newRow("exactly one") << 79 << 1;
    QTest::newRow("one more") << 80 << 2;
    QTest::newRow("many") << 7900 << 100;
}

void TestPsrpFragment::sizes()
{
    QFETCH(int, messageSize);
    QFETCH(int, count);
    Fragmenter fragmenter(100);
    QByteArray message(messageSize, 'm');
    for (int i = 0; i < messageSize; ++i)
        message[i] = static_cast<char>(i);
    for (quint64 object = 1; object <= 2; ++object) {
        const QList<QByteArray> fragments = fragmenter.fragments(message);
        QCOMPARE(fragments.size(), count);
        QCOMPARE(qFromBigEndian<quint64>(fragments.last().constData()), object);
        QCOMPARE(qFromBigEndian<quint64>(fragments.last().constData() + 8), quint64(count - 1));
        QVERIFY(fragments.first()[16] & 1);
        QVERIFY(fragments.last()[16] & 2);
        for (const QByteArray &one : fragments)
            QVERIFY(one.size() <= 100);
        QList<QByteArray> messages;
        Defragmenter defragmenter;
        QVERIFY(defragmenter.feed(fragments.join(), messages));
        QCOMPARE(messages, QList<QByteArray>{ message });
        QVERIFY(defragmenter.isBetweenMessages());
    }
}

void TestPsrpFragment::cutAtEveryOffset()
{
    const QByteArray stream = fragment(7, 0, 3, "first") + fragment(8, 0, 1, "se") + fragment(8, 1, 0, "")
        + fragment(8, 2, 2, "cond") + fragment(9, 0, 3, "");
    for (qsizetype cut = 0; cut <= stream.size(); ++cut) {
        QList<QByteArray> messages;
        Defragmenter defragmenter;
        QVERIFY(defragmenter.feed(stream.first(cut), messages));
        QVERIFY(defragmenter.feed(stream.sliced(cut), messages));
        QCOMPARE(messages, QList<QByteArray>({ "first", "second", "" }));
    }
    QList<QByteArray> messages;
    Defragmenter byByte;
    for (const char c : stream)
        QVERIFY(byByte.feed(QByteArray(1, c), messages));
    QCOMPARE(messages.size(), 3);
}

void TestPsrpFragment::serverIdsNeedNotStartAtOne()
{
    QList<QByteArray> messages;
    Defragmenter defragmenter;
    QVERIFY(defragmenter.feed(fragment(2663, 0, 3, "a") + fragment(2700, 0, 3, "b") + fragment(12, 0, 3, "c"),
                              messages));
    QCOMPARE(messages.size(), 3);
}

void TestPsrpFragment::startFlagDropsWhatWasPending()
{
    QList<QByteArray> messages;
    Defragmenter defragmenter;
    QVERIFY(defragmenter.feed(fragment(1, 0, 1, "half") + fragment(2, 0, 3, "whole"), messages));
    QCOMPARE(messages, QList<QByteArray>{ "whole" });
}

void TestPsrpFragment::otherFlagBitsAreIgnored()
{
    QList<QByteArray> messages;
    Defragmenter defragmenter;
    QVERIFY(defragmenter.feed(fragment(1, 0, 0xF3, "x"), messages));
    QCOMPARE(messages.size(), 1);
}

void TestPsrpFragment::refuses_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::newRow("object id 0") << fragment(0, 0, 3, "x");
    QTest::newRow("negative object id") << fragment(~quint64(0), 0, 3, "x");
    QTest::newRow("no start") << fragment(1, 0, 2, "x");
    QTest::newRow("other object") << fragment(1, 0, 1, "x") + fragment(2, 1, 2, "y");
    QTest::newRow("number left out") << fragment(1, 0, 1, "x") + fragment(1, 2, 2, "y");
    QTest::newRow("number repeated") << fragment(1, 0, 1, "x") + fragment(1, 0, 0, "y");
    QTest::newRow("after the end") << fragment(1, 0, 3, "x") + fragment(1, 1, 2, "y");
    QTest::newRow("starts with number 1") << fragment(1, 1, 3, "x");
    QTest::newRow("1 GB declared") << fragment(1, 0, 3, "", 1u << 30);
    QTest::newRow("negative length") << fragment(1, 0, 3, "", 0xFFFFFFFFu);
}

void TestPsrpFragment::refuses()
{
    QFETCH(QByteArray, stream);
    QList<QByteArray> messages;
    Defragmenter defragmenter;
    QVERIFY(!defragmenter.feed(stream, messages));
    QVERIFY(!defragmenter.error().isEmpty());
    QVERIFY(!defragmenter.feed(fragment(9, 0, 3, "x"), messages)); // stays refused
}

void TestPsrpFragment::emptyFragmentsAreCounted()
{
    Defragmenter defragmenter;
    QList<QByteArray> messages;
    QVERIFY(defragmenter.feed(fragment(1, 0, 1, "x"), messages));
    bool good = true;
    quint64 number = 1;
    for (; good && number < 20'000; ++number)
        good = defragmenter.feed(fragment(1, number, 0, ""), messages);
    QVERIFY(!good);
    QCOMPARE(number, 10'002u);
}

void TestPsrpFragment::messageSizeIsBounded()
{
    Limits limits;
    limits.messageSize = 10;
    Defragmenter defragmenter(limits);
    QList<QByteArray> messages;
    QVERIFY(defragmenter.feed(fragment(1, 0, 1, "12345") + fragment(1, 1, 2, "67890"), messages));
    QVERIFY(!defragmenter.feed(fragment(2, 0, 1, "12345") + fragment(2, 1, 2, "678901"), messages));
}

QTEST_GUILESS_MAIN(TestPsrpFragment)
#include "tst_PsrpFragment.moc"
