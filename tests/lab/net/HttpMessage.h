#pragma once

#include <QByteArray>
#include <QJsonValue>
#include <QList>
#include <QPair>
#include <QString>

namespace lab {

using HttpHeaders = QList<QPair<QByteArray, QByteArray>>;

struct HttpRequest {
    QByteArray method;
    QByteArray target; // as received: path and query
    HttpHeaders headers;
    QByteArray body;
    quint64 connection = 0; // 1, 2, 3… in the order the connections were accepted, over all listeners
    bool secure = false; // over TLS; then with the server's certificate:
    QByteArray serverCertificate; // DER

    QString path() const; // percent-decoded, without the query
    QByteArray query() const; // raw, after '?'
    QByteArray header(const char *name) const; // first one; empty when absent
    bool has(const char *name) const;
    QByteArray mediaType() const; // of Content-Type, lower case, no parameters
};

struct HttpResponse {
    int status = 200;
    HttpHeaders headers;
    QByteArray body;
    bool chunked = false;
    qsizetype cutAfter = -1; // ≥ 0: only so many body bytes leave, then the connection breaks
    bool halved = false; // the same, in the middle of the body
    qsizetype pieceBytes = 0; // > 0: the body leaves in such pieces, one every
    int pieceMs = 0; // milliseconds

    static HttpResponse json(int status, const QJsonValue &value, HttpHeaders headers = {});
    static HttpResponse html(int status, const QByteArray &body, HttpHeaders headers = {});
    static HttpResponse text(int status, const QByteArray &body);
};

QByteArray reasonPhrase(int status);

// application/x-www-form-urlencoded, '+' means space. False when malformed or a name appears twice.
bool parseForm(const QByteArray &text, QList<QPair<QString, QString>> *fields);
QString formValue(const QList<QPair<QString, QString>> &fields, const QString &name);
bool formHas(const QList<QPair<QString, QString>> &fields, const QString &name);

}
