#include "net/HttpConnection.h"

#include <QDateTime>
#include <QLocale>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTimer>

namespace lab {

namespace {
constexpr qsizetype maximumHead = 64 * 1024;
constexpr qsizetype maximumBody = 16 * 1024 * 1024;

// Takes a whole chunked body from the front of `input`. Empty result with *ok = true: not complete yet.
QByteArray takeChunked(QByteArray &input, bool *complete, bool *ok)
{
    QByteArray body;
    qsizetype at = 0;
    *complete = false;
    *ok = true;
    for (;;) {
        const qsizetype end = input.indexOf("\r\n", at);
        if (end < 0)
            return {};
        const qsizetype size = input.mid(at, end - at).split(';').first().trimmed().toLongLong(ok, 16);
        if (!*ok || size < 0 || size > maximumBody) {
            *ok = false;
            return {};
        }
        if (input.size() < end + 2 + size + 2)
            return {};
        body += input.mid(end + 2, size);
        at = end + 2 + size + 2;
        if (size == 0) {
            input.remove(0, at);
            *complete = true;
            return body;
        }
    }
}
}

HttpExchange::HttpExchange(HttpRequest r, HttpConnection *connection)
    : request(std::move(r))
    , m_connection(connection)
{
}

void HttpExchange::answer(const HttpResponse &response)
{
    if (m_ended)
        return;
    m_ended = true;
    const bool reachable = m_connection;
    if (onEnd)
        onEnd(reachable ? response.status : 0);
    if (reachable)
        m_connection->send(response);
}

void HttpExchange::drop()
{
    if (m_ended)
        return;
    m_ended = true;
    if (onEnd)
        onEnd(0);
    if (m_connection)
        m_connection->abort();
}

bool HttpExchange::alive() const
{
    return !m_ended && m_connection;
}

ConnectionState *HttpExchange::state() const
{
    return m_connection ? m_connection->state.get() : nullptr;
}

void HttpExchange::setState(std::unique_ptr<ConnectionState> state)
{
    if (m_connection)
        m_connection->state = std::move(state);
}

HttpConnection::HttpConnection(QTcpSocket *socket, quint64 number, HttpHandler handler, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_number(number)
    , m_handler(std::move(handler))
{
    socket->setParent(this);
    if (const auto *secure = qobject_cast<QSslSocket *>(socket)) {
        m_secure = true;
        m_certificate = secure->localCertificate().toDer();
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(socket, &QTcpSocket::readyRead, this, &HttpConnection::read);
    connect(socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    connect(socket, &QTcpSocket::errorOccurred, this, &QObject::deleteLater);
    if (socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &HttpConnection::read, Qt::QueuedConnection);
}

void HttpConnection::read()
{
    m_input += m_socket->readAll();
    if (m_busy)
        return;
    if (!m_headRead && !readHead())
        return;
    if (!readBody())
        return;
    m_headRead = false;
    m_busy = true;
    const auto exchange = std::make_shared<HttpExchange>(std::move(m_request), this);
    m_request = {};
    m_handler(exchange);
}

bool HttpConnection::readHead()
{
    const qsizetype end = m_input.indexOf("\r\n\r\n");
    if (end < 0) {
        if (m_input.size() > maximumHead)
            refuse(400);
        return false;
    }
    const QList<QByteArray> lines = m_input.left(end).split('\n');
    m_input.remove(0, end + 4);
    const QList<QByteArray> first = lines.first().trimmed().split(' ');
    if (first.size() != 3 || !first.at(2).startsWith("HTTP/1.")) {
        refuse(400);
        return false;
    }
    m_request = {};
    m_request.method = first.at(0);
    m_request.target = first.at(1);
    m_request.connection = m_number;
    m_request.secure = m_secure;
    m_request.serverCertificate = m_certificate;
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0) {
            refuse(400);
            return false;
        }
        m_request.headers.emplaceBack(line.left(colon), line.mid(colon + 1).trimmed());
    }
    m_closeAfter = m_request.header("Connection").compare("close", Qt::CaseInsensitive) == 0;
    if (m_request.header("Expect").compare("100-continue", Qt::CaseInsensitive) == 0)
        m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
    m_headRead = true;
    return true;
}

bool HttpConnection::readBody()
{
    if (m_request.header("Transfer-Encoding").compare("chunked", Qt::CaseInsensitive) == 0) {
        bool complete = false;
        bool ok = false;
        m_request.body = takeChunked(m_input, &complete, &ok);
        if (!ok)
            refuse(400);
        return complete;
    }
    bool ok = true;
    const QByteArray length = m_request.header("Content-Length");
    const qsizetype size = length.isEmpty() ? 0 : length.toLongLong(&ok);
    if (!ok || size < 0 || size > maximumBody) {
        refuse(ok && size > 0 ? 413 : 400);
        return false;
    }
    if (m_input.size() < size)
        return false;
    m_request.body = m_input.left(size);
    m_input.remove(0, size);
    return true;
}

void HttpConnection::refuse(int status)
{
    m_closeAfter = true;
    m_busy = true;
    m_input.clear();
    send(HttpResponse::html(status, "<html><body><h1>" + reasonPhrase(status) + "</h1></body></html>"));
}

void HttpConnection::send(const HttpResponse &response)
{
    QByteArray head =
        "HTTP/1.1 " + QByteArray::number(response.status) + ' ' + reasonPhrase(response.status) + "\r\n";
    for (const auto &[name, value] : response.headers)
        head += name + ": " + value + "\r\n";
    const bool dated = std::any_of(response.headers.begin(), response.headers.end(),
                                   [](const auto &header) { return header.first == "Date"; });
    if (!dated)
        head += "Date: "
            + QLocale::c().toString(QDateTime::currentDateTimeUtc(), "ddd, dd MMM yyyy hh:mm:ss").toLatin1()
            + " GMT\r\n";
    QByteArray body = response.body;
    if (response.status == 204) {
        body.clear();
    } else if (response.chunked) {
        head += "Transfer-Encoding: chunked\r\n";
        QByteArray chunks;
        for (qsizetype i = 0; i < response.body.size(); i += 1000) {
            const QByteArray piece = response.body.mid(i, 1000);
            chunks += QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
        }
        body = chunks + "0\r\n\r\n";
    } else {
        head += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    }
    if (m_closeAfter)
        head += "Connection: close\r\n";
    if (response.cutAfter >= 0 || response.halved) {
        body.truncate(response.halved ? body.size() / 2 : response.cutAfter);
        m_closeAfter = true;
    }
    if (response.pieceBytes > 0) {
        m_socket->write(head + "\r\n");
        return sendPieces(body, response.pieceBytes, response.pieceMs);
    }
    m_socket->write(head + "\r\n" + body);
    sent();
}

void HttpConnection::sendPieces(const QByteArray &body, qsizetype size, int everyMs)
{
    m_socket->write(body.left(size));
    if (body.size() <= size)
        return sent();
    QTimer::singleShot(everyMs, this,
                       [this, rest = body.mid(size), size, everyMs] { sendPieces(rest, size, everyMs); });
}

void HttpConnection::sent()
{
    m_busy = false;
    if (m_closeAfter) {
        m_socket->flush();
        m_socket->disconnectFromHost();
        return;
    }
    if (!m_input.isEmpty())
        QMetaObject::invokeMethod(this, &HttpConnection::read, Qt::QueuedConnection);
}

void HttpConnection::abort()
{
    m_socket->abort();
    deleteLater();
}

}
