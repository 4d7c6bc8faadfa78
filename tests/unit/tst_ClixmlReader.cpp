#include "protocols/psrp/ClixmlReader.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

using namespace passerelle::psrp;

// Reference psrp.md 11 and 13.2.
class TestClixmlReader : public QObject {
    Q_OBJECT
private slots:
    void primitives_data();
    void primitives();
    void emptyStringIsNotNull();
    void dates_data();
    void dates();
    void objectWithEverything();
    void enumeration();
    void collections_data();
    void collections();
    void dictionary();
    void nestedBaseObject();
    void typeNamesByReference();
    void references();
    void exportedFile();
    void mailUserSample();
    void copiesShareTheTree();
    void fakes();
    void refuses_data();
    void refuses();
    void acceptsUpToTheLimits();
    void cutAtEveryByte();
};

static Value read(const QByteArray &xml)
{
    const ClixmlDocument document = readClixml(xml);
    if (!document.ok())
        qWarning("%s", qPrintable(document.error));
    return document.value();
}

void TestClixmlReader::primitives_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<Value::Kind>("kind");
    QTest::addColumn<QString>("text");
    QTest::newRow("S") << QByteArray("<S>a_x000A_b &amp; c</S>") << Value::Kind::String << "a\nb & c";
    QTest::newRow("S spaces") << QByteArray("<S>  a </S>") << Value::Kind::String << "  a ";
    QTest::newRow("BOM") << QByteArray("\xEF\xBB\xBF<S>x</S>") << Value::Kind::String << "x";
    QTest::newRow("C") << QByteArray("<C>97</C>") << Value::Kind::String << "a";
    QTest::newRow("B") << QByteArray("<B>true</B>") << Value::Kind::Bool << "true";
    QTest::newRow("I32") << QByteArray("<I32>-5</I32>") << Value::Kind::Integer << "-5";
    QTest::newRow("By") << QByteArray("<By>255</By>") << Value::Kind::Integer << "255";
    QTest::newRow("U64") << QByteArray("<U64>7</U64>") << Value::Kind::Integer << "7";
    QTest::newRow("Db") << QByteArray("<Db>1.5</Db>") << Value::Kind::Real << "1.5";
    QTest::newRow("D keeps digits") << QByteArray("<D>79228162514264337593543950335</D>")
                                    << Value::Kind::String << "79228162514264337593543950335";
    QTest::newRow("G") << QByteArray("<G>4a7b0000-0000-0000-0000-000000000001</G>") << Value::Kind::Guid
                       << "4a7b0000-0000-0000-0000-000000000001";
    QTest::newRow("Version") << QByteArray("<Version>5.1.2</Version>") << Value::Kind::String << "5.1.2";
    QTest::newRow("TS") << QByteArray("<TS>P1DT2H3M4.5S</TS>") << Value::Kind::String << "P1DT2H3M4.5S";
    QTest::newRow("URI") << QByteArray("<URI>http://a/?b=_x000A_</URI>") << Value::Kind::String
                         << "http://a/?b=\n";
    QTest::newRow("XD is text") << QByteArray("<XD>&lt;a/&gt;</XD>") << Value::Kind::String << "<a/>";
    QTest::newRow("unknown tag") << QByteArray("<Zz>t</Zz>") << Value::Kind::String << "t";
    QTest::newRow("unknown tag with children")
        << QByteArray("<PR><AV>x</AV></PR>") << Value::Kind::String << "";
    QTest::newRow("Nil") << QByteArray("<Nil/>") << Value::Kind::Null << "";
    QTest::newRow("CDATA") << QByteArray("<S><![CDATA[<x>]]></S>") << Value::Kind::String << "<x>";
    QTest::newRow("comment inside") << QByteArray("<S>a<!-- b -->c</S>") << Value::Kind::String << "ac";
}

void TestClixmlReader::primitives()
{
    QFETCH(QByteArray, xml);
    const Value value = read(xml);
    QTEST(value.kind(), "kind");
    QTEST(value.toString(), "text");
}

void TestClixmlReader::emptyStringIsNotNull()
{
    QVERIFY(!read("<S></S>").isNull());
    QVERIFY(!read("<S/>").isNull());
    QCOMPARE(read("<S/>").toString(), "");
    bool ok = true;
    QCOMPARE(read("<I64>9223372036854775808</I64>").toInt(&ok), 0);
    QVERIFY(!ok);
    QCOMPARE(read("<Db>-INF</Db>").toReal(), -qInf());
    QVERIFY(read("<B>true</B>").toBool());
    QVERIFY(!read("<B>false</B>").toBool());
    QCOMPARE(read("<BA>AQ\r\nID</BA>").toBytes(), QByteArray("\1\2\3"));
    QCOMPARE(read("<BA>AQ*D</BA>").toBytes(), QByteArray());
    QCOMPARE(read("<BA>AQI</BA>").toBytes(), QByteArray());
}

