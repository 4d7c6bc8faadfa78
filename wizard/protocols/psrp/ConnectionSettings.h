#pragma once

#include "net/NetworkSettings.h"
#include "net/SignInSettings.h"

#include <QString>
#include <QUrl>

#include <chrono>

namespace passerelle::psrp {

struct ConnectionSettings {
    QUrl url; // https://<the server's own FQDN>/PowerShell/, or http:// with Kerberos and encrypted bodies
    // The address the user agreed to be sent to after an EX-REDIRECT failure (its value "url"): the session is
    // opened there. Not followed from https to http, nor to another redirect.
    QUrl consentedRedirect;
    QString user; // user@domain, DOMAIN\user
    core::Secret password;
    net::SchemePreference scheme = net::SchemePreference::Auto;
    bool basicAllowed = false; // Auto may end with Basic over TLS
    bool useCurrentSession = false; // the Kerberos ticket of this computer's session instead of user and password
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

    QUrl address() const; // where the session is opened: `consentedRedirect` if there is one, else `url`
    net::SignInSettings signIn() const;
    ConnectionSettings duplicate() const; // explicit, because of the password
};

}
