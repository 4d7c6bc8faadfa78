#include "protocols/psrp/ClientMessages.h"

#include "protocols/psrp/ClixmlWriter.h"

namespace passerelle::psrp {

using namespace Qt::StringLiterals;

namespace {

void writeHostInfo(ClixmlWriter &out)
{
    out.beginObject(u"HostInfo");
    out.begin("MS");
    out.boolean(u"_isHostNull", true);
    out.boolean(u"_isHostUINull", true);
    out.boolean(u"_isHostRawUINull", true);
    out.boolean(u"_useRunspaceHost", true);
    out.end();
    out.endObject();
}

void writeApartmentState(ClixmlWriter &out)
{
    out.enumeration(u"ApartmentState", u"System.Threading.ApartmentState"_s, u"Unknown", 2);
}

QStringList commandListType()
{
    return {
        u"System.Collections.Generic.List`1[[System.Management.Automation.PSObject, "
        "System.Management.Automation, Version=1.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35]]"_s,
        u"System.Object"_s
    };
}

void writeMerge(ClixmlWriter &out, QStringView name)
{
    out.enumeration(name, u"System.Management.Automation.Runspaces.PipelineResultTypes"_s, u"None", 0);
}

void writeParameters(ClixmlWriter &out, const QList<Parameter> &parameters)
{
    out.beginObject(u"Args");
    out.typeNames(commandListType());
    out.begin("LST");
    for (const Parameter &parameter : parameters) {
        out.beginObject();
        out.begin("MS");
        out.string(u"N", parameter.name);
        out.argument(u"V", parameter.value);
        out.end();
        out.endObject();
    }
    out.end();
    out.endObject();
}

void writeCommand(ClixmlWriter &out, const Command &command, ProtocolVersion server)
{
    out.beginObject();
    out.begin("MS");
    out.string(u"Cmd", command.name);
    out.boolean(u"IsScript", false);
    out.nil(u"UseLocalScope");
    for (const QStringView merge : { u"MergeMyResult", u"MergeToResult", u"MergePreviousResults" })
        writeMerge(out, merge);
    writeParameters(out, command.parameters);
    if (server.atLeast(2)) {
        for (const QStringView merge : { u"MergeError", u"MergeWarning", u"MergeVerbose", u"MergeDebug" })
            writeMerge(out, merge);
    }
    if (server.atLeast(3))
        writeMerge(out, u"MergeInformation");
    out.end();
    out.endObject();
}

void writePowerShell(ClixmlWriter &out, const QList<Command> &commands, ProtocolVersion server)
{
    out.beginObject(u"PowerShell");
    out.begin("MS");
    out.boolean(u"IsNested", false);
    out.nil(u"ExtraCmds");
    out.beginObject(u"Cmds");
    out.typeNames(commandListType());
    out.begin("LST");
    for (const Command &command : commands)
        writeCommand(out, command, server);
    out.end();
    out.endObject();
    out.nil(u"History");
    out.boolean(u"RedirectShellErrorOutputPipe", false);
    out.end();
    out.endObject();
}

void writeRefusal(ClixmlWriter &out)
{
    out.beginObject(u"me");
    out.typeNames({ u"System.Management.Automation.ErrorRecord"_s, u"System.Object"_s });
    const QString text = u"This client has no console and answers no questions."_s;
    out.toStringText(text);
    out.begin("MS");
    out.boolean(u"writeErrorStream", true);
    out.beginObject(u"Exception");
    out.typeNames({ u"System.NotImplementedException"_s, u"System.SystemException"_s, u"System.Exception"_s,
                    u"System.Object"_s });
    out.toStringText(text);
    out.begin("Props");
    out.string(u"Message", text);
    out.nil(u"InnerException");
    out.int32(u"HResult", -2147467263);
    out.end();
    out.endObject();
    out.nil(u"TargetObject");
    out.string(u"FullyQualifiedErrorId", u"HostCallRefused");
    out.nil(u"InvocationInfo");
    out.int32(u"ErrorCategory_Category", 11);
    out.string(u"ErrorCategory_Activity", u"");
    out.string(u"ErrorCategory_Reason", u"NotImplementedException");
    out.string(u"ErrorCategory_TargetName", u"");
    out.string(u"ErrorCategory_TargetType", u"");
    out.string(u"ErrorCategory_Message", u"NotImplemented: (:) [], NotImplementedException");
    out.boolean(u"SerializeExtendedInfo", false);
    out.end();
    out.endObject();
}

}

ProtocolVersion ProtocolVersion::parse(const QString &text)
{
    const QStringList parts = text.split(u'.');
    bool majorOk = false;
    bool minorOk = false;
    const int major = parts.value(0).toInt(&majorOk);
    const int minor = parts.value(1).toInt(&minorOk);
    return majorOk && minorOk ? ProtocolVersion{ major, minor } : ProtocolVersion{ 2, 1 };
}

QString ProtocolVersion::toString() const
{
    return QString::number(major) + u'.' + QString::number(minor);
}

QByteArray sessionCapabilityData()
{
    ClixmlWriter out;
    out.beginObject();
    out.begin("MS");
    out.version(u"protocolversion", u"2.3");
    out.version(u"PSVersion", u"2.0");
    out.version(u"SerializationVersion", u"1.1.0.1");
    out.end();
    out.endObject();
    return out.take();
}

QByteArray initRunspacePoolData()
{
    ClixmlWriter out;
    out.beginObject();
    out.begin("MS");
    out.int32(u"MinRunspaces", 1);
    out.int32(u"MaxRunspaces", 1);
    out.enumeration(u"PSThreadOptions", u"System.Management.Automation.Runspaces.PSThreadOptions"_s,
                    u"Default", 0);
    writeApartmentState(out);
    writeHostInfo(out);
    out.nil(u"ApplicationArguments");
    out.end();
    out.endObject();
    return out.take();
}

QByteArray createPipelineData(const Command &command, ProtocolVersion server)
{
    ClixmlWriter out;
    out.beginObject();
    out.begin("MS");
    out.boolean(u"NoInput", true);
    writeApartmentState(out);
    out.enumeration(u"RemoteStreamOptions", u"System.Management.Automation.RemoteStreamOptions"_s, u"0", 0);
    out.boolean(u"AddToHistory", false);
    writeHostInfo(out);
    writePowerShell(out, QList<Command>{ command } + command.piped, server);
    out.boolean(u"IsNested", false);
    out.end();
    out.endObject();
    return out.take();
}

QByteArray hostCallRefusalData(const HostCall &call)
{
    ClixmlWriter out;
    out.beginObject();
    out.begin("MS");
    out.int64(u"ci", call.callId);
    out.enumeration(u"mi", u"System.Management.Automation.Remoting.RemoteHostMethodId"_s, call.methodName,
                    call.method);
    writeRefusal(out);
    out.end();
    out.endObject();
    return out.take();
}

}