void TestClixmlReader::dates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QDateTime>("date");
    const QDate day(2019, 12, 3);
    QTest::newRow("offset") << QByteArray("2019-12-03T14:47:32-08:00")
                            << QDateTime(day, QTime(14, 47, 32), Qt::OffsetFromUTC, -8 * 3600);
    QTest::newRow("utc") << QByteArray("2019-12-03T22:47:32Z") << QDateTime(day, QTime(22, 47, 32), Qt::UTC);
    QTest::newRow("no zone") << QByteArray("2019-12-03T22:47:32")
                             << QDateTime(day, QTime(22, 47, 32), Qt::LocalTime);
    QTest::newRow("seven digits") << QByteArray("2019-12-03T22:47:32.1239999Z")
                                  << QDateTime(day, QTime(22, 47, 32, 123), Qt::UTC);
    QTest::newRow("one digit") << QByteArray("2019-12-03T22:47:32.5+01:00")
                               << QDateTime(day, QTime(22, 47, 32, 500), Qt::OffsetFromUTC, 3600);
    QTest::newRow("nonsense") << QByteArray("yesterday") << QDateTime();
}

void TestClixmlReader::dates()
{
    QFETCH(QByteArray, text);
    QFETCH(QDateTime, date);
    const QDateTime read = ::read("<DT>" + text + "</DT>").toDateTime();
    QCOMPARE(read, date);
    QCOMPARE(read.timeSpec(), date.timeSpec());
    QCOMPARE(read.offsetFromUtc(), date.offsetFromUtc());
}

void TestClixmlReader::objectWithEverything()
{
    const Value value =
        read(R"(<Obj RefId="0"><TN RefId="0"><T>Deserialized.A.B</T><T>System.Object</T></TN>)"
             R"(<ToString>shown</ToString><Props><S N="Name">inner</S><Nil N="Gone"/></Props>)"
             R"(<MS><S N="name">outer</S><S N="Note_x0020_1">n</S></MS></Obj>)");
    QCOMPARE(value.kind(), Value::Kind::Object);
    QCOMPARE(value.toString(), "shown");
    QCOMPARE(value.typeNames(), QStringList({ "A.B", "System.Object" }));
    QVERIFY(value.isOfType(u"a.b"));
    QCOMPARE(value.property(u"NAME").toString(), "inner"); // Props before MS
    QVERIFY(value.hasProperty(u"gone"));
    QVERIFY(value.property(u"gone").isNull());
    QVERIFY(!value.hasProperty(u"absent"));
    QCOMPARE(value.property(u"note 1").toString(), "n");
    QCOMPARE(value.propertyNames(), QStringList({ "Name", "Gone", "Note 1" }));
}

void TestClixmlReader::enumeration()
{
    const Value value = read(R"(<Obj RefId="0"><TN RefId="0"><T>X.Mode</T><T>System.Enum</T></TN>)"
                             R"(<ToString>Unknown</ToString><I32>2</I32></Obj>)");
    QCOMPARE(value.toString(), "Unknown");
    QCOMPARE(value.toInt(), 2);
    QCOMPARE(read(R"(<Obj RefId="0"><I32>7</I32></Obj>)").toString(), "7");
}

void TestClixmlReader::collections_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QStringList>("items");
    for (const char *tag : { "LST", "IE", "QUE", "STK" }) {
        QTest::newRow(tag) << QByteArray("<Obj RefId=\"0\"><") + tag + "><S>a</S><I32>1</I32></" + tag
                + "></Obj>" << QStringList({ "a", "1" });
    }
    QTest::newRow("single value") << QByteArray("<S>a</S>") << QStringList("a");
    QTest::newRow("null") << QByteArray("<Nil/>") << QStringList();
    QTest::newRow("empty") << QByteArray("<Obj RefId=\"0\"><LST/></Obj>") << QStringList();
    QTest::newRow("nested") << QByteArray(
        "<Obj RefId=\"0\"><LST><Obj RefId=\"1\"><ToString>x</ToString></Obj>"
        "<Nil/></LST></Obj>")
                            << QStringList({ "x", "" });
}

void TestClixmlReader::collections()
{
    QFETCH(QByteArray, xml);
    QTEST(read(xml).toStringList(), "items");
}

void TestClixmlReader::dictionary()
{
    const Value value =
        read(R"(<Obj RefId="0"><DCT><En><S N="Key">PSVersion</S><Version N="Value">5.1</Version></En>)"
             R"(<En><I32 N="Key">2</I32><Nil N="Value"/></En><En><S N="Key">half</S></En></DCT></Obj>)");
    QCOMPARE(value.kind(), Value::Kind::Dictionary);
    QCOMPARE(value.entries().size(), 3);
    QCOMPARE(value.entry(u"psversion").toString(), "5.1");
    QCOMPARE(value.entries().at(1).first.toInt(), 2);
    QVERIFY(value.entry(u"half").isNull());
}

