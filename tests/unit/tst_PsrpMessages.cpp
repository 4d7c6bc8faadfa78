#include "protocols/psrp/ClientMessages.h"
#include "protocols/psrp/ClixmlReader.h"
#include "protocols/psrp/HostCall.h"
#include "protocols/psrp/PipelineOutput.h"
#include "protocols/psrp/ServerMessages.h"

#include <QTest>

using namespace passerelle::psrp;

// Reference psrp.md 8, 9 and 10.
class TestPsrpMessages : public QObject {
    Q_OBJECT
private slots:
    void sessionCapability();
    void initRunspacePool();
    void createPipeline();
    void createPipelineForOlderServers_data();
    void createPipelineForOlderServers();
    void pipedCommands();
    void protocolVersions();
    void poolStates();
    void pipelineStates_data();
    void pipelineStates();
    void warnings();
    void privateData();
    void hostCalls_data();
    void hostCalls();
    void hostCallRefusal();
    void outputOfAPipeline();
    void outputLimits();
};

void TestPsrpMessages::sessionCapability()
{
    QCOMPARE(
        sessionCapabilityData(),
        QByteArray(
            R"(<Obj RefId="0"><MS><Version N="protocolversion">2.3</Version><Version N="PSVersion">2.0</Version>)"
            R"(<Version N="SerializationVersion">1.1.0.1</Version></MS></Obj>)"));
}

static const QByteArray hostInfo =
    R"(<MS><B N="_isHostNull">true</B><B N="_isHostUINull">true</B>)"
    R"(<B N="_isHostRawUINull">true</B><B N="_useRunspaceHost">true</B></MS></Obj>)";

void TestPsrpMessages::initRunspacePool()
{
    QCOMPARE(
        initRunspacePoolData(),
        QByteArray(
            R"(<Obj RefId="0"><MS><I32 N="MinRunspaces">1</I32><I32 N="MaxRunspaces">1</I32>)"
            R"(<Obj N="PSThreadOptions" RefId="1"><TN RefId="0">)"
            R"(<T>System.Management.Automation.Runspaces.PSThreadOptions</T><T>System.Enum</T>)"
            R"(<T>System.ValueType</T><T>System.Object</T></TN><ToString>Default</ToString><I32>0</I32></Obj>)"
            R"(<Obj N="ApartmentState" RefId="2"><TN RefId="1"><T>System.Threading.ApartmentState</T>)"
            R"(<T>System.Enum</T><T>System.ValueType</T><T>System.Object</T></TN>)"
            R"(<ToString>Unknown</ToString><I32>2</I32></Obj><Obj N="HostInfo" RefId="3">)")
            + hostInfo + R"(<Nil N="ApplicationArguments"/></MS></Obj>)");
}

static QByteArray merge(const char *name, int id)
{
    return QByteArray("<Obj N=\"") + name + "\" RefId=\"" + QByteArray::number(id)
        + "\"><TNRef RefId=\"3\"/><ToString>None</ToString><I32>0</I32></Obj>";
}

