#include "net/EncryptedBody.h"

#include <QList>
#include <QtEndian>

namespace passerelle::net {

namespace {

constexpr qsizetype mostHead = 4096; // the two text heads
constexpr quint32 mostHeader = 64 * 1024; // of the security library
constexpr qsizetype mostLength = 16 * 1024 * 1024;

// The value of one parameter of a header line, without quotation marks.
QByteArray parameter(const QByteArray &line, const QByteArray &name)
{
    for (const QByteArray &part : line.split(';')) {
        const qsizetype equals = part.indexOf('=');
        if (equals < 0 || part.left(equals).trimmed().compare(name, Qt::CaseInsensitive) != 0)
            continue;
        QByteArray value = part.mid(equals + 1).trimmed();
        if (value.size() >= 2 && value.startsWith('"') && value.endsWith('"'))
            value = value.sliced(1, value.size() - 2);
        return value;
    }
    return {};
}

// A line of the text heads, without its end; moves `at` behind it.
std::optional<QByteArray> takeLine(const QByteArray &body, qsizetype &at)
{
    const qsizetype end = QByteArrayView(body).first(qMin(body.size(), mostHead)).indexOf('\n', at);
    if (end < 0)
        return std::nullopt;
    const QByteArray line = body.sliced(at, end - at).trimmed();
    at = end + 1;
    return line;
}

bool isDelimiter(const QByteArray &line, const QByteArray &boundary)
{
    return line.startsWith("--") && line.sliced(2).trimmed() == boundary;
}

// Where the closing delimiter begins, which ends the body; -1 when it is not there.
qsizetype closingDelimiter(const QByteArray &body, const QByteArray &boundary)
{
    qsizetype end = body.size();
    const auto chop = [&](QByteArrayView tail) {
        const bool there = QByteArrayView(body).first(end).endsWith(tail);
        end -= there ? tail.size() : 0;
        return there;
    };
    while (chop("\r") || chop("\n")) { }
    if (!chop("--") || !chop(boundary))
        return -1;
    while (chop(" ") || chop("\t")) { }
    return chop("--") ? end : -1;
}

// The line "OriginalContent: type=…;charset=…;Length=…"
bool readOriginal(const QByteArray &line, EncryptedBody &out)
{
    const QByteArray value = line.mid(line.indexOf(':') + 1).trimmed();
    bool number = false;
    out.length = parameter(value, "Length").toLongLong(&number);
    out.originalType = parameter(value, "type");
    if (const QByteArray charset = parameter(value, "charset"); !charset.isEmpty())
        out.originalType += ";charset=" + charset;
    return number && out.length >= 0 && out.length <= mostLength && !out.originalType.isEmpty();
}

}

QByteArray EncryptedBody::contentType(const QByteArray &protocol)
{
    return "multipart/encrypted;protocol=\"" + protocol + "\";boundary=\"Encrypted Boundary\"";
}

QByteArray EncryptedBody::toBytes(const QByteArray &protocol) const
{
    QByteArray size(4, Qt::Uninitialized);
    qToLittleEndian(static_cast<quint32>(header.size()), size.data());
    return "--Encrypted Boundary\r\n\tContent-Type: " + protocol + "\r\n\tOriginalContent: type=" + originalType
        + ";Length=" + QByteArray::number(length)
        + "\r\n--Encrypted Boundary\r\n\tContent-Type: application/octet-stream\r\n" + size + header + ciphertext
        + "--Encrypted Boundary--\r\n";
}

bool EncryptedBody::isEncrypted(const QByteArray &contentType)
{
    return contentType.split(';').first().trimmed().toLower() == "multipart/encrypted";
}

std::optional<EncryptedBody> EncryptedBody::read(const QByteArray &contentType, const QByteArray &body)
{
    const QByteArray boundary = parameter(contentType, "boundary");
    if (!isEncrypted(contentType) || boundary.isEmpty())
        return std::nullopt;
    EncryptedBody out;
    bool original = false;
    int delimiters = 0;
    qsizetype at = 0;
    while (true) {
        const std::optional<QByteArray> line = takeLine(body, at);
        if (!line)
            return std::nullopt;
        const QByteArray lower = line->toLower();
        if (isDelimiter(*line, boundary))
            ++delimiters;
        else if (delimiters == 0)
            return std::nullopt;
        else if (delimiters == 1 && lower.startsWith("originalcontent:") && !original)
            original = readOriginal(*line, out);
        else if (delimiters == 2 && lower.startsWith("content-type:"))
            break; // the binary part follows at once, without an empty line
    }
    const qsizetype end = closingDelimiter(body, boundary);
    if (!original || end - at < 4)
        return std::nullopt;
    const quint32 headerSize = qFromLittleEndian<quint32>(body.constData() + at);
    at += 4;
    if (headerSize == 0 || headerSize > mostHeader || headerSize > end - at)
        return std::nullopt;
    out.header = body.sliced(at, headerSize);
    out.ciphertext = body.sliced(at + headerSize, end - at - headerSize);
    return out;
}

}