void TestClixmlReader::nestedBaseObject()
{
    const Value value =
        read(R"(<Obj RefId="0"><Obj RefId="1"><Props><S N="A">1</S><S N="B">2</S></Props></Obj>)"
             R"(<MS><S N="B">outer</S></MS></Obj>)");
    QCOMPARE(value.property(u"A").toString(), "1");
    QCOMPARE(value.property(u"B").toString(), "outer");
}

void TestClixmlReader::typeNamesByReference()
{
    const Value value =
        read(R"(<Obj RefId="0"><LST><Obj RefId="1"><TN RefId="5"><T>T1</T></TN></Obj>)"
             R"(<Obj RefId="2"><TNRef RefId="5"/></Obj><Obj RefId="3"><TNRef RefId="9"/></Obj></LST></Obj>)");
    QCOMPARE(value.items().at(1).typeNames(), QStringList("T1"));
    QCOMPARE(value.items().at(2).typeNames(), QStringList());
}

void TestClixmlReader::references()
{
    const ClixmlDocument document = readClixml(
        R"(<Obj RefId="0"><Props><Obj N="A" RefId="1"><ToString>a</ToString></Obj><Ref N="B" RefId="1"/>)"
        R"(<Ref N="Self" RefId="0"/><Ref N="Lost" RefId="77"/></Props></Obj>)");
    QVERIFY(document.ok());
    QCOMPARE(document.danglingReferences, 1);
    const Value value = document.value();
    QCOMPARE(value.property(u"B").toString(), "a");
    QVERIFY(value.property(u"Lost").isNull());
    QCOMPARE(value.property(u"Self").property(u"Self").property(u"A").toString(), "a");
    const Value loop = read(R"(<Obj RefId="0"><Ref RefId="0"/></Obj>)");
    QCOMPARE(loop.toString(), "");
    QCOMPARE(loop.toInt(), 0);
    QVERIFY(loop.property(u"x").isNull());
    QCOMPARE(loop.items().size(), 1);
    const Value list = read(R"(<Obj RefId="0"><LST><Ref RefId="0"/><Ref RefId="0"/></LST></Obj>)");
    QCOMPARE(list.items().at(1).items().at(0).items().size(), 2);
}

void TestClixmlReader::exportedFile()
{
    const ClixmlDocument document = readClixml(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">\n  <S>a</S>\n"
        "  <Obj RefId=\"0\">\n    <Props>\n      <S N=\"X\">1</S>\n    </Props>\n  </Obj>\n  <S "
        "S=\"Error\">b</S>\n</Objs>");
    QVERIFY2(document.ok(), qPrintable(document.error));
    QCOMPARE(document.values.size(), 3);
    QCOMPARE(document.values.at(1).property(u"X").toString(), "1");
    QCOMPARE(document.values.at(2).toString(), "b");
}

// The shape of section 12.1.
void TestClixmlReader::mailUserSample()
{
    const Value user = read(
        R"(<Obj RefId="0"><TN RefId="0"><T>Microsoft.Exchange.Data.Directory.Management.MailUser</T><T>System.Object</T></TN>)"
        R"(<ToString>SfBOnline-ApplicationAccount</ToString><Props><S N="Name">SfBOnline-ApplicationAccount</S>)"
        R"(<G N="Guid">00112233-4455-6677-8899-aabbccddeeff</G><B N="HiddenFromAddressListsEnabled">false</B>)"
        R"(<Obj N="EmailAddresses" RefId="1"><TN RefId="1"><T>Microsoft.Exchange.Data.ProxyAddressCollection</T></TN>)"
        R"(<LST><S>SMTP:a@contoso.com</S></LST></Obj><Nil N="ThrottlingPolicy"/><S N="RetentionUrl"></S></Props></Obj>)");
    QCOMPARE(user.toString(), "SfBOnline-ApplicationAccount");
    QCOMPARE(user.property(u"Guid").kind(), Value::Kind::Guid);
    QVERIFY(!user.property(u"HiddenFromAddressListsEnabled").toBool());
    QCOMPARE(user.property(u"EmailAddresses").toStringList(), QStringList("SMTP:a@contoso.com"));
    QVERIFY(user.property(u"ThrottlingPolicy").isNull());
    QVERIFY(!user.property(u"RetentionUrl").isNull());
}

void TestClixmlReader::copiesShareTheTree()
{
    Value kept;
    {
        const Value whole = read(R"(<Obj RefId="0"><Props><S N="A">text</S></Props></Obj>)");
        kept = whole.property(u"A");
    }
    const Value copy = kept;
    kept = Value();
    QCOMPARE(copy.toString(), "text");
}

