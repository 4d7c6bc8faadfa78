#include "psrp/Records.h"

#include "psrp/ClixmlWriter.h"

namespace lab {

namespace {

QString categoryName(int category)
{
    switch (category) {
    case 5:
        return "InvalidArgument";
    case 13:
        return "ObjectNotFound";
    case 14:
        return "OperationStopped";
    case 17:
        return "ParserError";
    default:
        return "NotSpecified";
    }
}

QString errorObject(ClixmlWriter &writer, const QString &name, const ErrorInfo &error, bool nonTerminating)
{
    const QString reason = error.reason.isEmpty() ? error.exception.section('.', -1) : error.reason;
    const auto text = [](const char *property, const QString &value) {
        return ClixmlWriter::element("S", property, value);
    };
    // Outer object first, so that reference numbers grow as they are read.
    QString outer =
        writer.wrap(name, {"System.Management.Automation.ErrorRecord", "System.Object"}, error.message, "\n");
    const QString exception = writer.wrap(
        "Exception", {error.exception, "System.Exception", "System.Object"},
        error.exception + ": " + error.message,
        "<Props>" + text("Message", error.message)
            + (error.parameter.isEmpty() ? QString() : text("ParameterName", error.parameter))
            + "<Nil N=\"InnerException\" /><Nil N=\"StackTrace\" /><Nil N=\"HelpLink\" /><Nil N=\"Source\" />"
              "<I32 N=\"HResult\">-2146233088</I32></Props>");
    const QString inside = QString("<MS>") + (nonTerminating ? "<B N=\"writeErrorStream\">true</B>" : "")
        + exception + "<Nil N=\"TargetObject\" />" + text("FullyQualifiedErrorId", error.id)
        + "<Nil N=\"InvocationInfo\" />"
        + QString("<I32 N=\"ErrorCategory_Category\">%1</I32>").arg(error.category)
        + text("ErrorCategory_Activity", error.activity) + text("ErrorCategory_Reason", reason)
        + text("ErrorCategory_TargetName", error.target)
        + text("ErrorCategory_TargetType", error.target.isEmpty() ? QString() : QString("String"))
        + text("ErrorCategory_Message",
               QString("%1: (%2:%3) [%4], %5")
                   .arg(categoryName(error.category), error.target,
                        error.target.isEmpty() ? QString() : QString("String"), error.activity, reason))
        + "<B N=\"SerializeExtendedInfo\">false</B></MS>";
    return outer.replace("\n", inside);
}

}

QByteArray capabilityText(const QString &protocolVersion)
{
    return "<Obj RefId=\"0\"><MS><Version N=\"protocolversion\">" + protocolVersion.toLatin1()
        + "</Version><Version "
          "N=\"PSVersion\">2.0</Version>"
          "<Version N=\"SerializationVersion\">1.1.0.1</Version></MS></Obj>";
}

QByteArray privateDataText()
{
    ClixmlWriter writer;
    const QStringList types = {"System.Management.Automation.PSPrimitiveDictionary",
                               "System.Collections.Hashtable", "System.Object"};
    const QString key = "<S N=\"Key\">%1</S>";
    const auto entry = [&](const char *name, const char *tag, const char *value) {
        return "<En>" + key.arg(name) + ClixmlWriter::element(tag, "Value", value) + "</En>";
    };
    QString text = "<Obj RefId=\"0\"><MS><Obj N=\"ApplicationPrivateData\" RefId=\"1\"><TN RefId=\"0\">";
    for (const QString &type : types)
        text += "<T>" + type + "</T>";
    text += "</TN><DCT><En>" + key.arg("PSVersionTable")
        + "<Obj N=\"Value\" RefId=\"2\"><TNRef RefId=\"0\" /><DCT>"
        + entry("PSVersion", "Version", "5.1.17763.6893") + entry("PSEdition", "S", "Desktop")
        + entry("CLRVersion", "Version", "4.0.30319.42000")
        + entry("BuildVersion", "Version", "10.0.17763.6893") + entry("WSManStackVersion", "Version", "3.0")
        + entry("PSRemotingProtocolVersion", "Version", "2.3")
        + entry("SerializationVersion", "Version", "1.1.0.1") + "</DCT></Obj></En></DCT></Obj></MS></Obj>";
    return text.toUtf8();
}

QByteArray poolStateText(int state)
{
    return "<Obj RefId=\"0\"><MS><I32 N=\"RunspaceState\">" + QByteArray::number(state) + "</I32></MS></Obj>";
}

QByteArray pipelineStateText(int state, const std::optional<ErrorInfo> &failure)
{
    ClixmlWriter writer;
    const QString start = writer.wrap({}, {}, {}, "\n");
    QString inside = QString("<MS><I32 N=\"PipelineState\">%1</I32>").arg(state);
    if (failure)
        inside += errorObject(writer, "ExceptionAsErrorRecord", *failure, false);
    return QString(start).replace("\n", inside + "</MS>").toUtf8();
}

QByteArray errorText(const ErrorInfo &error)
{
    ClixmlWriter writer;
    return errorObject(writer, {}, error, true).toUtf8();
}

QByteArray warningText(const QString &text)
{
    ClixmlWriter writer;
    return writer
        .wrap({},
              {"System.Management.Automation.WarningRecord",
               "System.Management.Automation.InformationalRecord", "System.Object"},
              text,
              "<MS>" + ClixmlWriter::element("S", "InformationalRecord_Message", text)
                  + "<B N=\"InformationalRecord_SerializeInvocationInfo\">false</B></MS>")
        .toUtf8();
}

QByteArray progressText()
{
    ClixmlWriter writer;
    const QString start = writer.wrap({}, {}, {}, "\n");
    const QString type =
        writer.enumeration("Type", "System.Management.Automation.ProgressRecordType", "Completed", 1);
    return QString(start)
        .replace("\n",
                 "<MS><S N=\"Activity\">Preparing modules for first use.</S><I32 N=\"ActivityId\">0</I32>"
                 "<S N=\"StatusDescription\"> </S><Nil N=\"CurrentOperation\" /><I32 "
                 "N=\"ParentActivityId\">-1</I32>"
                 "<I32 N=\"PercentComplete\">-1</I32>"
                     + type + "<I32 N=\"SecondsRemaining\">-1</I32></MS>")
        .toUtf8();
}

QByteArray hostCallText(qint64 callId, int method, const QString &methodName)
{
    ClixmlWriter writer;
    const QString start = writer.wrap({}, {}, {}, "\n");
    const QString id = writer.enumeration("mi", "System.Management.Automation.Remoting.RemoteHostMethodId",
                                          methodName, method);
    const QString list = writer.wrap("mp", {"System.Collections.ArrayList", "System.Object"}, {},
                                     method >= 13 && method <= 22 ? "<LST><S>lab</S></LST>" : "<LST />");
    return QString(start)
        .replace("\n", QString("<MS><I64 N=\"ci\">%1</I64>").arg(callId) + id + list + "</MS>")
        .toUtf8();
}

QByteArray availabilityText(qint64 callId, bool asBoolean)
{
    const QByteArray value = asBoolean ? "<B N=\"SetMinMaxRunspacesResponse\">true</B>"
                                       : "<I64 N=\"SetMinMaxRunspacesResponse\">1</I64>";
    return "<Obj RefId=\"0\"><MS>" + value + "<I64 N=\"ci\">" + QByteArray::number(callId)
        + "</I64></MS></Obj>";
}

}
