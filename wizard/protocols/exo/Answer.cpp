#include "protocols/exo/Answer.h"

#include "core/Scrub.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace passerelle::exo {

namespace {

constexpr int deepest = 32; // levels; what lies deeper is dropped

QJsonValue plain(const QJsonValue &value, int depth);

QJsonObject plainObject(const QJsonObject &object, int depth)
{
    QJsonObject out;
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it.key().contains(u'@')) // "Guid@odata.type", "Guid@data.type", "@odata.etag"
            out.insert(it.key(), plain(it.value(), depth + 1));
    }
    return out;
}

QJsonValue plain(const QJsonValue &value, int depth)
{
    if (depth > deepest)
        return QJsonValue::Null;
    if (value.isObject())
        return plainObject(value.toObject(), depth);
    if (!value.isArray())
        return value;
    QJsonArray out;
    for (const QJsonValue part : value.toArray())
        out.append(plain(part, depth + 1));
    return out;
}

QStringList texts(const QJsonValue &value)
{
    QStringList out;
    for (const QJsonValue part : value.toArray()) {
        const QString text = core::displayable(part.toString(), 2000).trimmed();
        if (!text.isEmpty())
            out << text;
    }
    return out;
}

}

QJsonObject withoutNotes(const QJsonObject &object)
{
    return plainObject(object, 0);
}

std::optional<Page> parsePage(const auth::HttpReply &reply)
{
    const QJsonObject body = QJsonDocument::fromJson(reply.body).object();
    const QJsonValue value = body[QLatin1String("value")];
    if (!value.isArray())
        return std::nullopt;
    Page page;
    for (const QJsonValue entry : value.toArray())
        page.objects << withoutNotes(entry.toObject());
    page.warnings = texts(body[QLatin1String("@adminapi.warnings")]);
    if (page.warnings.isEmpty()) {
        const QString header =
            core::displayable(QString::fromUtf8(reply.header("X-Warnings")), 2000).trimmed();
        if (!header.isEmpty())
            page.warnings << header;
    }
    page.errors = texts(body[QLatin1String("@adminapi.errors")]);
    page.next = QUrl(body[QLatin1String("@odata.nextLink")].toString(), QUrl::StrictMode);
    return page;
}

}
