#include "model/CloudSettings.h"

namespace passerelle::model {

QJsonObject toJson(const CloudSettings &settings)
{
    return { { QStringLiteral("cloud"), settings.cloud },
             { QStringLiteral("clientId"), settings.clientId },
             { QStringLiteral("proxyKind"), settings.proxyKind },
             { QStringLiteral("proxyHost"), settings.proxyHost },
             { QStringLiteral("proxyPort"), settings.proxyPort },
             { QStringLiteral("proxyUser"), settings.proxyUser },
             { QStringLiteral("uploadToExchangeOnline"), settings.uploadToExchangeOnline } };
}

CloudSettings cloudSettingsFromJson(const QJsonObject &object)
{
    CloudSettings settings;
    settings.cloud = object[QLatin1String("cloud")].toString();
    settings.clientId = object[QLatin1String("clientId")].toString();
    settings.proxyKind = object[QLatin1String("proxyKind")].toString(settings.proxyKind);
    settings.proxyHost = object[QLatin1String("proxyHost")].toString();
    settings.proxyPort = object[QLatin1String("proxyPort")].toInt(settings.proxyPort);
    settings.proxyUser = object[QLatin1String("proxyUser")].toString();
    settings.uploadToExchangeOnline = object[QLatin1String("uploadToExchangeOnline")].toBool();
    return settings;
}

}
