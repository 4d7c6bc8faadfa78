#include "services/ReadBackParser.h"

#include "core/Key.h"
#include "core/Scrub.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

namespace passerelle::services {

namespace {

constexpr qsizetype largest = 8 * 1024 * 1024;
constexpr int deepest = 24;

using core::key;

core::Failure badFormat(const QString &detail)
{
    const QString shown = core::displayable(detail, 200);
    return { core::FailureCode::ReadbackFormat, { { key("detail"), shown } }, shown, false };
}

// The names of Graph, however PowerShell has written them.
QString graphName(const QString &name)
{
    static const QStringList known{ key("id"),
                                    key("appId"),
                                    key("appDisplayName"),
                                    key("displayName"),
                                    key("accountEnabled"),
                                    key("appOwnerOrganizationId"),
                                    key("servicePrincipalNames"),
                                    key("keyCredentials"),
                                    key("keyId"),
                                    key("key"),
                                    key("type"),
                                    key("usage"),
                                    key("customKeyIdentifier"),
                                    key("startDateTime"),
                                    key("endDateTime"),
                                    key("value"),
                                    key("responses"),
                                    key("status"),
                                    key("body"),
                                    key("error"),
                                    key("code") };
    for (const QString &candidate : known) {
        if (candidate.compare(name, Qt::CaseInsensitive) == 0)
            return candidate;
    }
    return name;
}

QJsonValue withGraphNames(const QJsonValue &value, int depth = 0)
{
    if (depth > deepest)
        return QJsonValue::Null;
    if (value.isArray()) {
        QJsonArray out;
        for (const QJsonValue part : value.toArray())
            out.append(withGraphNames(part, depth + 1));
        return out;
    }
    if (!value.isObject())
        return value;
    QJsonObject out;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        out.insert(graphName(it.key()), withGraphNames(it.value(), depth + 1));
    return out;
}

// Windows PowerShell wraps lists and dates it has handled before into {"value": …, "Count": n}.
QJsonValue unwrapped(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    return object.contains(u"value") ? object[u"value"] : value;
}

// Base64 text: Graph's own, or the bytes PowerShell has turned it into.
QJsonValue bytesAsText(const QJsonValue &raw)
{
    const QJsonValue value = unwrapped(raw);
    if (!value.isArray())
        return value;
    QByteArray bytes;
    for (const QJsonValue part : value.toArray())
        bytes.append(static_cast<char>(qBound(0, part.toInt(0), 255)));
    return QString::fromLatin1(bytes.toBase64());
}

QJsonValue isoTime(const QJsonValue &raw)
{
    const QString text = unwrapped(raw).toString();
    if (text.startsWith(u"/Date(")) {
        bool ok = false;
        const qint64 milliseconds = text.mid(6, text.indexOf(u')') - 6).section(u'+', 0, 0).toLongLong(&ok);
        return ok ? QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC).toString(Qt::ISODate) : QString();
    }
    // Without a zone it is UTC: PowerShell's objects hold nothing else.
    const QString clock = text.section(u'T', 1);
    const bool zoned = clock.contains(u'Z') || clock.contains(u'+') || clock.contains(u'-');
    return zoned || clock.isEmpty() ? text : text + u'Z';
}

std::optional<QJsonArray> keysOf(const QJsonObject &principal)
{
    QJsonValue value = unwrapped(principal[u"keyCredentials"]);
    if (value.isObject()) // a list of one, unrolled
        value = QJsonArray{ value };
    if (value.isNull())
        value = QJsonArray();
    if (!value.isArray())
        return std::nullopt;
    QJsonArray out;
    for (const QJsonValue part : value.toArray()) {
        if (!part.isObject()) // "Microsoft.Graph.PowerShell.Models…": ConvertTo-Json stopped there
            return std::nullopt;
        QJsonObject entry = part.toObject();
        entry[u"key"] = bytesAsText(entry[u"key"]);
        entry[u"customKeyIdentifier"] = bytesAsText(entry[u"customKeyIdentifier"]);
        entry[u"startDateTime"] = isoTime(entry[u"startDateTime"]);
        entry[u"endDateTime"] = isoTime(entry[u"endDateTime"]);
        out.append(entry);
    }
    return out;
}

QString decoded(const QByteArray &text)
{
    const auto marked = QStringConverter::encodingForData(text);
    QStringConverter::Encoding encoding = marked.value_or(QStringConverter::Utf8);
    if (!marked && text.size() > 1 && text[0] != 0 && text[1] == 0)
        encoding = QStringConverter::Utf16LE;
    return QStringDecoder(encoding)(text);
}

// A console window breaks long lines, and a copy has the breaks inside of the texts, where JSON allows none.
QByteArray withoutBrokenTexts(const QString &text)
{
    QString out;
    out.reserve(text.size());
    bool inside = false;
    bool escaped = false;
    for (const QChar c : text) {
        if (inside && (c == u'\n' || c == u'\r'))
            continue;
        if (!escaped && c == u'"')
            inside = !inside;
        escaped = inside && !escaped && c == u'\\';
        out += c;
    }
    return out.toUtf8();
}

// Takes one object in; nothing when all is well, else why it is no answer.
std::optional<QString> take(const QJsonObject &object, ReadBackContent &content)
{
    if (object.contains(u"error"))
        return object[u"error"].toObject()[u"code"].toString(key("error"));
    if (object[u"appId"].toString().isEmpty())
        return key("appId");
    if (!object.contains(u"keyCredentials"))
        return key("keyCredentials");
    const auto keys = keysOf(object);
    if (!keys)
        return key("keyCredentials, ConvertTo-Json -Depth");
    QJsonObject principal = object;
    principal[u"keyCredentials"] = *keys;
    graph::ServicePrincipal read = graph::parseServicePrincipal(principal);
    read.appId = read.appId.toLower();
    content.principals.append(read);
    return std::nullopt;
}

}

core::Result<ReadBackContent> parseReadBack(const QByteArray &text)
{
    if (text.size() > largest)
        return badFormat(QStringLiteral("%1 MiB").arg(text.size() >> 20));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(withoutBrokenTexts(decoded(text)), &error);
    if (document.isNull())
        return badFormat(QStringLiteral("JSON, %1").arg(error.errorString()));
    const QJsonValue root =
        withGraphNames(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()));
    ReadBackContent content;
    QJsonArray answers;
    if (root.isArray()) {
        answers = root.toArray();
    } else if (root[u"responses"].isArray()) {
        for (const QJsonValue response : root[u"responses"].toArray()) {
            if (response[u"status"].toInt() == 200)
                answers.append(response[u"body"]);
            else
                ++content.refused;
        }
    } else if (root[u"value"].isArray() && !root.toObject().contains(u"keyCredentials")) {
        answers = root[u"value"].toArray();
    } else {
        answers.append(root);
    }
    for (const QJsonValue answer : std::as_const(answers)) {
        if (const auto problem = take(answer.toObject(), content))
            return badFormat(*problem);
    }
    return content;
}

}
