#pragma once

#include "tst_CertificateFactory.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QUrl>
#include <functional>

// A small HTTPS server on localhost for tests of the cloud client: counts and keeps what it was asked.
class LocalHttps : public QObject {
public:
    struct Request {
        QByteArray method, target;
        QHash<QByteArray, QByteArray> headers; // names in lower case
        QByteArray body;
        int connection = 0;

        QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    };
    // The bytes of the answer; empty drops the connection; "hang" never answers.
    using Handler = std::function<QByteArray(const Request &)>;

    explicit LocalHttps(Handler handler, QSsl::SslProtocol protocol = QSsl::TlsV1_2OrLater)
        : m_handler(std::move(handler))
    {
        const factory::Key authorityKey = factory::ecKey();
        factory::Wanted authority;
        // A name of its own each: of two authorities of one name only one would be looked at.
        static int serial = 0;
        authority.commonName = "Test Authority " + QByteArray::number(++serial);
        authority.isAuthority = true;
        ca = QSslCertificate(factory::certificate(authorityKey, authority), QSsl::Der);
        const factory::Key key = factory::ecKey();
        factory::Wanted site;
        site.commonName = "localhost";
        site.altName = "DNS:localhost";
        site.issuerKey = authorityKey;
        site.issuerName = authority.commonName;
        QSslConfiguration tls;
        tls.setLocalCertificate(QSslCertificate(factory::certificate(key, site), QSsl::Der));
        tls.setPrivateKey(QSslKey(factory::privatePem(key), QSsl::Ec));
        tls.setProtocol(protocol);
        m_server.setSslConfiguration(tls);
        m_server.listen(QHostAddress::LocalHost, 0);
        connect(&m_server, &QSslServer::pendingConnectionAvailable, this, [this] { accept(); });
    }

    QUrl url(const QString &path = {}) const
    {
        return QUrl(QStringLiteral("https://localhost:%1%2").arg(m_server.serverPort()).arg(path));
    }
    qsizetype count(const QByteArray &method) const
    {
        return std::count_if(requests.begin(), requests.end(),
                             [&](const Request &r) { return r.method == method; });
    }

    static QByteArray answer(int status, const QByteArray &body, const QByteArray &type = "application/json",
                             const QByteArray &more = {})
    {
        return "HTTP/1.1 " + QByteArray::number(status) + " Status\r\nContent-Type: " + type + "\r\n" + more
            + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }
    static QByteArray json(int status, const QJsonObject &object, const QByteArray &more = {})
    {
        return answer(status, QJsonDocument(object).toJson(QJsonDocument::Compact), "application/json", more);
    }

    QSslCertificate ca;
    QList<Request> requests;

private:
    void accept()
    {
        while (auto *socket = m_server.nextPendingConnection()) {
            const int number = ++m_connections;
            auto buffer = std::make_shared<QByteArray>();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, buffer, number] {
                *buffer += socket->readAll();
                while (take(*socket, *buffer, number)) { }
            });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    }

    bool take(QTcpSocket &socket, QByteArray &buffer, int number)
    {
        const qsizetype end = buffer.indexOf("\r\n\r\n");
        if (end < 0)
            return false;
        Request request;
        request.connection = number;
        QList<QByteArray> lines = buffer.first(end).split('\n');
        const QList<QByteArray> start = lines.takeFirst().trimmed().split(' ');
        request.method = start.value(0);
        request.target = start.value(1);
        for (const QByteArray &line : std::as_const(lines)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.insert(line.first(colon).toLower(), line.sliced(colon + 1).trimmed());
        }
        const qsizetype length = request.headers.value("content-length").toLongLong();
        if (buffer.size() < end + 4 + length)
            return false;
        request.body = buffer.sliced(end + 4, length);
        buffer.remove(0, end + 4 + length);
        requests.append(request);
        const QByteArray out = m_handler(request);
        if (out.isEmpty())
            socket.abort();
        else if (out != "hang")
            socket.write(out);
        return true;
    }

    Handler m_handler;
    QSslServer m_server;
    int m_connections = 0;
};
