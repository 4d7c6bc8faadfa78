#include "lab/test/LabProcess.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrlQuery>

LabProcess::LabProcess(const QStringList &options)
{
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QElapsedTimer timer;
    timer.start();
    m_process.start(PASSERELLE_LAB, QStringList{"--stdin-lifetime"} + options);
    while (!m_process.canReadLine() && m_process.waitForReadyRead(20000)) { }
    m_startMs = timer.elapsed();
    m_ready = QJsonDocument::fromJson(m_process.readLine()).object();
    QFile authority(m_ready.value("ca").toString());
    m_tls = QSslConfiguration::defaultConfiguration();
    if (authority.open(QIODevice::ReadOnly))
        m_tls.setCaCertificates({QSslCertificate(authority.readAll())});
}

LabProcess::~LabProcess()
{
    closeInput();
}

bool LabProcess::closeInput()
{
    if (m_process.state() == QProcess::NotRunning)
        return true;
    m_process.closeWriteChannel();
    if (m_process.waitForFinished(5000))
        return m_process.exitStatus() == QProcess::NormalExit && m_process.exitCode() == 0;
    kill();
    return false;
}

void LabProcess::kill()
{
    m_process.kill();
    m_process.waitForFinished(5000);
}

QString LabProcess::url(const QString &port, const QString &path) const
{
    if (port == "site")
        return QString(m_ready.value("exchange").toObject().value("https").toString()).remove("/PowerShell/")
            + path;
    return m_ready.value(port).toString() + path;
}

QByteArray LabProcess::Answer::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

LabProcess::Answer LabProcess::send(const QByteArray &method, const QString &url, const QByteArray &body,
                                    const QList<QPair<QByteArray, QByteArray>> &headers)
{
    QNetworkRequest request{QUrl(url)};
    request.setSslConfiguration(m_tls);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setTransferTimeout(20000);
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    QNetworkReply *reply = m_network.sendCustomRequest(request, method, body);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    Answer answer{reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(),
                  reply->rawHeaderPairs()};
    reply->deleteLater();
    return answer;
}

LabProcess::Answer LabProcess::control(const QByteArray &method, const QString &path, const QJsonObject &body)
{
    const QByteArray text = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson();
    return send(method, url("control", path), text, {{"Content-Type", "application/json"}});
}

QByteArray LabProcess::signIn(QString *problem)
{
    QTcpServer loopback;
    loopback.listen(QHostAddress::LocalHost);
    QString code;
    QObject::connect(&loopback, &QTcpServer::newConnection, &loopback, [&loopback, &code] {
        QTcpSocket *socket = loopback.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, &code] {
            const QByteArray target = socket->readAll().split(' ').value(1);
            const QString found = QUrlQuery(QUrl(QString::fromLatin1(target))).queryItemValue("code");
            code = found.isEmpty() ? code : found;
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            socket->disconnectFromHost();
        });
    });
    const QByteArray client = "14d82eec-204b-4c2f-b7e8-296a70dab67e";
    const QByteArray verifier(50, 'v');
    const QByteArray redirect = "http://localhost:" + QByteArray::number(loopback.serverPort()) + '/';
    const QByteArray scope = "openid profile https://graph.microsoft.com/Application.ReadWrite.All";
    const QByteArray challenge =
        QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    const QString base =
        url("login", '/' + m_ready.value("tenant").toObject().value("id").toString() + "/oauth2/v2.0/");
    const QString page = base
        + "authorize?response_type=code&state=s&nonce=n&code_challenge_method=S256&client_id="
        + QString::fromLatin1(client + "&code_challenge=" + challenge + "&redirect_uri="
                              + redirect.toPercentEncoding() + "&scope=" + scope.toPercentEncoding());
    *problem = QString::fromUtf8(control("POST", "/browser", {{"url", page}, {"action", "approve"}}).body);
    const QByteArray form = "grant_type=authorization_code&client_id=" + client + "&code=" + code.toUtf8()
        + "&code_verifier=" + verifier + "&redirect_uri=" + redirect.toPercentEncoding();
    const Answer answer =
        send("POST", base + "token", form, {{"Content-Type", "application/x-www-form-urlencoded"}});
    *problem += QString::fromUtf8(answer.status == 200 ? QByteArray() : answer.body);
    return answer.json().value("access_token").toString().toLatin1();
}
