#include "model/ExchangeAccess.h"

namespace passerelle::model {

QJsonObject toJson(const ExchangeAccess &access)
{
    QJsonObject trusted;
    for (auto it = access.trusted.begin(); it != access.trusted.end(); ++it)
        trusted[it.key()] = it.value();
    return { { QStringLiteral("server"), access.server },
             { QStringLiteral("http"), access.http },
             { QStringLiteral("currentSession"), access.currentSession },
             { QStringLiteral("user"), access.user },
             { QStringLiteral("basicAllowed"), access.basicAllowed },
             { QStringLiteral("trusted"), trusted },
             { QStringLiteral("shellUrl"), access.shellUrl },
             { QStringLiteral("shellId"), access.shellId } };
}

ExchangeAccess exchangeAccessFromJson(const QJsonObject &object)
{
    ExchangeAccess access;
    access.server = object[QLatin1String("server")].toString();
    access.http = object[QLatin1String("http")].toBool();
    access.currentSession = object[QLatin1String("currentSession")].toBool();
    access.user = object[QLatin1String("user")].toString();
    access.basicAllowed = object[QLatin1String("basicAllowed")].toBool();
    const QJsonObject trusted = object[QLatin1String("trusted")].toObject();
    for (auto it = trusted.begin(); it != trusted.end(); ++it)
        access.trusted.insert(it.key(), it.value().toString());
    access.shellUrl = object[QLatin1String("shellUrl")].toString();
    access.shellId = object[QLatin1String("shellId")].toString();
    return access;
}

}