void TestPsrpMessages::createPipeline()
{
    const Command command = Command("Set-MailUser")
                                .with("Identity", "4a7b")
                                .with("HiddenFromAddressListsEnabled", true)
                                .with("Confirm", false);
    const QByteArray expected =
        R"(<Obj RefId="0"><MS><B N="NoInput">true</B><Obj N="ApartmentState" RefId="1"><TN RefId="0">)"
        R"(<T>System.Threading.ApartmentState</T><T>System.Enum</T><T>System.ValueType</T><T>System.Object</T></TN>)"
        R"(<ToString>Unknown</ToString><I32>2</I32></Obj><Obj N="RemoteStreamOptions" RefId="2"><TN RefId="1">)"
        R"(<T>System.Management.Automation.RemoteStreamOptions</T><T>System.Enum</T><T>System.ValueType</T>)"
        R"(<T>System.Object</T></TN><ToString>0</ToString><I32>0</I32></Obj><B N="AddToHistory">false</B>)"
        R"(<Obj N="HostInfo" RefId="3">)"
        + hostInfo
        + R"(<Obj N="PowerShell" RefId="4"><MS><B N="IsNested">false</B><Nil N="ExtraCmds"/><Obj N="Cmds" RefId="5">)"
          R"(<TN RefId="2"><T>System.Collections.Generic.List`1[[System.Management.Automation.PSObject, )"
          R"(System.Management.Automation, Version=1.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35]]</T>)"
          R"(<T>System.Object</T></TN><LST><Obj RefId="6"><MS><S N="Cmd">Set-MailUser</S><B N="IsScript">false</B>)"
          R"(<Nil N="UseLocalScope"/><Obj N="MergeMyResult" RefId="7"><TN RefId="3">)"
          R"(<T>System.Management.Automation.Runspaces.PipelineResultTypes</T><T>System.Enum</T>)"
          R"(<T>System.ValueType</T><T>System.Object</T></TN><ToString>None</ToString><I32>0</I32></Obj>)"
        + merge("MergeToResult", 8) + merge("MergePreviousResults", 9)
        + R"(<Obj N="Args" RefId="10"><TNRef RefId="2"/><LST>)"
          R"(<Obj RefId="11"><MS><S N="N">Identity</S><S N="V">4a7b</S></MS></Obj>)"
          R"(<Obj RefId="12"><MS><S N="N">HiddenFromAddressListsEnabled</S><B N="V">true</B></MS></Obj>)"
          R"(<Obj RefId="13"><MS><S N="N">Confirm</S><B N="V">false</B></MS></Obj></LST></Obj>)"
        + merge("MergeError", 14) + merge("MergeWarning", 15) + merge("MergeVerbose", 16)
        + merge("MergeDebug", 17) + merge("MergeInformation", 18)
        + R"(</MS></Obj></LST></Obj><Nil N="History"/><B N="RedirectShellErrorOutputPipe">false</B></MS></Obj>)"
          R"(<B N="IsNested">false</B></MS></Obj>)";
    QCOMPARE(createPipelineData(command, { 2, 3 }), expected);
}

void TestPsrpMessages::createPipelineForOlderServers_data()
{
    QTest::addColumn<int>("minor");
    QTest::addColumn<bool>("mergeError");
    QTest::addColumn<bool>("mergeInformation");
    QTest::newRow("2.1") << 1 << false << false;
    QTest::newRow("2.2") << 2 << true << false;
    QTest::newRow("2.3") << 3 << true << true;
    QTest::newRow("2.4") << 4 << true << true;
}

void TestPsrpMessages::createPipelineForOlderServers()
{
    QFETCH(int, minor);
    const QByteArray data = createPipelineData(Command("Get-X"), { 2, minor });
    QTEST(data.contains("MergeError"), "mergeError");
    QTEST(data.contains("MergeInformation"), "mergeInformation");
}

void TestPsrpMessages::pipedCommands()
{
    const Command piped = Command("Get-A").with("B", 1).pipeTo(Command("Set-C").withSwitch("D"));
    const Value message = readClixml(createPipelineData(piped, { 2, 3 })).value();
    const QList<Value> commands = message.property(u"PowerShell").property(u"Cmds").items();
    QCOMPARE(commands.size(), 2);
    QCOMPARE(commands.at(1).property(u"Cmd").toString(), "Set-C");
    const Value argument = commands.at(1).property(u"Args").items().at(0);
    QCOMPARE(argument.property(u"N").toString(), "D");
    QVERIFY(argument.hasProperty(u"V"));
    QVERIFY(argument.property(u"V").isNull());
}

void TestPsrpMessages::protocolVersions()
{
    QCOMPARE(ProtocolVersion::parse("2.4").minor, 4);
    QCOMPARE(ProtocolVersion::parse("3.0").major, 3);
    QCOMPARE(ProtocolVersion::parse("what").minor, 1);
    QCOMPARE(ProtocolVersion::parse("").toString(), "2.1");
}

void TestPsrpMessages::poolStates()
{
    const auto parse = [](const char *xml) { return PoolStateChange::fromValue(readClixml(xml).value()); };
    QCOMPARE(parse(R"(<Obj RefId="0"><MS><I32 N="RunspaceState">2</I32></MS></Obj>)").state, 2);
    QCOMPARE(parse(R"(<Obj RefId="0"><MS><I32 N="RunspaceState">99999</I32></MS></Obj>)").state, -1);
    const char record[] =
        R"(<TN RefId="0"><T>System.Management.Automation.ErrorRecord</T></TN><ToString>no</ToString>)"
        R"(<MS><S N="FullyQualifiedErrorId">id</S></MS></Obj>)";
    for (const char *name : { "N=\"ExceptionAsErrorRecord\"", "N=\"Other\"", "" }) {
        const QByteArray xml = QByteArray(R"(<Obj RefId="0"><MS><I32 N="RunspaceState">5</I32><Obj )") + name
            + " RefId=\"1\">" + record + "</MS></Obj>";
        const PoolStateChange change = parse(xml);
        QVERIFY2(change.error, name);
        QCOMPARE(change.error->fullyQualifiedErrorId, "id");
    }
    const QByteArray base = QByteArray(R"(<Obj RefId="0"><Obj RefId="1">)") + record
        + R"(<MS><I32 N="RunspaceState">5</I32></MS></Obj>)";
    QCOMPARE(parse(base).state, 5);
    QVERIFY(parse(base).error);
}

