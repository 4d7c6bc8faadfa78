#include "protocols/psrp/SessionCookies.h"
#include "protocols/psrp/WsmanNames.h"
#include "protocols/psrp/WsmanReply.h"
#include "protocols/psrp/WsmanRequest.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace passerelle::psrp;

// Reference psrp.md 3.7, 4, 5 and 6.
class TestWsmanEnvelope : public QObject {
    Q_OBJECT
private slots:
    void envelope();
    void bodies_data();
    void bodies();
    void everyRequestIsWellFormed();
    void createResponse();
    void receiveResponse();
    void emptyStreamAndForeignAttributes();
    void faults_data();
    void faults();
    void refuses_data();
    void refuses();
    void cookies();
};

static const WsmanSession session{ "https://ex1.contoso.com/PowerShell?PSVersion=5.1&a=<b>",
                                   "Microsoft.Exchange", "D5A6B749-9109-4BC7-969A-4223EF795A72", 153600,
                                   std::chrono::seconds(60) };

void TestWsmanEnvelope::envelope()
{
    const QByteArray xml = wsmanEnvelope(session, WsmanRequest::receive("SHELL", {}), "MSG");
    QCOMPARE(
        xml,
        QByteArray(
            R"(<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope")"
            R"( xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing")"
            R"( xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd")"
            R"( xmlns:p="http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd")"
            R"( xmlns:rsp="http://schemas.microsoft.com/wbem/wsman/1/windows/shell"><s:Header>)"
            R"(<a:To>https://ex1.contoso.com/PowerShell?PSVersion=5.1&amp;a=&lt;b&gt;</a:To>)"
            R"(<a:ReplyTo><a:Address s:mustUnderstand="true">)"
            R"(http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo>)"
            R"(<a:Action s:mustUnderstand="true">http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Receive</a:Action>)"
            R"(<a:MessageID>uuid:MSG</a:MessageID><w:ResourceURI s:mustUnderstand="true">)"
            R"(http://schemas.microsoft.com/powershell/Microsoft.Exchange</w:ResourceURI>)"
            R"(<w:MaxEnvelopeSize s:mustUnderstand="true">153600</w:MaxEnvelopeSize>)"
            R"(<w:Locale xml:lang="en-US" s:mustUnderstand="false"/><p:DataLocale xml:lang="en-US" s:mustUnderstand="false"/>)"
            R"(<p:SessionId s:mustUnderstand="false">uuid:D5A6B749-9109-4BC7-969A-4223EF795A72</p:SessionId>)"
            R"(<w:OperationTimeout>PT60.000S</w:OperationTimeout><w:OptionSet s:mustUnderstand="true">)"
            R"(<w:Option Name="WSMAN_CMDSHELL_OPTION_KEEPALIVE">TRUE</w:Option></w:OptionSet>)"
            R"(<w:SelectorSet><w:Selector Name="ShellId">SHELL</w:Selector></w:SelectorSet></s:Header>)"
            R"(<s:Body><rsp:Receive><rsp:DesiredStream>stdout</rsp:DesiredStream></rsp:Receive></s:Body></s:Envelope>)"));
}

void TestWsmanEnvelope::bodies_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("create")
        << WsmanRequest::create("ID", "frag").body
        << QByteArray(
               R"(<rsp:Shell ShellId="ID"><rsp:InputStreams>stdin pr</rsp:InputStreams>)"
               R"(<rsp:OutputStreams>stdout</rsp:OutputStreams><creationXml )"
               R"(xmlns="http://schemas.microsoft.com/powershell">ZnJhZw==</creationXml></rsp:Shell>)");
    QTest::newRow("command")
        << WsmanRequest::command("S", "C", "New-MailUser", "frag").body
        << QByteArray(R"(<rsp:CommandLine CommandId="C"><rsp:Command>New-MailUser</rsp:Command>)"
                      R"(<rsp:Arguments>ZnJhZw==</rsp:Arguments></rsp:CommandLine>)");
    QTest::newRow("send")
        << WsmanRequest::send("S", "C", "pr", "frag").body
        << QByteArray(R"(<rsp:Send><rsp:Stream Name="pr" CommandId="C">ZnJhZw==</rsp:Stream></rsp:Send>)");
    QTest::newRow("send to the pool")
        << WsmanRequest::send("S", {}, "stdin", "frag").body
        << QByteArray(R"(<rsp:Send><rsp:Stream Name="stdin">ZnJhZw==</rsp:Stream></rsp:Send>)");
    QTest::newRow("receive")
        << WsmanRequest::receive("S", "C").body
        << QByteArray(
               R"(<rsp:Receive><rsp:DesiredStream CommandId="C">stdout</rsp:DesiredStream></rsp:Receive>)");
    QTest::newRow("signal")
        << WsmanRequest::signal("S", "C", wsman::signalStop).body
        << QByteArray(
               R"(<rsp:Signal CommandId="C"><rsp:Code>powershell/signal/crtl_c</rsp:Code></rsp:Signal>)");
    QTest::newRow("delete") << WsmanRequest::remove("S").body << QByteArray();
}

