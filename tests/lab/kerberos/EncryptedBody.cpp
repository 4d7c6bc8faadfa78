#include "kerberos/EncryptedBody.h"

#include <QRegularExpression>
#include <QtEndian>

namespace lab {

namespace {
const QByteArray closing = "--Encrypted Boundary--\r\n";
const char typePattern[] =
    "^multipart/encrypted;\\s*protocol=\"([^\"]+)\";\\s*boundary=\"Encrypted Boundary\"$";
const char headPattern[] =
    "^--Encrypted Boundary\r\n"
    "\tContent-Type: ([^\r\n]+)\r\n"
    "\tOriginalContent: type=application/soap\\+xml;charset=UTF-8;Length=(\\d{1,9})\r\n"
    "--Encrypted Boundary\r\n"
    "\tContent-Type: application/octet-stream\r\n";
}

std::optional<EncryptedBody> readEncryptedBody(const QByteArray &contentType, const QByteArray &body,
                                               QString *problem)
{
    static const QRegularExpression type(typePattern, QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression head(headPattern);
    const auto typeMatch = type.match(QString::fromLatin1(contentType));
    const auto headMatch = head.match(QString::fromLatin1(body.left(512)));
    if (!typeMatch.hasMatch() || !headMatch.hasMatch() || !body.endsWith(closing)) {
        *problem = "the parts of the encrypted body are not in order";
        return std::nullopt;
    }
    EncryptedBody found;
    found.protocol = typeMatch.captured(1).toLatin1();
    if (headMatch.captured(1).toLatin1() != found.protocol) {
        *problem = "two protocols in one body";
        return std::nullopt;
    }
    found.length = headMatch.captured(2).toInt();
    const qsizetype from = headMatch.capturedEnd();
    const QByteArray binary = body.mid(from, body.size() - closing.size() - from);
    const quint32 headerSize = binary.size() < 4 ? 0 : qFromLittleEndian<quint32>(binary.constData());
    if (headerSize == 0 || headerSize > quint32(binary.size() - 4)) {
        *problem = "the length of the security header is wrong";
        return std::nullopt;
    }
    found.sealed = {binary.mid(4, headerSize), binary.mid(4 + qsizetype(headerSize))};
    return found;
}

QByteArray encryptedContentType(const QByteArray &protocol)
{
    return "multipart/encrypted;protocol=\"" + protocol + "\";boundary=\"Encrypted Boundary\"";
}

QByteArray writeEncryptedBody(const EncryptedBody &body, bool space)
{
    const QByteArray delimiter = space ? "-- Encrypted Boundary" : "--Encrypted Boundary";
    QByteArray size(4, '\0');
    qToLittleEndian(quint32(body.sealed.header.size()), size.data());
    return delimiter + "\r\n\tContent-Type: " + body.protocol
        + "\r\n\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length="
        + QByteArray::number(body.length) + "\r\n" + delimiter
        + "\r\n\tContent-Type: application/octet-stream\r\n" + size + body.sealed.header + body.sealed.data
        + delimiter + "--\r\n";
}

}
