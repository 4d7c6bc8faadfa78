#include "net/RequestHead.h"

namespace passerelle::net {

QByteArray requestHead(const QUrl &base, const HttpRequest &request)
{
    QByteArray target = request.target;
    if (target.isEmpty()) {
        target = base.path(QUrl::FullyEncoded).toLatin1();
        if (target.isEmpty())
            target = "/";
        if (base.hasQuery())
            target += '?' + base.query(QUrl::FullyEncoded).toLatin1();
    }
    QByteArray lines;
    qsizetype room = target.size() + request.body.size() + 1024;
    for (const HttpHeader &header : request.headers)
        room += header.name.size() + header.value.size() + 4;
    lines.reserve(room); // once: a buffer that is outgrown leaves a password behind
    lines += request.method + ' ' + target + " HTTP/1.1\r\nHost: ";
    const QByteArray host = base.host(QUrl::FullyEncoded).toLatin1();
    lines += host.contains(':') ? '[' + host + ']' : host;
    if (base.port() > 0)
        lines += ':' + QByteArray::number(base.port());
    lines += "\r\nConnection: Keep-Alive\r\nAccept-Encoding: identity\r\n";
    for (const HttpHeader &header : request.headers)
        lines += header.name + ": " + header.value + "\r\n";
    if (!request.body.isEmpty() || (request.method != "GET" && request.method != "HEAD"))
        lines += "Content-Length: " + QByteArray::number(request.body.size()) + "\r\n";
    lines += "\r\n";
    return lines;
}

}