void TestPsrpMessages::pipelineStates_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("final");
    for (int state = 0; state <= 7; ++state)
        QTest::newRow(QByteArray::number(state)) << state << (state >= 3 && state <= 6);
}

void TestPsrpMessages::pipelineStates()
{
    QFETCH(int, state);
    const QByteArray xml =
        R"(<Obj RefId="0"><MS><I32 N="PipelineState">)" + QByteArray::number(state) + "</I32></MS></Obj>";
    QTEST(PipelineStateChange::fromValue(readClixml(xml).value()).isFinal(), "final");
}

void TestPsrpMessages::warnings()
{
    QCOMPARE(informationalText(readClixml(R"(<Obj RefId="0"><ToString>shown</ToString><MS>)"
                                          R"(<S N="InformationalRecord_Message">careful</S></MS></Obj>)")
                                   .value()),
             "careful");
    QCOMPARE(informationalText(readClixml("<Obj><ToString>shown</ToString></Obj>").value()), "shown");
}

void TestPsrpMessages::privateData()
{
    QCOMPARE(
        powerShellVersion(
            readClixml(
                R"(<Obj RefId="0"><MS><Obj N="ApplicationPrivateData" RefId="1"><DCT><En><S N="Key">)"
                R"(PSVersionTable</S><Obj N="Value" RefId="2"><DCT><En><S N="Key">PSVersion</S>)"
                R"(<Version N="Value">5.1.17763.1</Version></En></DCT></Obj></En></DCT></Obj></MS></Obj>)")
                .value()),
        "5.1.17763.1");
    QCOMPARE(powerShellVersion(
                 readClixml(R"(<Obj RefId="0"><MS><Nil N="ApplicationPrivateData"/></MS></Obj>)").value()),
             "");
}

static HostCall hostCall(qint64 id, int method, const char *name)
{
    const QByteArray xml = "<Obj RefId=\"0\"><MS><I64 N=\"ci\">" + QByteArray::number(id)
        + "</I64><Obj N=\"mi\" RefId=\"1\"><ToString>" + name + "</ToString><I32>"
        + QByteArray::number(method) + "</I32></Obj><Obj N=\"mp\" RefId=\"2\"><LST/></Obj></MS></Obj>";
    return HostCall::fromValue(readClixml(xml).value());
}

void TestPsrpMessages::hostCalls_data()
{
    QTest::addColumn<int>("id");
    QTest::addColumn<int>("method");
    QTest::addColumn<bool>("answer");
    QTest::addColumn<bool>("question");
    QTest::newRow("GetName") << 3 << 1 << true << false;
    QTest::newRow("SetShouldExit") << -100 << 6 << false << false;
    QTest::newRow("ReadLine") << 3 << 11 << true << true;
    QTest::newRow("Write") << -100 << 13 << false << false;
    QTest::newRow("WriteWarningLine") << 4 << 22 << false << false;
    QTest::newRow("Prompt") << 5 << 23 << true << true;
    QTest::newRow("PromptForChoice") << 5 << 26 << true << true;
    QTest::newRow("GetForegroundColor") << 5 << 27 << true << false;
    QTest::newRow("SetForegroundColor") << 5 << 28 << false << false;
    QTest::newRow("ReadKey") << 5 << 46 << true << true;
    QTest::newRow("FlushInputBuffer") << 5 << 47 << false << false;
    QTest::newRow("GetBufferContents") << 5 << 50 << true << false;
    QTest::newRow("GetRunspace") << 5 << 55 << true << false;
    QTest::newRow("PromptForChoiceMultipleSelection") << 5 << 56 << true << true;
    QTest::newRow("unknown") << 5 << 99 << true << false;
}

