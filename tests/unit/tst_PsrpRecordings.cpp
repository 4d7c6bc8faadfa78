#include "protocols/psrp/ClixmlReader.h"
#include "protocols/psrp/ErrorRecord.h"
#include "protocols/psrp/Fragment.h"
#include "protocols/psrp/Message.h"
#include "protocols/psrp/ServerMessages.h"
#include "protocols/psrp/WsmanReply.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTest>

using namespace passerelle::psrp;

// Recordings of real servers: every answer decodes to the messages that are in it, every captured object
// reads.
class TestPsrpRecordings : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void winrm_data();
    void winrm();
    void winrmErrors();
    void winrmValues();
    void exchange_data();
    void exchange();
    void authConfigAndCertificateAgree();
    void partnerApplications();
    void exchangeServers();
};

static QByteArray fileContents(const QString &name)
{
    QFile file(QStringLiteral(PASSERELLE_RECORDINGS_DIR "/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(file.fileName()));
    return file.readAll();
}

// The files hold a list of mappings with the keys request, response and transport_error, each value on its
// own line (folded values continue on deeper lines).
static QList<QByteArray> responses(const QString &name)
{
    QList<QByteArray> found;
    QByteArray *open = nullptr;
    for (QByteArray line : fileContents("winrm/" + name).replace("\r", "").split('\n')) {
        const bool key =
            line.startsWith("- ") || (line.startsWith("  ") && line.size() > 2 && line[2] != ' ');
        if (!key && open && line.startsWith("    ")) {
            *open += ' ' + line.trimmed(); // folding leaves one blank
            continue;
        }
        open = nullptr;
        if (line.startsWith("  response: ")) {
            QByteArray value = line.mid(12).trimmed();
            if (value.startsWith('\'') && value.endsWith('\'') && value.size() > 1)
                value = value.sliced(1, value.size() - 2).replace("''", "'");
            found.append(value);
            open = &found.last();
        }
    }
    return found;
}

static QString typeName(MessageType type)
{
    switch (type) {
    case MessageType::SessionCapability:
        return "capability";
    case MessageType::ApplicationPrivateData:
        return "private";
    case MessageType::RunspacePoolState:
        return "pool";
    case MessageType::PipelineOutput:
        return "output";
    case MessageType::ErrorRecord:
        return "error";
    case MessageType::PipelineState:
        return "state";
    case MessageType::DebugRecord:
        return "debug";
    case MessageType::VerboseRecord:
        return "verbose";
    case MessageType::WarningRecord:
        return "warning";
    case MessageType::ProgressRecord:
        return "progress";
    case MessageType::InformationRecord:
        return "information";
    default:
        return QString::number(quint32(type), 16);
    }
}

static QString valueOf(const Message &message, const Value &value)
{
    if (message.type == MessageType::PipelineState)
        return QString::number(PipelineStateChange::fromValue(value).state);
    if (message.type == MessageType::RunspacePoolState)
        return QString::number(PoolStateChange::fromValue(value).state);
    if (message.type == MessageType::SessionCapability)
        return value.property(u"protocolversion").toString();
    if (message.type == MessageType::WarningRecord || message.type == MessageType::DebugRecord
        || message.type == MessageType::VerboseRecord)
        return informationalText(value);
    return {};
}

// Every answer as one word list: action, message types with their values, "done", faults.
static QStringList decode(const QString &name, QList<Message> *messagesOut = nullptr)
{
    QStringList lines;
    Defragmenter pool;
    QHash<QString, Defragmenter> pipelines;
    for (const QByteArray &response : responses(name)) {
        const WsmanReply reply = WsmanReply::parse(response);
        if (!reply.error.isEmpty())
            qFatal("%s: %s", qPrintable(name), qPrintable(reply.error));
        QStringList words{ reply.action };
        QList<QByteArray> messages;
        for (const WsmanReply::Stream &stream : reply.streams) {
            Defragmenter &target = stream.commandId.isEmpty() ? pool : pipelines[stream.commandId];
            if (!target.feed(stream.bytes, messages))
                qFatal("%s", qPrintable(target.error()));
        }
        for (const QByteArray &bytes : messages) {
            const std::optional<Message> message = Message::fromBytes(bytes);
            const ClixmlDocument document = readClixml(message->data);
            if (!document.ok() || document.danglingReferences > 0)
                qFatal("%s", qPrintable(document.error));
            const QString value = valueOf(*message, document.value());
            words.append(typeName(message->type) + (value.isEmpty() ? "" : "=" + value));
            if (messagesOut)
                messagesOut->append(*message);
        }
        if (reply.commandDone)
            words.append("done");
        if (reply.fault)
            words.append(QString::number(reply.fault->code));
        lines.append(words.join(' '));
    }
    return lines;
}

void TestPsrpRecordings::initTestCase()
{
    if (QByteArray(PASSERELLE_RECORDINGS_DIR).isEmpty() || !QDir(PASSERELLE_RECORDINGS_DIR).exists("winrm"))
        QSKIP("PASSERELLE_RECORDINGS_DIR is not set");
}

void TestPsrpRecordings::winrm_data()
{
    QTest::addColumn<QStringList>("expected");
    const QStringList open{ "CreateResponse", "ReceiveResponse capability=2.3 private",
                            "ReceiveResponse pool=2" };
    const QStringList close{ "DeleteResponse" };
    QTest::newRow("psrp_open_runspace.yml") << open + close;
    QTest::newRow("psrp_error_failed.yml")
        << open + QStringList{ "CommandResponse", "ReceiveResponse progress output state=5 done" } + close;
    QTest::newRow("psrp_long_running_cmdlet.yml") << open
            + QStringList{ "CommandResponse", "fault 2150858793", "fault 2150858793",
                           "ReceiveResponse output state=4 done" }
            + close;
    QTest::newRow("psrp_receive_failure.yml") << open + QStringList{ "fault 2150858843" } + close;
    QTest::newRow("psrp_small_msg_size.yml") << QStringList{ "GetResponse" } + open
            + QStringList{ "CommandResponse", "SendResponse", "SendResponse", "ReceiveResponse output output",
                           "ReceiveResponse output state=4 done" }
            + close;
    QTest::newRow("psrp_stream_no_output_invocation.yml") << open
            + QStringList{ "CommandResponse",
                           "ReceiveResponse progress debug=debug stream verbose=verbose stream error output "
                           "warning=warning stream information state=4 done" }
            + close;
    QTest::newRow("psrp_with_jea_configuration.yml")
        << QStringList{ "CreateResponse",          "ReceiveResponse capability=2.3",
                        "ReceiveResponse private", "ReceiveResponse pool=2",
                        "CommandResponse",         "ReceiveResponse output state=4 done",
                        "CommandResponse",         "ReceiveResponse error state=5 done" }
            + close;
}

void TestPsrpRecordings::winrm()
{
    QTEST(decode(QTest::currentDataTag()), "expected");
}

void TestPsrpRecordings::winrmErrors()
{
    QList<Message> messages;
    decode("psrp_error_failed.yml", &messages);
    const PipelineStateChange failed =
        PipelineStateChange::fromValue(readClixml(messages.last().data).value());
    QVERIFY(failed.error);
    QVERIFY(!failed.error->reason.isEmpty());
    QVERIFY(!failed.error->message.isEmpty());
    QCOMPARE(failed.error->exceptionType, "Microsoft.PowerShell.Commands.WriteErrorException");
    QCOMPARE(failed.error->reason, "WriteErrorException");

    messages.clear();
    decode("psrp_with_jea_configuration.yml", &messages);
    const PipelineStateChange script =
        PipelineStateChange::fromValue(readClixml(messages.last().data).value());
    QVERIFY(script.error);
    QCOMPARE(script.error->fullyQualifiedErrorId, "ScriptsNotAllowed"); // reference psrp.md 2.3
    QCOMPARE(script.error->category, "ParserError");
    QCOMPARE(script.error->reason, "ParseException");

    messages.clear();
    decode("psrp_stream_no_output_invocation.yml", &messages);
    for (const Message &message : messages) {
        if (message.type == MessageType::ErrorRecord) {
            const ErrorRecord error = ErrorRecord::fromValue(readClixml(message.data).value());
            QCOMPARE(error.message, "error stream");
            QCOMPARE(error.reason, "WriteErrorException");
        }
    }
}

void TestPsrpRecordings::winrmValues()
{
    QList<Message> messages;
    decode("psrp_small_msg_size.yml", &messages);
    const Value big = readClixml(messages.at(4).data).value();
    QCOMPARE(big.toString(), QString(20'000, 'a'));
    QCOMPARE(messages.at(0).poolId, QUuid()); // the capability of a server carries no pool id
    const QString version = powerShellVersion(readClixml(messages.at(1).data).value());
    QVERIFY2(version.startsWith("5.1."), qPrintable(version));
}

struct Capture {
    const char *file;
    const char *type;
    int atLeast;
    QStringList properties;
};

void TestPsrpRecordings::exchange_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QStringList>("properties");
    const QString directory = "Microsoft.Exchange.Data.Directory.";
    QTest::newRow("GetAcceptedDomain.xml")
        << directory + "SystemConfiguration.AcceptedDomain"
        << QStringList{ "DomainName", "Default", "DomainType", "Name", "Guid" };
    QTest::newRow("GetAuthConfig.xml")
        << directory + "SystemConfiguration.AuthConfig"
        << QStringList{ "CurrentCertificateThumbprint", "NextCertificateEffectiveDate",
                        "PreviousCertificateThumbprint", "ServiceName", "Realm" };
    QTest::newRow("GetExchangeCertificate.xml")
        << "Microsoft.Exchange.Management.SystemConfigurationTasks.ExchangeCertificate"
        << QStringList{ "RawData" };
    QTest::newRow("GetExchangeServer.xml")
        << "Microsoft.Exchange.Data.Directory.Management.ExchangeServer"
        << QStringList{ "AdminDisplayVersion", "Fqdn", "ServerRole", "Edition" };
    QTest::newRow("GetOrganizationConfig.xml")
        << "Microsoft.Exchange.Data.Directory.Management.OrganizationConfig"
        << QStringList{ "Name", "OAuth2ClientProfileEnabled" };
    QTest::newRow("GetPartnerApplication.xml") << directory + "SystemConfiguration.PartnerApplication"
                                               << QStringList{ "Enabled",       "ApplicationIdentifier",
                                                               "LinkedAccount", "UseAuthServer",
                                                               "Realm",         "Name" };
    QTest::newRow("GetWebServicesVirtualDirectory.xml")
        << "Microsoft.Exchange.Data.Directory.SystemConfiguration.ADWebServicesVirtualDirectory"
        << QStringList{ "Server", "InternalUrl", "OAuthAuthentication" };
    QTest::newRow("GetHybridConfiguration.xml")
        << directory + "SystemConfiguration.HybridConfiguration" << QStringList{ "Domains", "Features" };
}

void TestPsrpRecordings::exchange()
{
    QFETCH(QString, type);
    QFETCH(QStringList, properties);
    const ClixmlDocument document =
        readClixml(fileContents(QString("exchange-2019/") + QTest::currentDataTag()));
    QVERIFY2(document.ok(), qPrintable(document.error));
    QCOMPARE(document.danglingReferences, 0);
    QVERIFY(!document.values.isEmpty());
    for (const Value &value : document.values) {
        for (const Value &item : value.items()) {
            QCOMPARE(item.typeNames().value(0), type);
            for (const QString &property : properties)
                QVERIFY2(item.hasProperty(property), qPrintable(property));
        }
    }
}

static Value firstOf(const QString &file)
{
    return readClixml(fileContents("exchange-2019/" + file)).value().items().value(0);
}

// RawData is the certificate: its SHA-1 is the thumbprint that the configuration names.
void TestPsrpRecordings::authConfigAndCertificateAgree()
{
    const Value config = firstOf("GetAuthConfig.xml");
    const QString thumbprint = config.property(u"CurrentCertificateThumbprint").toString();
    QCOMPARE(thumbprint, "C3EDCF181EF4F9B53D01768ECA99564014BCA6E7");
    QVERIFY(config.property(u"NextCertificateEffectiveDate").isNull());
    QCOMPARE(config.property(u"ServiceName").toString(), "00000002-0000-0ff1-ce00-000000000000");
    QCOMPARE(config.property(u"Identity").property(u"DistinguishedName").toString(),
             config.property(u"DistinguishedName").toString());
    QVERIFY(config.property(u"WhenChangedUTC").toDateTime().isValid());
    QStringList thumbprints;
    const ClixmlDocument certificates = readClixml(fileContents("exchange-2019/GetExchangeCertificate.xml"));
    for (const Value &root : certificates.values) {
        for (const Value &certificate : root.items()) {
            const QByteArray der = certificate.property(u"RawData").toBytes();
            QVERIFY(der.startsWith("\x30\x82"));
            QVERIFY(certificate.isOfType(u"System.Security.Cryptography.X509Certificates.X509Certificate2"));
            thumbprints.append(
                QString(QCryptographicHash::hash(der, QCryptographicHash::Sha1).toHex().toUpper()));
        }
    }
    QVERIFY2(thumbprints.contains(thumbprint), qPrintable(thumbprints.join(' ')));
}

void TestPsrpRecordings::partnerApplications()
{
    QStringList identifiers;
    for (const Value &root : readClixml(fileContents("exchange-2019/GetPartnerApplication.xml")).values) {
        for (const Value &application : root.items())
            identifiers.append(application.property(u"ApplicationIdentifier").toString());
    }
    QVERIFY2(identifiers.contains("00000002-0000-0ff1-ce00-000000000000"), qPrintable(identifiers.join(' ')));
}

void TestPsrpRecordings::exchangeServers()
{
    const Value server = firstOf("GetExchangeServer.xml");
    QVERIFY2(server.property(u"AdminDisplayVersion").toString().startsWith("Version 15."),
             qPrintable(server.property(u"AdminDisplayVersion").toString()));
}

QTEST_GUILESS_MAIN(TestPsrpRecordings)
#include "tst_PsrpRecordings.moc"
