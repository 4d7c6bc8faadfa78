#include "kerberos/KerberosFront.h"

#include <QtEndian>

namespace passerelle::test {

namespace {

QByteArray protocolOf(const QByteArray &scheme)
{
    return scheme == "Kerberos" ? "application/HTTP-Kerberos-session-encrypted"
                                : "application/HTTP-SPNEGO-session-encrypted";
}

gss_buffer_desc bufferOf(const QByteArray &bytes)
{
    return { static_cast<std::size_t>(bytes.size()), const_cast<char *>(bytes.constData()) };
}

QByteArray bytesOf(const gss_buffer_desc &buffer)
{
    return QByteArray(static_cast<const char *>(buffer.value), static_cast<qsizetype>(buffer.length));
}

}

KerberosFront::KerberosFront(bool tls)
    : server([this](const ServerRequest &request) { return answer(request); })
{
    if (tls)
        server.useTls(identity);
}

KerberosFront::~KerberosFront()
{
    OM_uint32 minor = 0;
    for (auto &[number, connection] : m_connections)
        gss_delete_sec_context(&minor, &connection.context, GSS_C_NO_BUFFER);
}

ServerReply KerberosFront::refuse(const QByteArray &why)
{
    refused.append(why);
    return ServerReply::make(500, "text/html", why);
}

ServerReply KerberosFront::unauthorized(const QByteArray &token) const
{
    QByteArray headers = moreHeaders;
    for (const QByteArray &offer : offers)
        headers += "WWW-Authenticate: " + offer + (token.isEmpty() ? QByteArray() : ' ' + token.toBase64()) + "\r\n";
    return ServerReply::make(401, "text/html", "no", headers);
}

ServerReply KerberosFront::answer(const ServerRequest &request)
{
    Connection &connection = m_connections[request.connection];
    if (!request.header("Authorization").isEmpty())
        return signIn(request, connection);
    if (!connection.complete)
        return unauthorized();
    if (!request.header("Content-Type").startsWith("multipart/encrypted")) {
        encrypted.append(false);
        return plainInTls ? exchange.answer(request) : plainRefusal;
    }
    encrypted.append(true);
    const std::optional<QByteArray> plain = decrypt(request, connection);
    if (!plain)
        return refuse("cannot be decrypted");
    ServerRequest inner = request;
    inner.body = *plain;
    const ServerReply reply = exchange.answer(inner);
    if (const ServerReply other = instead ? instead(*plain) : ServerReply(); !other.bytes.isEmpty())
        return other;
    return answerPlain || reply.bytes.isEmpty() ? reply : encrypt(reply, connection);
}

ServerReply KerberosFront::signIn(const ServerRequest &request, Connection &connection)
{
    const QByteArray header = request.header("Authorization");
    connection.scheme = header.left(header.indexOf(' '));
    if (!offers.contains(connection.scheme))
        return unauthorized();
    const QByteArray token = QByteArray::fromBase64(header.mid(connection.scheme.size() + 1));
    if (connection.complete) { // a second sign-in on the connection starts over
        OM_uint32 ignored = 0;
        gss_delete_sec_context(&ignored, &connection.context, GSS_C_NO_BUFFER);
        connection.complete = false;
    }
    gss_buffer_desc input = bufferOf(token);
    gss_buffer_desc output = GSS_C_EMPTY_BUFFER;
    gss_channel_bindings_struct bindings{};
    bindings.application_data = bufferOf(binding);
    OM_uint32 minor = 0;
    OM_uint32 flags = 0;
    const OM_uint32 major = gss_accept_sec_context(
        &minor, &connection.context, GSS_C_NO_CREDENTIAL, &input,
        binding.isEmpty() ? GSS_C_NO_CHANNEL_BINDINGS : &bindings, nullptr, nullptr, &output, &flags, nullptr, nullptr);
    const QByteArray reply = bytesOf(output);
    gss_release_buffer(&minor, &output);
    if (GSS_ERROR(major)) {
        refused.append("token");
        gss_delete_sec_context(&minor, &connection.context, GSS_C_NO_BUFFER);
        return unauthorized();
    }
    if (major != GSS_S_COMPLETE)
        return unauthorized(reply);
    ++signIns;
    if (!admits)
        return unauthorized(reply);
    connection.complete = true;
    const QByteArray proof = "WWW-Authenticate: " + connection.scheme + ' ' + reply.toBase64() + "\r\n";
    if (request.body.isEmpty())
        return ServerReply::make(200, {}, {}, proveIdentity ? proof : QByteArray());
    encrypted.append(false);
    ServerReply inner = plainInTls ? exchange.answer(request) : plainRefusal;
    if (proveIdentity)
        inner.bytes.insert(inner.bytes.indexOf("\r\n") + 2, proof);
    return inner;
}

// The request byte for byte as psrp.md 3.3 draws it, and the token as an IOV peer takes it.
std::optional<QByteArray> KerberosFront::decrypt(const ServerRequest &request, Connection &connection)
{
    const QByteArray protocol = protocolOf(connection.scheme);
    if (request.header("Content-Type")
        != "multipart/encrypted;protocol=\"" + protocol + "\";boundary=\"Encrypted Boundary\"")
        return std::nullopt;
    const QByteArray first = "--Encrypted Boundary\r\n\tContent-Type: " + protocol
        + "\r\n\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=";
    const QByteArray second = "\r\n--Encrypted Boundary\r\n\tContent-Type: application/octet-stream\r\n";
    const QByteArray last = "--Encrypted Boundary--\r\n";
    const qsizetype at = request.body.indexOf(second);
    if (!request.body.startsWith(first) || at < 0 || !request.body.endsWith(last))
        return std::nullopt;
    const qsizetype length = request.body.sliced(first.size(), at - first.size()).toLongLong();
    QByteArray rest = request.body.sliced(at + second.size());
    rest.chop(last.size());
    const quint32 size = qFromLittleEndian<quint32>(rest.constData());
    QByteArray header = rest.sliced(4, size);
    QByteArray data = rest.sliced(4 + size);
    gss_iov_buffer_desc parts[3]{};
    parts[0].type = GSS_IOV_BUFFER_TYPE_HEADER;
    parts[0].buffer = bufferOf(header);
    parts[1].type = GSS_IOV_BUFFER_TYPE_DATA;
    parts[1].buffer = bufferOf(data);
    parts[2].type = GSS_IOV_BUFFER_TYPE_PADDING;
    OM_uint32 minor = 0;
    int confidential = 0;
    const OM_uint32 major = gss_unwrap_iov(&minor, connection.context, &confidential, nullptr, parts, 3);
    if (major != GSS_S_COMPLETE || !confidential || size != 60)
        return std::nullopt;
    const QByteArray plain = bytesOf(parts[1].buffer);
    return plain.size() == length ? std::optional(QByteArray(plain.constData(), plain.size())) : std::nullopt;
}

ServerReply KerberosFront::encrypt(const ServerReply &plain, Connection &connection)
{
    const qsizetype end = plain.bytes.indexOf("\r\n\r\n");
    const QList<QByteArray> lines = plain.bytes.first(end).replace("\r\n", "\n").split('\n');
    QByteArray body = plain.bytes.sliced(end + 4);
    if (body.isEmpty())
        return plain;
    const qsizetype length = body.size();
    gss_iov_buffer_desc parts[3]{};
    parts[0].type = GSS_IOV_BUFFER_TYPE_HEADER | GSS_IOV_BUFFER_FLAG_ALLOCATE;
    parts[1].type = GSS_IOV_BUFFER_TYPE_DATA;
    body.detach();
    parts[1].buffer = { static_cast<std::size_t>(body.size()), body.data() };
    parts[2].type = GSS_IOV_BUFFER_TYPE_PADDING | GSS_IOV_BUFFER_FLAG_ALLOCATE;
    OM_uint32 minor = 0;
    gss_wrap_iov(&minor, connection.context, 1, GSS_C_QOP_DEFAULT, nullptr, parts, 3);
    const QByteArray header = bytesOf(parts[0].buffer);
    gss_release_iov_buffer(&minor, parts, 3);
    QByteArray size(4, '\0');
    qToLittleEndian(static_cast<quint32>(header.size()), size.data());
    const QByteArray protocol = protocolOf(connection.scheme);
    const QByteArray dash = strayBlank ? "-- " : "--";
    QByteArray out = dash + "Encrypted Boundary\r\n\tContent-Type: " + protocol
        + "\r\n\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=" + QByteArray::number(length) + "\r\n"
        + dash + "Encrypted Boundary\r\n\tContent-Type: application/octet-stream\r\n" + size + header + body + dash
        + "Encrypted Boundary--\r\n";
    if (spoil)
        out = spoil(out);
    ServerReply reply = plain;
    reply.bytes = lines.first() + "\r\nContent-Type: multipart/encrypted;protocol=\"" + protocol
        + "\";boundary=\"Encrypted Boundary\"\r\n";
    for (const QByteArray &line : lines.sliced(1)) {
        if (!line.startsWith("Content-"))
            reply.bytes += line + "\r\n";
    }
    reply.bytes += "Content-Length: " + QByteArray::number(out.size()) + "\r\n\r\n" + out;
    return reply;
}

}
