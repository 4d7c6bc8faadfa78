#include "net/HttpMessage.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QUrl>

namespace lab {

QString HttpRequest::path() const
{
    const qsizetype mark = target.indexOf('?');
    return QUrl::fromPercentEncoding(mark < 0 ? target : target.left(mark));
}

QByteArray HttpRequest::query() const
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? QByteArray() : target.mid(mark + 1);
}

QByteArray HttpRequest::header(const char *name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

bool HttpRequest::has(const char *name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

QByteArray HttpRequest::mediaType() const
{
    const QByteArray type = header("Content-Type");
    const qsizetype end = type.indexOf(';');
    return (end < 0 ? type : type.left(end)).trimmed().toLower();
}

HttpResponse HttpResponse::json(int status, const QJsonValue &value, HttpHeaders headers)
{
    headers.prepend({"Content-Type", "application/json; charset=utf-8"});
    const QJsonDocument document =
        value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    HttpResponse response;
    response.status = status;
    response.headers = headers;
    response.body = document.toJson(QJsonDocument::Compact);
    return response;
}

HttpResponse HttpResponse::html(int status, const QByteArray &body, HttpHeaders headers)
{
    headers.prepend({"Content-Type", "text/html; charset=utf-8"});
    HttpResponse response;
    response.status = status;
    response.headers = headers;
    response.body = body;
    return response;
}

HttpResponse HttpResponse::text(int status, const QByteArray &body)
{
    HttpResponse response;
    response.status = status;
    response.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
    response.body = body;
    return response;
}

QByteArray reasonPhrase(int status)
{
    static const QHash<int, QByteArray> phrases = {
        {200, "OK"},
        {201, "Created"},
        {204, "No Content"},
        {302, "Found"},
        {303, "See Other"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {407, "Proxy Authentication Required"},
        {409, "Conflict"},
        {413, "Payload Too Large"},
        {415, "Unsupported Media Type"},
        {424, "Failed Dependency"},
        {429, "Too Many Requests"},
        {500, "Internal Server Error"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
    };
    return phrases.value(status, "Status");
}

bool parseForm(const QByteArray &text, QList<QPair<QString, QString>> *fields)
{
    fields->clear();
    QSet<QString> seen;
    if (text.isEmpty())
        return true;
    const auto decode = [](QByteArray part) { return QUrl::fromPercentEncoding(part.replace('+', ' ')); };
    for (const QByteArray &pair : text.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals <= 0)
            return false;
        const QString name = decode(pair.left(equals));
        if (seen.contains(name))
            return false;
        seen.insert(name);
        fields->emplaceBack(name, decode(pair.mid(equals + 1)));
    }
    return true;
}

QString formValue(const QList<QPair<QString, QString>> &fields, const QString &name)
{
    for (const auto &[key, value] : fields) {
        if (key == name)
            return value;
    }
    return {};
}

bool formHas(const QList<QPair<QString, QString>> &fields, const QString &name)
{
    for (const auto &[key, value] : fields) {
        if (key == name)
            return true;
    }
    return false;
}

}
