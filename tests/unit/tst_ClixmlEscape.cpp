#include "protocols/psrp/ClixmlEscape.h"

#include <QTest>

using namespace passerelle::psrp;

// Reference psrp.md 11.4.
class TestClixmlEscape : public QObject {
    Q_OBJECT
private slots:
    void encodes_data();
    void encodes();
    void decodes_data();
    void decodes();
    void roundTripsEveryCodeUnit();
};

void TestClixmlEscape::encodes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("wire");
    QTest::newRow("plain") << "abc" << QByteArray("abc");
    QTest::newRow("CR LF") << "a\r\nb" << QByteArray("a_x000D__x000A_b");
    QTest::newRow("tab") << "\t" << QByteArray("_x0009_");
    QTest::newRow("NUL") << QString(QChar(0)) << QByteArray("_x0000_");
    QTest::newRow("DEL and C1") << QString(QChar(0x7F)) + QChar(0x9F) << QByteArray("_x007F__x009F_");
    QTest::newRow("U+10437") << QString::fromUcs4(U"\U00010437") << QByteArray("_xD801__xDC37_");
    QTest::newRow("lone surrogate") << QString(QChar(0xD801)) << QByteArray("_xD801_");
    QTest::newRow("underscore x") << "a_x" << QByteArray("a_x005F_x");
    QTest::newRow("underscore X") << "_X005f_" << QByteArray("_x005F_X005f_");
    QTest::newRow("underscore alone") << "_a_" << QByteArray("_a_");
    QTest::newRow("xml") << "a&b<c>d\"e'" << QByteArray("a&amp;b&lt;c&gt;d\"e'");
    QTest::newRow("accents") << QString::fromUtf8("é€") << QByteArray("é€");
}

void TestClixmlEscape::encodes()
{
    QFETCH(QString, text);
    QTEST(escapeClixml(text), "wire");
}

void TestClixmlEscape::decodes_data()
{
    QTest::addColumn<QString>("wire");
    QTest::addColumn<QString>("text");
    QTest::newRow("CR LF") << "a_x000D__x000A_b"
                           << "a\r\nb";
    QTest::newRow("lower case digits") << "_x000a_"
                                       << "\n";
    QTest::newRow("upper case X") << "_X005F_"
                                  << "_";
    QTest::newRow("no rescanning") << "_x005F_x000A_"
                                   << "_x000A_";
    QTest::newRow("pair joined") << "_xD801__xDC37_" << QString::fromUcs4(U"\U00010437");
    QTest::newRow("lone high") << "a_xD801_b" << QString("a") + QChar(0xFFFD) + "b";
    QTest::newRow("lone low") << "_xDC37_" << QString(QChar(0xFFFD));
    QTest::newRow("reversed pair") << "_xDC37__xD801_" << QString(2, QChar(0xFFFD));
    QTest::newRow("eight digits") << "_x00010437_" << QString::fromUcs4(U"\U00010437");
    QTest::newRow("eight digits beyond Unicode") << "_xFFFFFFFF_" << QString(QChar(0xFFFD));
    QTest::newRow("not hexadecimal") << "_x00G0_"
                                     << "_x00G0_";
    QTest::newRow("cut short") << "_x000"
                               << "_x000";
    QTest::newRow("without end") << "_x000A"
                                 << "_x000A";
    QTest::newRow("empty") << ""
                           << "";
}

void TestClixmlEscape::decodes()
{
    QFETCH(QString, wire);
    QTEST(unescapeClixml(wire), "text");
}

void TestClixmlEscape::roundTripsEveryCodeUnit()
{
    for (int unit = 0; unit < 0x10000; ++unit) {
        const QString text = QString("a_") + QChar(unit) + "x_";
        QString wire = QString::fromUtf8(escapeClixml(text));
        wire.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        const QString expected =
            QChar::isSurrogate(char32_t(unit)) ? QString("a_") + QChar(0xFFFD) + "x_" : text;
        QCOMPARE(unescapeClixml(wire), expected);
    }
}

QTEST_GUILESS_MAIN(TestClixmlEscape)
#include "tst_ClixmlEscape.moc"
