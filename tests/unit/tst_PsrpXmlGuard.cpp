#include "protocols/psrp/XmlGuard.h"

#include <QTest>

using namespace passerelle::psrp;

class TestPsrpXmlGuard : public QObject {
    Q_OBJECT
private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
};

void TestPsrpXmlGuard::accepts_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("plain") << QByteArray("<a b='1' c=\"2\">t &amp; &#x41;</a>");
    QTest::newRow("declaration") << QByteArray("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>");
    QTest::newRow("mark") << QByteArray("\xEF\xBB\xBF<a/>");
    QTest::newRow("long text and value")
        << "<a b='" + QByteArray(9000, 'x') + "'>" + QByteArray(9000, 'y') + "</a>";
    QTest::newRow("angle bracket in value") << QByteArray("<a b='>' c='<!DOCTYPE'/>");
    QTest::newRow("comment") << QByteArray("<a><!-- <!DOCTYPE & ") + QByteArray(5000, 'x') + " --></a>";
    QTest::newRow("cdata") << QByteArray("<a><![CDATA[<!DOCTYPE & ") + QByteArray(5000, 'x') + "]]></a>";
}

void TestPsrpXmlGuard::accepts()
{
    QFETCH(QByteArray, xml);
    const char *reason = refuseXml(xml);
    QVERIFY2(!reason, reason);
}

void TestPsrpXmlGuard::refuses_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("doctype") << QByteArray("<a/><!DOCTYPE x>");
    QTest::newRow("entity") << QByteArray("<!ENTITY x>");
    QTest::newRow("after comment") << QByteArray("<!-- --><!DOCTYPE x><a/>");
    QTest::newRow("after cdata") << QByteArray("<a><![CDATA[]]><!DOCTYPE x></a>");
    QTest::newRow("name") << "<" + QByteArray(1025, 'x') + "/>";
    QTest::newRow("instruction") << "<?" + QByteArray(4097, 'x') + "?>";
    QTest::newRow("reference") << "<a>&" + QByteArray(4097, 'x') + ";</a>";
    QTest::newRow("reference in value") << "<a b='&" + QByteArray(4097, 'x') + ";'/>";
    QByteArray attributes;
    for (int i = 0; i < 17; ++i)
        attributes += " a" + QByteArray::number(i) + "=''";
    QTest::newRow("attributes") << "<a" + attributes + "/>";
    QTest::newRow("elements") << "<a>" + QByteArray("<b/>").repeated(60'002);
    QTest::newRow("utf-16") << QByteArray("\xFE\xFF\0<", 4);
    QTest::newRow("utf-7") << QByteArray("<?xml version='1.0' encoding='utf-7'?><a/>");
}

void TestPsrpXmlGuard::refuses()
{
    QFETCH(QByteArray, xml);
    QVERIFY(refuseXml(xml));
    for (qsizetype size = 0; size < qMin<qsizetype>(xml.size(), 200); ++size)
        refuseXml(xml.first(size)); // stays inside its buffer (sanitizers)
}

QTEST_GUILESS_MAIN(TestPsrpXmlGuard)
#include "tst_PsrpXmlGuard.moc"
