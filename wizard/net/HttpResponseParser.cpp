#include "net/HttpResponseParser.h"

#include "net/Inflate.h"

namespace passerelle::net {

namespace {

bool isToken(const QByteArray &name)
{
    static constexpr QByteArrayView punctuation = "!#$%&'*+-.^_`|~";
    for (const char c : name) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!plain && !punctuation.contains(c))
            return false;
    }
    return !name.isEmpty();
}

// The elements of a comma-separated header that may be repeated, in lower case.
QList<QByteArray> listElements(const HttpResponse &response, QByteArrayView name)
{
    QList<QByteArray> elements;
    for (const QByteArray &value : response.headerAll(name)) {
        for (const QByteArray &element : value.split(','))
            elements.append(element.trimmed().toLower());
    }
    return elements;
}

// A plain decimal or hexadecimal number below 2^48; -1 for anything else, signs and blanks included.
qint64 strictNumber(QByteArrayView text, int base)
{
    if (text.isEmpty() || text.size() > 15)
        return -1;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        const bool hex = base == 16 && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'));
        if (!digit && !hex)
            return -1;
    }
    bool ok = false;
    const qint64 number = text.toByteArray().toLongLong(&ok, base);
    return ok && number < (qint64(1) << 48) ? number : -1;
}

}

HttpResponseParser::HttpResponseParser(QByteArrayView requestMethod, const Limits &limits)
    : m_limits(limits)
    , m_headRequest(requestMethod == "HEAD")
{
}

HttpResponseParser::State HttpResponseParser::feed(QByteArrayView bytes)
{
    m_started = m_started || !bytes.isEmpty();
    if (m_state == State::Done || m_state == State::Failed) {
        m_keepAlive = m_keepAlive && bytes.isEmpty();
        return m_state;
    }
    m_buffer.append(bytes);
    if (m_state == State::Head)
        readLines();
    if (m_state == State::Body)
        readBody();
    if (m_state == State::Done && !m_buffer.isEmpty())
        m_keepAlive = false;
    return m_state;
}

HttpResponseParser::State HttpResponseParser::finish()
{
    m_keepAlive = false;
    if (m_state == State::Body && m_framing == Framing::UntilClose)
        complete();
    else if (m_state != State::Done && m_state != State::Failed)
        fail(m_started ? "the connection was closed in the middle of the answer"
                       : "the connection was closed");
    return m_state;
}

bool HttpResponseParser::takeLine(QByteArray &line)
{
    const qsizetype end = m_buffer.indexOf('\n');
    const qsizetype size = end < 0 ? m_buffer.size() : end + 1;
    if (m_headSize + size > m_limits.head) {
        fail("header too large", true);
        return false;
    }
    if (end < 0)
        return false;
    m_headSize += size;
    line = m_buffer.first(end);
    if (line.endsWith('\r'))
        line.chop(1);
    m_buffer.remove(0, size);
    return true;
}

void HttpResponseParser::readLines()
{
    QByteArray line;
    while (m_state == State::Head && takeLine(line))
        headLine(line);
}

void HttpResponseParser::headLine(const QByteArray &line)
{
    if (line.contains('\0') || line.contains('\r'))
        fail("malformed header");
    else if (!m_haveStatus)
        statusLine(line);
    else if (line.isEmpty())
        headComplete();
    else
        headerLine(line);
}

void HttpResponseParser::statusLine(const QByteArray &line)
{
    // HTTP/1.1 200 OK
    const bool version = line.startsWith("HTTP/1.1 ") || line.startsWith("HTTP/1.0 ");
    const qint64 status =
        version ? strictNumber(QByteArrayView(line).sliced(9, qMin<qsizetype>(3, line.size() - 9)), 10) : -1;
    if (status < 100 || status > 599 || (line.size() > 12 && line[12] != ' ')) {
        fail("this is not an HTTP/1.1 answer");
        return;
    }
    m_haveStatus = true;
    m_keepAlive = line.startsWith("HTTP/1.1");
    m_response = {};
    m_response.status = static_cast<int>(status);
    m_response.reason = line.mid(13);
}

void HttpResponseParser::headerLine(const QByteArray &line)
{
    if (line.startsWith(' ') || line.startsWith('\t')) { // obsolete folding: part of the value before
        if (m_response.headers.isEmpty())
            fail("malformed header");
        else
            m_response.headers.last().value += ' ' + line.trimmed();
        return;
    }
    const qsizetype colon = line.indexOf(':');
    const QByteArray name = line.left(qMax<qsizetype>(colon, 0));
    if (!isToken(name)) {
        fail("malformed header");
        return;
    }
    m_response.headers.append({ name, line.mid(colon + 1).trimmed() });
}

