#include "lab/test/PsrpProbe.h"

#include <QRegularExpression>
#include <QtEndian>

namespace {

const QString transfer = "http://schemas.xmlsoap.org/ws/2004/09/transfer/";
const QString shellUri = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";

QByteArray swapped(const QUuid &id)
{
    QByteArray bytes = id.toRfc4122();
    std::reverse(bytes.begin(), bytes.begin() + 4);
    std::reverse(bytes.begin() + 4, bytes.begin() + 6);
    std::reverse(bytes.begin() + 6, bytes.begin() + 8);
    return bytes;
}

QString plain(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces).toUpper();
}

const char hostInfo[] =
    "<Obj N=\"HostInfo\" RefId=\"90\"><MS><B N=\"_isHostNull\">true</B><B N=\"_isHostUINull\">true</B>"
    "<B N=\"_isHostRawUINull\">true</B><B N=\"_useRunspaceHost\">true</B></MS></Obj>";

}

PsrpProbe::PsrpProbe(LabProcess &lab)
    : m_lab(lab)
{
    const QJsonObject account = lab.ready().value("accounts").toObject().value("exchange").toObject();
    user = account.value("user").toString();
    password = account.value("password").toString();
}

QByteArray PsrpProbe::fragment(quint64 object, const QByteArray &message, quint8 flags)
{
    QByteArray header(21, '\0');
    qToBigEndian(object, header.data());
    header[16] = char(flags);
    qToBigEndian(quint32(message.size()), header.data() + 17);
    return header + message;
}

QByteArray PsrpProbe::message(quint32 type, const QUuid &pipeline, const QByteArray &text) const
{
    QByteArray header(8, '\0');
    qToLittleEndian(quint32(2), header.data());
    qToLittleEndian(type, header.data() + 4);
    return header + swapped(m_pool) + swapped(pipeline) + text;
}

QByteArray PsrpProbe::pipelineText(const QString &cmdlet, const QList<QPair<QString, QString>> &arguments,
                                   bool script) const
{
    const auto word = [](const char *name, int id) {
        return QString("<Obj N=\"%1\" RefId=\"%2\"><ToString>None</ToString><I32>0</I32></Obj>")
            .arg(name)
            .arg(id);
    };
    QString list;
    int id = 20;
    for (const auto &[name, value] : arguments)
        list += QString("<Obj RefId=\"%1\"><MS><S N=\"N\">%2</S>%3</MS></Obj>").arg(id++).arg(name, value);
    const QString command =
        QString("<Obj RefId=\"6\"><MS><S N=\"Cmd\">%1</S><B N=\"IsScript\">%2</B><Nil N=\"UseLocalScope\"/>"
                "%3%4%5<Obj N=\"Args\" RefId=\"10\"><LST>%6</LST></Obj></MS></Obj>")
            .arg(cmdlet, script ? "true" : "false", word("MergeMyResult", 7), word("MergeToResult", 8),
                 word("MergePreviousResults", 9), list);
    return (QString("<Obj RefId=\"0\"><MS><B N=\"NoInput\">true</B>") + word("ApartmentState", 1)
            + word("RemoteStreamOptions", 2) + "<B N=\"AddToHistory\">false</B>" + hostInfo
            + "<Obj N=\"PowerShell\" RefId=\"4\"><MS><B N=\"IsNested\">false</B><Nil N=\"ExtraCmds\"/><Obj "
              "N=\"Cmds\" RefId=\"5\">"
              "<LST>"
            + command
            + "</LST></Obj><Nil N=\"History\"/><B N=\"RedirectShellErrorOutputPipe\">false</B></MS></Obj>"
              "<B N=\"IsNested\">false</B></MS></Obj>")
        .toUtf8();
}

QByteArray PsrpProbe::envelope(const QString &action, const QString &body, bool withShell) const
{
    const QString selectors = withShell
        ? "<w:SelectorSet><w:Selector Name=\"ShellId\">" + plain(m_pool) + "</w:Selector></w:SelectorSet>"
        : QString();
    const QString text = "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" "
                             "xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" "
                             "xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\" xmlns:rsp=\""
        + shellUri
        + "\"><s:Header><a:To>https://ex1.contoso.fr/PowerShell</a:To><a:ReplyTo><a:Address>"
          "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo><a:Action>"
        + action + "</a:Action><a:MessageID>uuid:" + plain(QUuid::createUuid())
        + "</a:MessageID><w:ResourceURI "
          "s:mustUnderstand=\"true\">"
        + resource + "</w:ResourceURI><w:OperationTimeout>PT20S</w:OperationTimeout>" + selectors
        + "</s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
    return text.toUtf8();
}

