#pragma once

#include <QByteArray>
#include <QList>

namespace passerelle::net {

struct HttpHeader {
    QByteArray name;
    QByteArray value;
};

// Host, Content-Length, Connection and Accept-Encoding are written by the connection and are not listed here.
struct HttpRequest {
    QByteArray method;
    QByteArray target; // path and query as they go on the wire; empty = those of the connection's base URL
    QList<HttpHeader> headers;
    QByteArray body;
};

struct HttpResponse {
    int status = 0;
    QByteArray reason;
    QList<HttpHeader> headers; // with the cookies and the names of servers that came during the sign-in
    QByteArray body;

    QByteArray header(QByteArrayView name) const; // first one, name in any case; null when absent
    QList<QByteArray> headerAll(QByteArrayView name) const; // in order of arrival
};

}