void TestWsmanEnvelope::bodies()
{
    QFETCH(QByteArray, body);
    QTEST(body, "expected");
}

void TestWsmanEnvelope::everyRequestIsWellFormed()
{
    const QString evil = "\"<&>'";
    for (const WsmanRequest &request :
         { WsmanRequest::create(evil, "x"), WsmanRequest::command(evil, evil, evil, "x"),
           WsmanRequest::send(evil, evil, "stdin", "x"), WsmanRequest::receive(evil, evil),
           WsmanRequest::signal(evil, evil, wsman::signalTerminate), WsmanRequest::remove(evil) }) {
        QXmlStreamReader reader(wsmanEnvelope(session, request, evil));
        while (!reader.atEnd())
            reader.readNext();
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    }
    QVERIFY(WsmanRequest::command("S", "C", QString(300, 'x'), {}).body.count('x') < 260);
    QVERIFY(WsmanRequest::create("S", {}).options.contains("protocolversion"));
}

static QByteArray reply(const QByteArray &action, const QByteArray &body)
{
    return R"(<s:Envelope xml:lang="en-US" xmlns:s="http://www.w3.org/2003/05/soap-envelope")"
           R"( xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing")"
           R"( xmlns:x="http://schemas.xmlsoap.org/ws/2004/09/transfer")"
           R"( xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd")"
           R"( xmlns:rsp="http://schemas.microsoft.com/wbem/wsman/1/windows/shell"><s:Header><a:Action>)"
        + action
        + "</a:Action><a:RelatesTo>uuid:5DC68EDC-045D-4639-A3A2-F11B0C3D9D24</a:RelatesTo></s:Header><s:Body>"
        + body + "</s:Body></s:Envelope>";
}

void TestWsmanEnvelope::createResponse()
{
    const WsmanReply answer = WsmanReply::parse(reply(
        "http://schemas.xmlsoap.org/ws/2004/09/transfer/CreateResponse",
        R"(<x:ResourceCreated><a:ReferenceParameters><w:SelectorSet><w:Selector Name="Other">no</w:Selector>)"
        R"(<w:Selector Name="ShellId">B7D1</w:Selector></w:SelectorSet></a:ReferenceParameters></x:ResourceCreated>)"
        R"(<rsp:Shell><rsp:ShellId>B7D1</rsp:ShellId><rsp:IdleTimeOut>PT900.000S</rsp:IdleTimeOut></rsp:Shell>)"));
    QCOMPARE(answer.error, "");
    QCOMPARE(answer.action, "CreateResponse");
    QCOMPARE(answer.shellId, "B7D1");
    QCOMPARE(answer.relatesTo, "5DC68EDC-045D-4639-A3A2-F11B0C3D9D24");
}

void TestWsmanEnvelope::receiveResponse()
{
    const WsmanReply answer = WsmanReply::parse(
        reply("http://schemas.microsoft.com/wbem/wsman/1/windows/shell/ReceiveResponse",
              R"(<rsp:ReceiveResponse><rsp:Stream Name="stdout" CommandId="C1">AA
                 EC</rsp:Stream><rsp:Stream Name="stdout" CommandId="C1">Aw==</rsp:Stream><rsp:CommandState CommandId="C1")"
              R"( State="http://schemas.microsoft.com/wbem/wsman/1/windows/shell/CommandState/Done">)"
              R"(<rsp:ExitCode>0</rsp:ExitCode></rsp:CommandState></rsp:ReceiveResponse>)"));
    QCOMPARE(answer.streams.size(), 2);
    QCOMPARE(answer.streams.at(0).bytes, QByteArray("\0\1\2", 3));
    QCOMPARE(answer.streams.at(0).commandId, "C1");
    QCOMPARE(answer.streams.at(1).bytes, QByteArray("\3"));
    QVERIFY(answer.commandDone);
    QVERIFY(!answer.fault);
}

