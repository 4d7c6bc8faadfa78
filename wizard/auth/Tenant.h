#pragma once

#include <QString>
#include <QUrl>

namespace passerelle::auth {

// What discovery tells about an organisation (reference cloud.md a.2). Every address has passed the host
// check.
struct Tenant {
    QString id; // GUID, lower case
    QUrl authorizationEndpoint;
    QUrl tokenEndpoint;
    QString issuer; // to be compared with `iss`
    QString regionScope; // "EU", "NA"
    QString regionSubScope; // "GCC" or empty
    QUrl deviceEndpoint{}; // empty when the service offers no device code
};

}
