#include "model/ExchangeAccess.h"

namespace passerelle::model {

static QJsonObject objectOf(const QMap<QString, QString> &map)
{
    QJsonObject object;
    for (auto it = map.begin(); it != map.end(); ++it)
        object[it.key()] = it.value();
    return object;
}

static QMap<QString, QString> mapOf(const QJsonValue &value)
{
    QMap<QString, QString> map;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        map.insert(it.key(), it.value().toString());
    return map;
}

QJsonObject toJson(const ExchangeAccess &access)
{
    return { { QStringLiteral("server"), access.server },
             { QStringLiteral("http"), access.http },
             { QStringLiteral("currentSession"), access.currentSession },
             { QStringLiteral("user"), access.user },
             { QStringLiteral("basicAllowed"), access.basicAllowed },
             { QStringLiteral("trusted"), objectOf(access.trusted) },
             { QStringLiteral("shells"), objectOf(access.shells) } };
}

ExchangeAccess exchangeAccessFromJson(const QJsonObject &object)
{
    ExchangeAccess access;
    access.server = object[QLatin1String("server")].toString();
    access.http = object[QLatin1String("http")].toBool();
    access.currentSession = object[QLatin1String("currentSession")].toBool();
    access.user = object[QLatin1String("user")].toString();
    access.basicAllowed = object[QLatin1String("basicAllowed")].toBool();
    access.trusted = mapOf(object[QLatin1String("trusted")]);
    access.shells = mapOf(object[QLatin1String("shells")]);
    return access;
}

}
