#include "protocols/psrp/ClixmlReader.h"
#include "protocols/psrp/ClixmlWriter.h"

#include <QTest>

using namespace passerelle::psrp;

// Reference psrp.md 9 (argument forms) and 11.
class TestClixmlWriter : public QObject {
    Q_OBJECT
private slots:
    void arguments_data();
    void arguments();
    void typeNamesOnceThenByReference();
    void escapesNames();
};

void TestClixmlWriter::arguments_data()
{
    QTest::addColumn<Argument>("value");
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("switch") << Argument() << QByteArray(R"(<Nil N="V"/>)");
    QTest::newRow("bool") << Argument(false) << QByteArray(R"(<B N="V">false</B>)");
    QTest::newRow("int") << Argument(-3) << QByteArray(R"(<I32 N="V">-3</I32>)");
    QTest::newRow("long") << Argument(qint64(5000000000)) << QByteArray(R"(<I64 N="V">5000000000</I64>)");
    QTest::newRow("text") << Argument("a<b\n") << QByteArray(R"(<S N="V">a&lt;b_x000A_</S>)");
    QTest::newRow("bytes") << Argument(QByteArray("\1\2\3")) << QByteArray(R"(<BA N="V">AQID</BA>)");
    QTest::newRow("date") << Argument(QDateTime(QDate(2024, 1, 2), QTime(3, 4, 5), Qt::UTC))
                          << QByteArray(R"(<DT N="V">2024-01-02T03:04:05.000Z</DT>)");
    QTest::newRow("list")
        << Argument(QStringList({ "a", "b" }))
        << QByteArray(R"(<Obj N="V" RefId="0"><TN RefId="0"><T>System.Object[]</T><T>System.Array</T>)"
                      R"(<T>System.Object</T></TN><LST><S>a</S><S>b</S></LST></Obj>)");
    QTest::newRow("hashtable")
        << Argument(Argument::Hashtable{ { "Add", { "a" } } })
        << QByteArray(
               R"(<Obj N="V" RefId="0"><TN RefId="0"><T>System.Collections.Hashtable</T><T>System.Object</T></TN>)"
               R"(<DCT><En><S N="Key">Add</S><Obj N="Value" RefId="1"><TN RefId="1"><T>System.Object[]</T>)"
               R"(<T>System.Array</T><T>System.Object</T></TN><LST><S>a</S></LST></Obj></En></DCT></Obj>)");
}

void TestClixmlWriter::arguments()
{
    QFETCH(Argument, value);
    ClixmlWriter writer;
    writer.argument(u"V", value);
    const QByteArray xml = writer.take();
    QTEST(xml, "xml");
    QVERIFY(readClixml(xml).ok());
}

void TestClixmlWriter::typeNamesOnceThenByReference()
{
    ClixmlWriter writer;
    for (int i = 0; i < 2; ++i) {
        writer.beginObject();
        writer.typeNames({ "A`1[[B]]", "C" });
        writer.endObject();
    }
    QCOMPARE(writer.take(),
             QByteArray(R"(<Obj RefId="0"><TN RefId="0"><T>A`1[[B]]</T><T>C</T></TN></Obj>)"
                        R"(<Obj RefId="1"><TNRef RefId="0"/></Obj>)"));
}

void TestClixmlWriter::escapesNames()
{
    ClixmlWriter writer;
    writer.string(u"a\"<\n", u"x");
    QCOMPARE(writer.take(), QByteArray(R"(<S N="a&quot;&lt;_x000A_">x</S>)"));
}

QTEST_GUILESS_MAIN(TestClixmlWriter)
#include "tst_ClixmlWriter.moc"
