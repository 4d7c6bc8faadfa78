#include "support/Lab.h"

#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

namespace passerelle::tests {

Lab::~Lab() { stop(); }

static bool writeJson(const QString &name, const QJsonObject &object)
{
    QFile file(name);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(object).toJson()) > 0;
}

bool Lab::start(const QJsonObject &switches, const QJsonArray &faults, QJsonObject merged)
{
    stop();
    const QString scenario = m_folder.filePath(QStringLiteral("scenario.json"));
    merged[QStringLiteral("switches")] = switches;
    merged[QStringLiteral("faults")] = faults;
    if (!writeJson(scenario, merged))
        return false;
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QStringList arguments {QStringLiteral("--stdin-lifetime"), QStringLiteral("--scenario"), scenario};
    if (m_keepsSecrets)
        arguments << QStringLiteral("--secrets") << m_folder.filePath(QStringLiteral("secrets.jsonl"));
    m_process.start(QStringLiteral(PASSERELLE_LAB), arguments);
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(10'000))
            return false;
    }
    m_ready = QJsonDocument::fromJson(m_process.readLine()).object();
    return m_ready.contains(QStringLiteral("control"));
}

void Lab::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.closeWriteChannel();
    m_process.terminate();
    m_process.waitForFinished(5000);
}

QList<std::pair<QString, QByteArray>> Lab::secrets() const
{
    QList<std::pair<QString, QByteArray>> list;
    QFile file(m_folder.filePath(QStringLiteral("secrets.jsonl")));
    if (!file.open(QIODevice::ReadOnly))
        return list;
    while (!file.atEnd()) {
        const QJsonObject line = QJsonDocument::fromJson(file.readLine()).object();
        list.append({line[QStringLiteral("kind")].toString(), line[QStringLiteral("value")].toString().toUtf8()});
    }
    return list;
}

bool Lab::visit(const QUrl &signInPage, const QString &action)
{
    const QJsonObject order {{QStringLiteral("url"), QString::fromLatin1(signInPage.toEncoded())}, {QStringLiteral("action"), action}};
    return !call("POST", QStringLiteral("/browser"), QJsonDocument(order).toJson()).isNull();
}

bool Lab::reset()
{
    call("POST", QStringLiteral("/reset"));  // answers with nothing
    return requests().isEmpty();
}

bool Lab::setSwitches(const QJsonObject &switches)
{
    return !call("POST", QStringLiteral("/faults"), QJsonDocument(QJsonObject {{QStringLiteral("switches"), switches}}).toJson()).isNull();
}

QString Lab::readyFile(const QJsonObject &changes)
{
    QJsonObject line = m_ready;
    for (auto it = changes.begin(); it != changes.end(); ++it)
        line[it.key()] = it.value();
    const QString name = m_folder.filePath(QStringLiteral("ready%1.json").arg(++m_files));
    writeJson(name, line);
    return name;
}

QByteArray Lab::call(const QByteArray &method, const QString &path, const QByteArray &body) const
{
    QNetworkAccessManager network;
    QUrl url(m_ready.value(QStringLiteral("control")).toString());
    url.setPath(path);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    QNetworkReply *reply = network.sendCustomRequest(request, method, body);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(10'000, &loop, &QEventLoop::quit);
    loop.exec();
    return reply->error() == QNetworkReply::NoError ? reply->readAll() : QByteArray();
}

QJsonObject Lab::state() const { return QJsonDocument::fromJson(call("GET", QStringLiteral("/state"))).object(); }

QJsonArray Lab::requests() const
{
    const QJsonDocument document = QJsonDocument::fromJson(call("GET", QStringLiteral("/requests")));
    return document.isArray() ? document.array() : document.object().value(QStringLiteral("requests")).toArray();
}

QStringList Lab::writes() const
{
    QStringList names;
    for (const QJsonValue value : requests()) {
        const QJsonObject request = value.toObject();
        if (!request.value(QStringLiteral("write")).toBool())
            continue;
        const QString kind = request.value(QStringLiteral("kind")).toString();
        names << (kind == u"cmdlet" ? request.value(QStringLiteral("name")).toString()
                                    : request.value(QStringLiteral("method")).toString() + u' ' + request.value(QStringLiteral("path")).toString().section(u'/', 1, 2));
    }
    return names;
}

void Lab::forgetRequests() { call("DELETE", QStringLiteral("/requests")); }

bool Lab::setFaults(const QJsonArray &faults)
{
    return !call("POST", QStringLiteral("/faults"), QJsonDocument(QJsonObject {{QStringLiteral("faults"), faults}}).toJson()).isNull();
}

void Lab::clearFaults() { call("DELETE", QStringLiteral("/faults")); }

QList<QJsonObject> with(const QJsonValue &array, const QString &member, const QString &value)
{
    QList<QJsonObject> found;
    for (const QJsonValue v : array.toArray()) {
        if (v.toObject().value(member).toString() == value)
            found.append(v.toObject());
    }
    return found;
}

}
