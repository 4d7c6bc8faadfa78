#pragma once

#include "auth/CloudEndpoints.h"
#include "net/NetworkSettings.h"

#include <QJsonObject>
#include <QSslCertificate>
#include <QUrl>
#include <chrono>
#include <optional>

namespace passerelle::app {

// Where the program connects to. Outside of the demo and the tests: the worldwide cloud and real host names.
struct Endpoints {
    auth::CloudEndpoints cloud = auth::worldwide();
    net::NetworkSettings network;
    QList<QSslCertificate> authorities;  // trusted beside those of the system: the lab's own

    // Only with the lab, which then plays the browser and whose organisation may be changed without asking. A line
    // without "control" leads to the lab as to the real thing: account, domain and consent are asked for.
    QUrl labControl;
    QString exchangeServer, exchangeUser, exchangePassword, tenantDomain;
    QList<std::chrono::milliseconds> verifyAfter;  // readings after a write to Microsoft 365; empty: the usual ones

    bool isLab() const { return !labControl.isEmpty(); }
    // From the line passerelle-lab prints when it is ready (DESIGN section 1); nothing when a member is missing.
    static std::optional<Endpoints> fromLab(const QJsonObject &ready);
    static std::optional<Endpoints> fromFile(const QString &file);
};

}
