#include "lab/test/RawHttp.h"

#include <QSslConfiguration>
#include <QUrl>

RawHttp::RawHttp(const QString &url, const QSslConfiguration &tls, const QString &verifyName)
    : m_socket(std::make_unique<QSslSocket>())
{
    const QUrl where(url);
    m_socket->setProxy(QNetworkProxy::NoProxy);
    QObject::connect(m_socket.get(), &QSslSocket::sslErrors, m_socket.get(), [this](const QList<QSslError> &errors) {
        m_errors = errors;
        m_socket->ignoreSslErrors();
    });
    const auto port = quint16(where.port());
    if (where.scheme() == "https") {
        m_socket->setSslConfiguration(tls);
        m_socket->connectToHostEncrypted("127.0.0.1", port, verifyName);
        m_connected = m_socket->waitForEncrypted(10000);
    } else {
        m_socket->connectToHost("127.0.0.1", port);
        m_connected = m_socket->waitForConnected(10000);
    }
}

QList<QByteArray> RawHttp::Answer::all(const QByteArray &name) const
{
    QList<QByteArray> values;
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            values << value;
    }
    return values;
}

RawHttp::Answer RawHttp::send(const QByteArray &method, const QByteArray &path, const Headers &headers,
                              const QByteArray &body)
{
    QByteArray request = method + ' ' + path + " HTTP/1.1\r\nHost: ex1.contoso.fr\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n";
    for (const auto &[name, value] : headers)
        request += name + ": " + value + "\r\n";
    m_socket->write(request + "\r\n" + body);
    Answer answer;
    QByteArray input;
    while (!input.contains("\r\n\r\n")) {
        if (!m_socket->waitForReadyRead(10000))
            return answer;
        input += m_socket->readAll();
    }
    const qsizetype end = input.indexOf("\r\n\r\n");
    const QList<QByteArray> lines = input.left(end).split('\n');
    answer.status = lines.first().split(' ').value(1).toInt();
    for (const QByteArray &line : lines.mid(1))
        answer.headers.emplaceBack(line.left(line.indexOf(':')), line.mid(line.indexOf(':') + 1).trimmed());
    const qsizetype length = answer.header("Content-Length").toLongLong();
    answer.body = input.mid(end + 4);
    while (answer.body.size() < length && m_socket->waitForReadyRead(10000))
        answer.body += m_socket->readAll();
    answer.complete = answer.body.size() == length;
    return answer;
}
