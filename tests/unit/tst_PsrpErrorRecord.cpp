#include "protocols/psrp/ClixmlReader.h"
#include "protocols/psrp/ErrorRecord.h"
#include "protocols/psrp/ServerDecoration.h"

#include <QTest>

using namespace passerelle::psrp;

// Reference psrp.md 12.3 and the decorations of section 6.
class TestPsrpErrorRecord : public QObject {
    Q_OBJECT
private slots:
    void sample();
    void reasonInOrder_data();
    void reasonInOrder();
    void message_data();
    void message();
    void decorations_data();
    void decorations();
};

static QByteArray record(const QByteArray &notes, const QByteArray &exceptionType = {})
{
    return R"(<Obj RefId="0"><TN RefId="0"><T>System.Management.Automation.ErrorRecord</T><T>System.Object</T></TN>)"
           R"(<ToString>shown text</ToString><MS><Obj N="Exception" RefId="1">)"
        + (exceptionType.isEmpty() ? QByteArray() : "<TN RefId=\"1\"><T>" + exceptionType + "</T></TN>")
        + R"(<ToString>type: message</ToString><Props><S N="Message">the message</S></Props></Obj>)" + notes
        + "</MS></Obj>";
}

void TestPsrpErrorRecord::sample()
{
    const QByteArray id = "[Server=EX1,RequestId=7b1c,TimeStamp=11/16/2023 8:53:21 AM] "
                          "[FailureCategory=Cmdlet-ManagementObjectNotFoundException] "
                          "186247B,Microsoft.Exchange.Management.RecipientTasks.GetMailUser";
    const ErrorRecord error = ErrorRecord::fromValue(
        readClixml(record("<S N=\"FullyQualifiedErrorId\">" + id
                              + "</S><I32 N=\"ErrorCategory_Category\">0</I32>"
                                "<S N=\"ErrorCategory_Activity\">Get-MailUser</S>"
                                "<S N=\"ErrorCategory_Reason\">ManagementObjectNotFoundException</S>"
                                "<S N=\"ErrorCategory_TargetName\"></S>",
                          "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException"))
            .value());
    QCOMPARE(error.reason, "ManagementObjectNotFoundException");
    QCOMPARE(error.failureCategory, "Cmdlet-ManagementObjectNotFoundException");
    QCOMPARE(error.category, "NotSpecified");
    QCOMPARE(error.activity, "Get-MailUser");
    QCOMPARE(error.message, "the message");
    QCOMPARE(error.serverText, "shown text");
    QCOMPARE(error.server, "EX1");
    QCOMPARE(error.requestId, "7b1c");
    QCOMPARE(error.exceptionType, "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException");
    QCOMPARE(error.fullyQualifiedErrorId, QString(id));
}

void TestPsrpErrorRecord::reasonInOrder_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QString>("reason");
    const QByteArray note = "<S N=\"ErrorCategory_Reason\">FromNote</S>";
    const QByteArray emptyNote = "<S N=\"ErrorCategory_Reason\"></S>";
    const QByteArray id = "<S N=\"FullyQualifiedErrorId\">[FailureCategory=Cmdlet-FromId] 1A,X</S>";
    const QByteArray authId = "<S N=\"FullyQualifiedErrorId\">[FailureCategory=AuthZ-FromId] 1A,X</S>";
    QTest::newRow("note") << record(note + id, "A.FromType") << "FromNote";
    QTest::newRow("identifier") << record(emptyNote + id, "A.FromType") << "FromId";
    QTest::newRow("type") << record(emptyNote + authId, "A.B.FromType") << "FromType";
    QTest::newRow("client prefix") << record({}, "Deserialized.A.FromType") << "FromType";
    QTest::newRow("nothing") << record({}) << "";
}

void TestPsrpErrorRecord::reasonInOrder()
{
    QFETCH(QByteArray, xml);
    QTEST(ErrorRecord::fromValue(readClixml(xml).value()).reason, "reason");
}

void TestPsrpErrorRecord::message_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QString>("message");
    QTest::newRow("details preferred") << record("<S N=\"ErrorDetails_Message\">details</S>") << "details";
    QTest::newRow("exception") << record({}) << "the message";
    QTest::newRow("ToString") << QByteArray("<Obj><ToString>only this</ToString></Obj>") << "only this";
    QTest::newRow("made fit for the screen")
        << record("<S N=\"ErrorDetails_Message\">a_x0007_b_x202E_c</S>") << "abc";
}

void TestPsrpErrorRecord::message()
{
    QFETCH(QByteArray, xml);
    QTEST(ErrorRecord::fromValue(readClixml(xml).value()).message, "message");
}

void TestPsrpErrorRecord::decorations_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("category");
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("requestId");
    QTest::addColumn<QString>("rest");
    QTest::newRow("late build")
        << "[ClientAccessServer=FE1,BackEndServer=be1.contoso.com,RequestId=r1,TimeStamp=1/2/2024 "
           "3:04:05 AM] [FailureCategory=WSMan-InvalidShellID] The request failed."
        << "WSMan-InvalidShellID"
        << "be1.contoso.com"
        << "r1"
        << "The request failed.";
    QTest::newRow("authorization")
        << "[AuthZRequestId=r2][FailureCategory=AuthZ-CmdletAccessDeniedException] The user"
        << "AuthZ-CmdletAccessDeniedException"
        << ""
        << "r2"
        << "The user";
    QTest::newRow("other order") << "[FailureCategory=Cmdlet-X] [RequestId=r3,Server=EX1] t"
                                 << "Cmdlet-X"
                                 << "EX1"
                                 << "r3"
                                 << "t";
    QTest::newRow("none") << "plain [text]"
                          << ""
                          << ""
                          << ""
                          << "plain [text]";
    QTest::newRow("not a group") << "[12] text"
                                 << ""
                                 << ""
                                 << ""
                                 << "[12] text";
    QTest::newRow("open end") << "[Server=EX1"
                              << ""
                              << ""
                              << ""
                              << "[Server=EX1";
}

void TestPsrpErrorRecord::decorations()
{
    QFETCH(QString, text);
    const ServerDecoration decoration = ServerDecoration::parse(text);
    QTEST(decoration.failureCategory, "category");
    QTEST(decoration.server, "server");
    QTEST(decoration.requestId, "requestId");
    QTEST(decoration.text, "rest");
}

QTEST_GUILESS_MAIN(TestPsrpErrorRecord)
#include "tst_PsrpErrorRecord.moc"