void TestPsrpMessages::hostCalls()
{
    QFETCH(int, id);
    QFETCH(int, method);
    const HostCall call = hostCall(id, method, "X");
    QTEST(call.wantsAnswer(), "answer");
    QTEST(call.asksUser(), "question");
}

void TestPsrpMessages::hostCallRefusal()
{
    const Value message = readClixml(hostCallRefusalData(hostCall(3, 26, "PromptForChoice"))).value();
    QCOMPARE(message.property(u"ci").toInt(), 3);
    QCOMPARE(message.property(u"mi").toInt(), 26);
    QCOMPARE(message.property(u"mi").toString(), "PromptForChoice");
    QVERIFY(message.property(u"me").isOfType(u"System.Management.Automation.ErrorRecord"));
    QVERIFY(!message.hasProperty(u"mr"));
}

static QByteArray message(MessageType type, const QByteArray &data)
{
    return Message{ Destination::Client, type, QUuid::createUuid(), QUuid::createUuid(), data }.toBytes();
}

void TestPsrpMessages::outputOfAPipeline()
{
    PipelineOutput output;
    QVERIFY(output.take(
        message(MessageType::PipelineState, R"(<Obj><MS><I32 N="PipelineState">1</I32></MS></Obj>)")));
    QVERIFY(!output.isFinal());
    QVERIFY(output.take(message(MessageType::ProgressRecord, "<Obj><MS><S N=\"Activity\">a</S></MS></Obj>")));
    QVERIFY(output.take(message(static_cast<MessageType>(0x00049999), "<Nil/>")));
    QVERIFY(output.take(message(MessageType::PipelineOutput, "<S>x</S>")));
    QVERIFY(output.take(message(MessageType::PipelineOutput, {}))); // null, as psrpcore writes it
    QVERIFY(output.take(message(MessageType::WarningRecord, "<Obj><ToString>w</ToString></Obj>")));
    QVERIFY(output.take(
        message(MessageType::ErrorRecord, "<Obj><MS><S N=\"ErrorCategory_Reason\">R1</S></MS></Obj>")));
    QVERIFY(output.take(
        message(MessageType::PipelineState, R"(<Obj><MS><I32 N="PipelineState">4</I32></MS></Obj>)")));
    QVERIFY(output.isFinal());
    const CommandOutput all = output.takeOutput();
    QCOMPARE(all.objects.size(), 2);
    QVERIFY(all.objects.last().isNull());
    QCOMPARE(all.warnings, QStringList("w"));
    QCOMPARE(all.errors.size(), 1);
    QVERIFY(!all.failed); // completed
    QVERIFY(!all.succeeded()); // and still not a success
}

void TestPsrpMessages::outputLimits()
{
    Limits limits;
    limits.commandObjects = 2;
    PipelineOutput output(limits);
    QVERIFY(output.take(message(MessageType::PipelineOutput, "<S>1</S>")));
    QVERIFY(output.take(message(MessageType::PipelineOutput, "<S>2</S>")));
    QVERIFY(!output.take(message(MessageType::PipelineOutput, "<S>3</S>")));
    limits = {};
    limits.commandMemory = 10'000;
    PipelineOutput kept(limits);
    QVERIFY(kept.take(message(MessageType::PipelineOutput, "<S>" + QByteArray(20'000, 'x') + "</S>")));
    QVERIFY(!kept.take(message(MessageType::PipelineOutput, "<S/>"))); // what is kept is over the limit
    PipelineOutput skipped(limits);
    for (int i = 0; i < 5; ++i)
        QVERIFY(skipped.take(message(MessageType::ProgressRecord, "<S>" + QByteArray(20'000, 'x') + "</S>")));
    limits.hostCalls = 1;
    const QByteArray call = "<Obj><MS><I64 N=\"ci\">1</I64><Obj N=\"mi\"><I32>1</I32></Obj></MS></Obj>";
    PipelineOutput calls(limits);
    QVERIFY(calls.take(message(MessageType::PipelineHostCall, call)));
    QVERIFY(calls.take(message(MessageType::PipelineHostCall, call)));
    QCOMPARE(calls.takeHostCalls().size(), 1);
    QVERIFY(!calls.take(message(MessageType::PipelineHostCall, call)));
    PipelineOutput broken;
    QVERIFY(!broken.take(message(MessageType::PipelineOutput, "<S>")));
    QVERIFY(!PipelineOutput().take("short"));
}

QTEST_GUILESS_MAIN(TestPsrpMessages)
#include "tst_PsrpMessages.moc"
