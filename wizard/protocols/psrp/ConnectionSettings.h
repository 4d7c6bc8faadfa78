#pragma once

#include "core/Secret.h"
#include "net/NetworkSettings.h"

#include <QString>
#include <QUrl>

#include <chrono>

namespace passerelle::psrp {

struct ConnectionSettings {
    QUrl url; // https://<the server's own FQDN>/PowerShell/
    QString user;
    core::Secret password;
    net::NetworkSettings network;
    QString configurationName = QStringLiteral("Microsoft.Exchange");
    std::chrono::milliseconds operationTimeout{ 60'000 }; // how long the server holds a Receive
    std::chrono::milliseconds openTimeout{ 120'000 }; // opening a pool, polls included
    std::chrono::milliseconds commandTimeout{ 900'000 }; // a whole cmdlet, polls included
    std::chrono::milliseconds stopTimeout{ 10'000 }; // between asking a pipeline to stop and giving it up
    std::chrono::milliseconds writeCancelLimit{ 60'000 }; // how long a cancelled write may still answer
    std::chrono::milliseconds busyRetryDelay{
        1'000
    }; // first wait after 503, 429 or 425; then three times that
    int fragmentSize = 32'768; // bytes of an outgoing fragment, header included

    ConnectionSettings duplicate() const; // explicit, because of the password
};

}