void TestClixmlReader::fakes()
{
    const Value user = Value::object(
        "X.MailUser", { { "Name", "n" }, { "Mails", QStringList({ "a", "b" }) }, { "On", true } }, "shown");
    QCOMPARE(user.toString(), "shown");
    QCOMPARE(user.typeNames().first(), "X.MailUser");
    QCOMPARE(user.property(u"mails").toStringList(), QStringList({ "a", "b" }));
    QVERIFY(user.property(u"On").toBool());
    QCOMPARE(Value::string("a\nb").toString(), "a\nb");
}

void TestClixmlReader::refuses_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("doctype") << QByteArray("<!DOCTYPE a [<!ENTITY x 'y'>]><S>&x;</S>");
    QTest::newRow("doctype later") << QByteArray("<?xml version='1.0'?>\n <!DOCTYPE a><S>1</S>");
    QTest::newRow("unknown entity") << QByteArray("<S>&boom;</S>");
    QTest::newRow("not closed") << QByteArray("<Obj RefId=\"0\"><Props>");
    QTest::newRow("two roots") << QByteArray("<S>a</S><S>b</S>");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text only") << QByteArray("hello");
    QTest::newRow("UTF-16") << QByteArray("\xFF\xFE<\0S\0>\0", 8);
    QTest::newRow("UTF-16 without mark") << QByteArray("<\0S\0/\0>\0", 8);
    QTest::newRow("other encoding") << QByteArray("<?xml version='1.0' encoding='utf-7'?><S/>");
    QTest::newRow("invalid UTF-8") << QByteArray("<S>\xC3\x28</S>");
    QByteArray deep;
    for (int i = 0; i < 51; ++i)
        deep += "<Obj RefId=\"" + QByteArray::number(i) + "\"><LST>";
    for (int i = 0; i < 51; ++i)
        deep += "</LST></Obj>";
    QTest::newRow("51 objects deep") << deep;
    QTest::newRow("bare lists deep") << QByteArray("<LST>").repeated(100'000)
            + QByteArray("</LST>").repeated(100'000);
    QTest::newRow("not even closed") << QByteArray("<Obj>").repeated(1'000'000);
    QTest::newRow("too many") << QByteArray("<Obj><LST>") + QByteArray("<S/>").repeated(30'001)
            + "</LST></Obj>";
    QTest::newRow("long name") << QByteArray("<Obj><MS><S N=\"") + QByteArray(1025, 'a') + "\"/></MS></Obj>";
    QTest::newRow("long tag") << QByteArray("<a:") + QByteArray(5000, 'a') + "/>";
    QTest::newRow("long attribute") << QByteArray("<a b:") + QByteArray(5000, 'a') + "='1'/>";
    QTest::newRow("many attributes") << [] {
        QByteArray xml("<S");
        for (int i = 0; i < 17; ++i)
            xml += " a" + QByteArray::number(i) + "='1'";
        return xml + "/>";
    }();
}

void TestClixmlReader::refuses()
{
    QFETCH(QByteArray, xml);
    const ClixmlDocument document = readClixml(xml);
    QVERIFY(!document.ok());
    QVERIFY(document.values.isEmpty());
}

void TestClixmlReader::acceptsUpToTheLimits()
{
    QByteArray deep;
    for (int i = 0; i < 50; ++i)
        deep += "<Obj RefId=\"" + QByteArray::number(i) + "\"><MS>";
    deep += "<S N=\"x\">bottom</S>";
    for (int i = 0; i < 50; ++i)
        deep += "</MS></Obj>";
    QVERIFY2(readClixml(deep).ok(), qPrintable(readClixml(deep).error));
    Limits small;
    small.textLength = 10;
    QVERIFY(readClixml("<S>0123456789</S>", small).ok());
    QVERIFY(!readClixml("<S>0123456789a</S>", small).ok());
    small.elements = 3;
    QVERIFY(readClixml("<Obj><LST><S/></LST></Obj>", small).ok());
    QVERIFY(!readClixml("<Obj><LST><S/><S/></LST></Obj>", small).ok());
}

// Whatever is missing at the end, the reader refuses and stays alive.
void TestClixmlReader::cutAtEveryByte()
{
    const QByteArray whole =
        R"(<Obj RefId="0"><TN RefId="0"><T>A</T></TN><ToString>t_x000A_</ToString><Props>)"
        R"(<BA N="B">AAEC</BA><Obj N="L" RefId="1"><DCT><En><S N="Key">k</S><Ref N="Value" RefId="0"/>)"
        R"(</En></DCT></Obj></Props></Obj>)";
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY(!readClixml(whole.first(size)).ok());
    QVERIFY(readClixml(whole).ok());
}

QTEST_GUILESS_MAIN(TestClixmlReader)
#include "tst_ClixmlReader.moc"
