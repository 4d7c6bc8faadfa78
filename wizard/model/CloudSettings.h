#pragma once

#include <QJsonObject>
#include <QString>

namespace passerelle::model {

// How to reach Microsoft 365, as chosen by the person. No secret: a proxy's password lives in memory only.
struct CloudSettings {
    QString cloud; // an id of auth::clouds(); empty: found from the domain
    QString clientId; // own public client for Graph and Exchange Online; empty: those of the cloud
    QString proxyKind = QStringLiteral("system"); // "system", "manual", "none"
    QString proxyHost;
    int proxyPort = 8080;
    QString proxyUser;
    // Also give the key to Exchange Online's own principal (reference cloud.md d): off unless ticked by
    // itself.
    bool uploadToExchangeOnline = false;

    bool operator==(const CloudSettings &) const = default;
};

QJsonObject toJson(const CloudSettings &settings);
CloudSettings cloudSettingsFromJson(const QJsonObject &object);

}