void TestWsmanEnvelope::emptyStreamAndForeignAttributes()
{
    const WsmanReply answer = WsmanReply::parse(
        reply("u/ReceiveResponse",
              R"(<rsp:ReceiveResponse><rsp:Stream Name="stdout" End="true" Unit="x"/>)"
              R"(<rsp:CommandState State="http://schemas.microsoft.com/wbem/wsman/1/windows/shell/)"
              R"(CommandState/Running"/></rsp:ReceiveResponse>)"));
    QCOMPARE(answer.streams.size(), 1);
    QVERIFY(answer.streams.first().bytes.isEmpty());
    QVERIFY(!answer.commandDone);
}

void TestWsmanEnvelope::faults_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<quint32>("code");
    QTest::addColumn<QString>("subcode");
    QTest::addColumn<QString>("text");
    const auto fault = [](const char *subcode, const QByteArray &reason, const QByteArray &detail) {
        return reply("http://schemas.dmtf.org/wbem/wsman/1/wsman/fault",
                     QByteArray("<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>")
                         + subcode + "</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang=\"en-US\">"
                         + reason + "</s:Text></s:Reason><s:Detail>" + detail + "</s:Detail></s:Fault>");
    };
    const auto wsmanFault = [](quint32 code, const QByteArray &inside) {
        return R"(<f:WSManFault xmlns:f="http://schemas.microsoft.com/wbem/wsman/1/wsmanfault" Code=")"
            + QByteArray::number(code) + R"(" Machine="ex1"><f:Message>)" + inside
            + "</f:Message></f:WSManFault>";
    };
    QTest::newRow("timed out") << fault("w:TimedOut", "The operation timed out.", wsmanFault(2150858793, "m"))
                               << 2150858793u << "TimedOut"
                               << "m";
    QTest::newRow("provider fault") << fault(
        "w:InternalError", "",
        wsmanFault(2152992672, "<f:ProviderFault provider=\"p\">refused </f:ProviderFault>"))
                                    << 2152992672u << "InternalError"
                                    << "refused";
    QTest::newRow("quoted fault inside")
        << fault("w:InternalError", "",
                 wsmanFault(2152992672,
                            "<f:ProviderFault>text<f:WSManFault "
                            "Code=\"5\"><f:Message>x</f:Message></f:WSManFault></f:ProviderFault>"))
        << 2152992672u << "InternalError"
        << "textx";
    QTest::newRow("reason only") << fault("a:DestinationUnreachable", "gone", {}) << 0u
                                 << "DestinationUnreachable"
                                 << "gone";
    QTest::newRow("code out of range")
        << fault("w:X", "r", wsmanFault(1, "m").replace("Code=\"1\"", "Code=\"99999999999\"")) << 0u << "X"
        << "m";
}

void TestWsmanEnvelope::faults()
{
    QFETCH(QByteArray, xml);
    const WsmanReply answer = WsmanReply::parse(xml);
    QVERIFY2(answer.error.isEmpty(), qPrintable(answer.error));
    QVERIFY(answer.fault);
    QTEST(answer.fault->code, "code");
    QTEST(answer.fault->subcode, "subcode");
    QTEST(answer.fault->text, "text");
}

void TestWsmanEnvelope::refuses_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("html") << QByteArray("<html><body>IIS</body></html>");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("soap 1.1") << QByteArray(
        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'/>");
    QTest::newRow("doctype") << QByteArray("<!DOCTYPE x>") + reply("a", "");
    QTest::newRow("bad base64") << reply("a", R"(<rsp:Stream Name="stdout">A*==</rsp:Stream>)");
    QTest::newRow("bad padding") << reply("a", R"(<rsp:Stream Name="stdout">AAA</rsp:Stream>)");
    QTest::newRow("deep") << reply("a", QByteArray("<b>").repeated(40) + QByteArray("</b>").repeated(40));
    QTest::newRow("cut") << reply("a", "").chopped(3);
    QTest::newRow("long shell id") << reply("a", "<rsp:ShellId>" + QByteArray(300, 'x') + "</rsp:ShellId>");
    QTest::newRow("long command id") << reply("a", "<rsp:CommandId>" + QByteArray(300, 'x') + "</rsp:CommandId>");
}

void TestWsmanEnvelope::refuses()
{
    QFETCH(QByteArray, xml);
    QVERIFY(!WsmanReply::parse(xml).error.isEmpty());
}

void TestWsmanEnvelope::cookies()
{
    SessionCookies cookies;
    QVERIFY(cookies.header().isEmpty());
    passerelle::net::HttpResponse response;
    response.headers = { { "Set-Cookie",
                           "X-BackEndCookie=S-1-5=abc==; expires=x; path=/PowerShell; secure; HttpOnly" },
                         { "set-cookie", "ASP.NET_SessionId=no; path=/" },
                         { "Set-Cookie", "MS-WSMAN=1=2" },
                         { "Set-Cookie", "MS-WSMAN=" + QByteArray(9000, 'x') } };
    cookies.take(response);
    QCOMPARE(cookies.header(), QByteArray("X-BackEndCookie=S-1-5=abc==; MS-WSMAN=1=2"));
    cookies.clear();
    QVERIFY(cookies.header().isEmpty());
}

QTEST_GUILESS_MAIN(TestWsmanEnvelope)
#include "tst_WsmanEnvelope.moc"
