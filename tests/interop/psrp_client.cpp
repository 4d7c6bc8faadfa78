// Runs cmdlets against any PowerShell remoting server and prints what came back as JSON: the driver of the
// interoperability tests. Reads from stdin
//   {"url","user","ca"?,"address"?,"port"?,"fragmentSize"?,"operationTimeout"?,
//    "scheme"? (basic, the default; kerberos, negotiate, auto),"currentSession"?,
//    "commands":[{"name","parameters":[[name,value]…],"pipe"?:[{"name","parameters"}…],"cancelAfter"?}]}
// where a value is text, true/false, a number, a list of texts, null for a switch, {"bytes": base64} or
// {"hashtable": {key: [texts]}}. The password comes in the environment variable PSRP_CLIENT_PASSWORD.
#include "protocols/psrp/RunspacePool.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

using namespace passerelle;
using namespace passerelle::psrp;

namespace {

Argument toArgument(const QJsonValue &value)
{
    if (value.isBool())
        return value.toBool();
    if (value.isDouble())
        return value.toInt();
    if (value.isString())
        return value.toString();
    if (value.isArray()) {
        QStringList list;
        for (const QJsonValue &item : value.toArray())
            list.append(item.toString());
        return list;
    }
    const QJsonObject object = value.toObject();
    if (object.contains("bytes"))
        return QByteArray::fromBase64(object["bytes"].toString().toLatin1());
    Argument::Hashtable table;
    const QJsonObject pairs = object["hashtable"].toObject();
    for (auto pair = pairs.begin(); pair != pairs.end(); ++pair)
        table.append({ pair.key(), std::get<QStringList>(toArgument(pair.value()).value()) });
    return value.isNull() ? Argument() : Argument(table);
}

Command toCommand(const QJsonObject &description)
{
    Command command(description["name"].toString());
    for (const QJsonValue &parameter : description["parameters"].toArray())
        command.with(parameter[0].toString(), toArgument(parameter[1]));
    for (const QJsonValue &next : description["pipe"].toArray())
        command.pipeTo(toCommand(next.toObject()));
    return command;
}

QJsonValue toJson(const Value &value, int depth = 5)
{
    switch (value.kind()) {
    case Value::Kind::Null:
        return QJsonValue::Null;
    case Value::Kind::Bool:
        return value.toBool();
    case Value::Kind::Integer:
        return value.toInt();
    case Value::Kind::List: {
        QJsonArray items;
        for (const Value &item : value.items())
            items.append(depth > 0 ? toJson(item, depth - 1) : QJsonValue());
        return items;
    }
    case Value::Kind::Dictionary: {
        QJsonObject entries;
        for (const auto &[key, item] : value.entries())
            entries[key.toString()] = depth > 0 ? toJson(item, depth - 1) : QJsonValue();
        return entries;
    }
    case Value::Kind::Object: {
        QJsonObject properties;
        for (const QString &name : value.propertyNames())
            properties[name] = depth > 0 ? toJson(value.property(name), depth - 1) : QJsonValue();
        return QJsonObject{ { "text", value.toString() },
                            { "type", value.typeNames().value(0) },
                            { "properties", properties } };
    }
    default:
        return value.toString();
    }
}

QJsonObject toJson(const core::Failure &failure)
{
    return { { "failure", QString(core::codeText(failure.code)) },
             { "technical", failure.technical },
             { "retryable", failure.retryable } };
}

QJsonObject toJson(const CommandOutput &output)
{
    QJsonArray objects;
    for (const Value &value : output.objects)
        objects.append(toJson(value));
    QJsonArray errors;
    for (const ErrorRecord &error : output.errors)
        errors.append(QJsonObject{ { "reason", error.reason },
                                   { "exception", error.exceptionType },
                                   { "message", error.message },
                                   { "id", error.fullyQualifiedErrorId },
                                   { "text", error.serverText },
                                   { "activity", error.activity },
                                   { "target", error.target },
                                   { "category", error.category } });
    return { { "objects", objects },
             { "errors", errors },
             { "warnings", QJsonArray::fromStringList(output.warnings) },
             { "progress", output.progress },
             { "failed", output.failed } };
}

class Driver : public QObject {
public:
    Driver(RunspacePool &pool, const QJsonArray &commands)
        : m_pool(pool)
        , m_commands(commands)
    {
    }

    void start()
    {
        core::run(m_pool.open(), this, [this](const core::Result<PoolInfo> &result) {
            if (result)
                m_report["open"] = QJsonObject{ { "shellId", result->shellId },
                                                { "protocol", result->protocolVersion },
                                                { "powerShell", result->powerShellVersion },
                                                { "requests", m_pool.requestCount() } };
            else
                m_report["open"] = toJson(result.failure());
            if (result)
                next();
            else
                close();
        });
    }

private:
    void next()
    {
        if (m_index == m_commands.size()) {
            close();
            return;
        }
        const QJsonObject description = m_commands[m_index++].toObject();
        const Command command = toCommand(description);
        const int before = m_pool.requestCount();
        auto *operation = core::run(
            m_pool.invoke(command, this), this, [this, before](const core::Result<CommandOutput> &result) {
                QJsonObject entry = result ? toJson(*result) : toJson(result.failure());
                entry["requests"] = m_pool.requestCount() - before;
                m_results.append(entry);
                next();
            });
        if (description.contains("cancelAfter"))
            QTimer::singleShot(description["cancelAfter"].toInt(), operation,
                               [operation] { operation->cancel(); });
    }

    void close()
    {
        core::run(m_pool.close(), this, [this](const core::Outcome &) {
            m_report["commands"] = m_results;
            m_report["requests"] = m_pool.requestCount();
            m_report["shellLeft"] = m_pool.shellId();
            fprintf(stdout, "%s\n", QJsonDocument(m_report).toJson(QJsonDocument::Compact).constData());
            QCoreApplication::quit();
        });
    }

    RunspacePool &m_pool;
    const QJsonArray m_commands;
    qsizetype m_index = 0;
    QJsonObject m_report;
    QJsonArray m_results;
};

ConnectionSettings toSettings(const QJsonObject &input)
{
    ConnectionSettings settings;
    settings.url = QUrl(input["url"].toString());
    settings.user = input["user"].toString();
    settings.password = core::Secret(qgetenv("PSRP_CLIENT_PASSWORD"));
    const QString scheme = input["scheme"].toString("basic");
    settings.scheme = scheme == "auto" ? net::SchemePreference::Auto
        : scheme == "kerberos"         ? net::SchemePreference::Kerberos
        : scheme == "negotiate"        ? net::SchemePreference::Negotiate
                                       : net::SchemePreference::Basic;
    settings.useCurrentSession = input["currentSession"].toBool();
    settings.fragmentSize = input["fragmentSize"].toInt(settings.fragmentSize);
    if (input.contains("operationTimeout"))
        settings.operationTimeout = std::chrono::milliseconds(input["operationTimeout"].toInt());
    if (input.contains("address"))
        settings.network.hosts.insert(settings.url.host(), input["address"].toString(),
                                      static_cast<quint16>(input["port"].toInt()));
    settings.network.trust.extraAuthorities = QSslCertificate::fromPath(input["ca"].toString());
    return settings;
}

}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly))
        return 2;
    const QJsonObject input = QJsonDocument::fromJson(in.readAll()).object();
    RunspacePool pool(toSettings(input));
    Driver driver(pool, input["commands"].toArray());
    driver.start();
    return QCoreApplication::exec();
}