LabProcess::Answer PsrpProbe::post(const QString &action, const QString &body, bool withShell)
{
    return send(envelope(action, body, withShell));
}

LabProcess::Answer PsrpProbe::send(const QByteArray &envelopeText)
{
    return m_lab.send("POST", m_lab.url("site", "/PowerShell/?PSVersion=5.1"), envelopeText,
                      {{"Content-Type", "application/soap+xml;charset=UTF-8"},
                       {"Authorization", "Basic " + (user + ':' + password).toUtf8().toBase64()}});
}

LabProcess::Answer PsrpProbe::create()
{
    return send(createEnvelope());
}

QByteArray PsrpProbe::createEnvelope()
{
    const QByteArray capability =
        "<Obj RefId=\"0\"><MS><Version N=\"protocolversion\">2.3</Version><Version N=\"PSVersion\">2.0"
        "</Version><Version N=\"SerializationVersion\">1.1.0.1</Version></MS></Obj>";
    const QByteArray pool =
        QByteArray("<Obj RefId=\"0\"><MS><I32 N=\"MinRunspaces\">1</I32><I32 N=\"MaxRunspaces\">1</I32>"
                   "<Obj N=\"PSThreadOptions\" RefId=\"1\"><ToString>Default</ToString><I32>0</I32></Obj>"
                   "<Obj N=\"ApartmentState\" RefId=\"2\"><ToString>Unknown</ToString><I32>2</I32></Obj>")
        + hostInfo + "<Nil N=\"ApplicationArguments\"/></MS></Obj>";
    m_object = 3;
    const QByteArray creation =
        fragment(1, message(0x00010002, {}, capability)) + fragment(2, message(0x00010004, {}, pool));
    return envelope(transfer + "Create",
                "<rsp:Shell ShellId=\"" + plain(m_pool)
                    + "\"><rsp:InputStreams>stdin pr</rsp:InputStreams>"
                      "<rsp:OutputStreams>stdout</rsp:OutputStreams><creationXml "
                      "xmlns=\"http://schemas.microsoft.com/powershell\">"
                    + QString::fromLatin1(creation.toBase64()) + "</creationXml></rsp:Shell>",
                false);
}

bool PsrpProbe::open()
{
    return create().status == 200 && receive().status == 200 && receive().status == 200;
}

LabProcess::Answer PsrpProbe::receive(const QUuid &command)
{
    return send(receiveEnvelope(command));
}

QByteArray PsrpProbe::receiveEnvelope(const QUuid &command) const
{
    const QString id = command.isNull() ? QString() : " CommandId=\"" + plain(command) + '"';
    return envelope(shellUri + "/Receive",
                "<rsp:Receive><rsp:DesiredStream" + id + ">stdout</rsp:DesiredStream></rsp:Receive>");
}

LabProcess::Answer PsrpProbe::command(const QString &cmdlet, const QByteArray &arguments, QUuid *id)
{
    return post(shellUri + "/Command",
                "<rsp:CommandLine CommandId=\"" + plain(*id) + "\"><rsp:Command>" + cmdlet
                    + "</rsp:Command><rsp:Arguments>" + QString::fromLatin1(arguments.toBase64())
                    + "</rsp:Arguments></rsp:CommandLine>");
}

QString PsrpProbe::run(const QString &cmdlet, const QList<QPair<QString, QString>> &arguments, bool script)
{
    static const QRegularExpression stream("<rsp:Stream[^>]*>([^<]*)</rsp:Stream>");
    QUuid id = QUuid::createUuid();
    const QByteArray bytes = message(0x00021006, id, pipelineText(cmdlet, arguments, script));
    const LabProcess::Answer sent = command(cmdlet, fragment(m_object++, bytes), &id);
    if (sent.status != 200)
        return QString::fromUtf8(sent.body);
    QString all;
    for (;;) {
        const LabProcess::Answer answer = receive(id);
        const QString body = QString::fromUtf8(answer.body);
        auto parts = stream.globalMatch(body);
        while (parts.hasNext()) {
            QByteArray part = QByteArray::fromBase64(parts.next().captured(1).toLatin1());
            part.remove(0, part.at(16) & 1 ? 61 : 21);
            all += QString::fromUtf8(part) + '\n';
        }
        if (answer.status != 200 || body.contains("CommandState/Done"))
            return answer.status == 200 ? all : all + body;
    }
}

LabProcess::Answer PsrpProbe::close()
{
    return post(transfer + "Delete", {});
}