void HttpResponseParser::headComplete()
{
    m_haveStatus = false;
    if (m_response.status == 101) {
        fail("protocol change not asked for");
        return;
    }
    if (m_response.status < 200)
        return; // an interim answer: the next status line follows
    const QList<QByteArray> connection = listElements(m_response, "Connection");
    if (connection.contains("close"))
        m_keepAlive = false;
    else if (connection.contains("keep-alive"))
        m_keepAlive = true;
    chooseFraming();
}

void HttpResponseParser::chooseFraming()
{
    m_state = State::Body;
    const QList<QByteArray> codings = listElements(m_response, "Transfer-Encoding");
    const QList<QByteArray> lengths = listElements(m_response, "Content-Length");
    if (m_headRequest || m_response.status == 204 || m_response.status == 304) {
        complete();
    } else if (!codings.isEmpty()) {
        if (codings != QList<QByteArray>{ "chunked" })
            return fail("transfer coding not supported");
        if (!lengths.isEmpty())
            m_keepAlive = false; // one of the two is a lie
        m_framing = Framing::Chunked;
    } else if (!lengths.isEmpty()) {
        m_framing = Framing::Length;
        m_left = strictNumber(lengths.first(), 10);
        if (m_left < 0 || lengths.count(lengths.first()) != lengths.size())
            return fail("malformed Content-Length");
        if (m_left > m_limits.body)
            return fail("answer too large", true);
    } else {
        m_framing = Framing::UntilClose;
        m_keepAlive = false;
    }
}

void HttpResponseParser::readBody()
{
    switch (m_framing) {
    case Framing::None:
        break;
    case Framing::Length:
        m_left -= takeBody(m_left);
        if (m_left == 0)
            complete();
        break;
    case Framing::UntilClose:
        takeBody(m_buffer.size());
        break;
    case Framing::Chunked:
        readChunked();
        break;
    }
}

// Moves up to `wanted` bytes into the body.
qsizetype HttpResponseParser::takeBody(qsizetype wanted)
{
    const qsizetype size = qMin(wanted, m_buffer.size());
    if (m_response.body.size() + size > m_limits.body) {
        fail("answer too large", true);
        return 0;
    }
    if (size == m_buffer.size()) {
        m_response.body.append(m_buffer);
        m_buffer.clear();
    } else {
        m_response.body.append(m_buffer.constData(), size);
        m_buffer.remove(0, size);
    }
    return size;
}

void HttpResponseParser::readChunked()
{
    while (m_state == State::Body) {
        if (m_chunk == Chunk::Data) {
            m_left -= takeBody(m_left);
            if (m_state != State::Body || m_left > 0)
                return;
            m_chunk = Chunk::DataEnd;
        }
        QByteArray line;
        if (m_chunk != Chunk::Trailer)
            m_headSize = qMin(m_headSize, m_limits.head / 2); // a long body has many size lines
        if (!takeLine(line))
            return;
        chunkLine(line);
    }
}

void HttpResponseParser::chunkLine(const QByteArray &line)
{
    switch (m_chunk) {
    case Chunk::Size: {
        const qsizetype extension = line.indexOf(';');
        m_left = strictNumber(line.left(extension < 0 ? line.size() : extension).trimmed(), 16);
        if (m_left < 0)
            return fail("malformed chunk");
        if (m_left > m_limits.body - m_response.body.size())
            return fail("answer too large", true);
        m_chunk = m_left == 0 ? Chunk::Trailer : Chunk::Data;
        break;
    }
    case Chunk::DataEnd:
        if (!line.isEmpty())
            return fail("malformed chunk");
        m_chunk = Chunk::Size;
        break;
    case Chunk::Trailer:
        if (line.isEmpty())
            complete();
        break;
    case Chunk::Data:
        break;
    }
}

void HttpResponseParser::complete()
{
    const QList<QByteArray> codings = listElements(m_response, "Content-Encoding");
    const bool plain =
        codings.isEmpty() || codings == QList<QByteArray>{ "identity" } || m_response.body.isEmpty();
    if (!plain) {
        const bool known = codings.size() == 1
            && (codings.first() == "gzip" || codings.first() == "x-gzip" || codings.first() == "deflate");
        std::optional<QByteArray> inflated;
        if (known)
            inflated = inflate(m_response.body, m_limits.body);
        if (!inflated)
            return fail(known ? "compressed answer damaged or too large" : "content coding not supported",
                        known);
        m_response.body = std::move(*inflated);
    }
    m_state = State::Done;
}

void HttpResponseParser::fail(const char *reason, bool large)
{
    m_state = State::Failed;
    m_keepAlive = false;
    m_tooLarge = large;
    m_error = QString::fromLatin1(reason);
    m_buffer.clear();
    m_response = {};
}

}
