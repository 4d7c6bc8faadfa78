#include "auth/LoopbackConnection.h"

#include "core/Secret.h"

namespace passerelle::auth {

LoopbackConnection::LoopbackConnection(QTcpSocket *socket, const LoopbackLimits &limits, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_limits(limits)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(m_limits.header + m_limits.body + 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &LoopbackConnection::onReadyRead);
    connect(m_socket, &QTcpSocket::disconnected, this, &LoopbackConnection::closed);
    // The time of the whole request, not of a pause: a byte now and then does not keep a connection.
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, m_socket, &QTcpSocket::abort);
    m_timer.start(m_limits.idle);
}

LoopbackConnection::~LoopbackConnection()
{
    m_socket->disconnect(this);
    wipe();
}

QByteArray LoopbackConnection::path() const
{
    const qsizetype mark = m_target.indexOf('?');
    return mark < 0 ? m_target : m_target.left(mark);
}

QByteArrayView LoopbackConnection::query() const
{
    const qsizetype mark = m_target.indexOf('?');
    return mark < 0 ? QByteArrayView() : QByteArrayView(m_target).sliced(mark + 1);
}

QByteArray LoopbackConnection::header(const char *name) const
{
    QByteArray found;
    int count = 0;
    for (const auto &[key, value] : m_headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0) {
            found = value;
            ++count;
        }
    }
    return count == 1 ? found : QByteArray();
}

void LoopbackConnection::onReadyRead()
{
    if (m_done) { // answered already: whatever else arrives is thrown away
        m_socket->readAll();
        return;
    }
    m_buffer += m_socket->readAll();
    if (m_method.isEmpty() && !readHead())
        return;
    if (m_buffer.size() < m_bodyLength)
        return;
    m_body = m_buffer.first(m_bodyLength);
    m_done = true;
    emit requestRead();
}

// True once the head has been read and is one we can go on with.
bool LoopbackConnection::readHead()
{
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end > m_limits.header || (end < 0 && m_buffer.size() > m_limits.header)) {
        refuse(431, "Request Header Fields Too Large");
        return false;
    }
    if (end < 0)
        return false;

    const QByteArrayView head = QByteArrayView(m_buffer).first(end);
    qsizetype from = head.indexOf("\r\n");
    const QList<QByteArray> start = head.first(from < 0 ? end : from).toByteArray().split(' ');
    while (from >= 0 && from < end) {
        const qsizetype next = head.indexOf("\r\n", from + 2);
        const QByteArrayView line = head.sliced(from + 2, (next < 0 ? end : next) - from - 2);
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0 || line.first(colon).contains(' ')) {
            refuse(400, "Bad Request");
            return false;
        }
        m_headers.append({ line.first(colon).toByteArray(), line.sliced(colon + 1).toByteArray().trimmed() });
        from = next;
    }
    if (start.size() != 3 || !start[2].startsWith("HTTP/1.") || !start[1].startsWith('/')
        || start[0].isEmpty()) {
        refuse(400, "Bad Request");
        return false;
    }
    m_target = start[1];
    m_method = start[0];
    m_buffer.remove(0, end + 4);
    return readBodyLength();
}

bool LoopbackConnection::readBodyLength()
{
    m_bodyLength = 0;
    if (m_method != "POST")
        return true;
    bool ok = false;
    const QByteArray text = header("Content-Length");
    const qint64 length = text.toLongLong(&ok);
    if (!ok || length < 0 || !header("Transfer-Encoding").isEmpty()) {
        refuse(411, "Length Required");
        return false;
    }
    if (length > m_limits.body) {
        refuse(413, "Content Too Large");
        return false;
    }
    m_bodyLength = length;
    return true;
}

void LoopbackConnection::refuse(int status, const QByteArray &reason)
{
    answer(status, reason, { "Content-Type: text/plain; charset=utf-8" }, reason + "\n");
}

void LoopbackConnection::answer(int status, const QByteArray &reason, const QList<QByteArray> &headers,
                                const QByteArray &content)
{
    m_done = true;
    QByteArray out = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reason + "\r\n";
    for (const QByteArray &line : headers)
        out += line + "\r\n";
    out += "Content-Length: " + QByteArray::number(content.size()) + "\r\n"
        + "Connection: close\r\n"
          "Cache-Control: no-store\r\n"
          "Referrer-Policy: no-referrer\r\n"
          "X-Content-Type-Options: nosniff\r\n"
          "Content-Security-Policy: default-src 'none'\r\n\r\n"
        + content;
    wipe();
    m_socket->write(out);
    m_socket->disconnectFromHost();
}

void LoopbackConnection::wipe()
{
    core::Secret::wipe(m_buffer);
    core::Secret::wipe(m_body);
    core::Secret::wipe(m_target);
}

}
