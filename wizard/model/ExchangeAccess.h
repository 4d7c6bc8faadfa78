#pragma once

#include <QJsonObject>
#include <QMap>
#include <QString>

namespace passerelle::model {

// How to reach Exchange, as chosen by the person. No secret: the password lives in memory only.
struct ExchangeAccess {
    QString server; // its own full name
    bool http = false; // port 80, with messages encrypted by Kerberos; otherwise https
    bool currentSession = false; // the Kerberos ticket of the session on this PC
    QString user; // user@domain or DOMAIN\user, when it is not the current session
    bool basicAllowed = false; // the password may be sent to the server, inside TLS
    // Certificates accepted by the person although this PC does not trust them: host in lower case -> SHA-256 in
    // lower-case hex digits.
    QMap<QString, QString> trusted;
    // The shells that exist on servers: id -> address. One that is still there at the next start was left behind by a
    // crash.
    QMap<QString, QString> shells;

    bool operator==(const ExchangeAccess &) const = default;
};

QJsonObject toJson(const ExchangeAccess &access);
ExchangeAccess exchangeAccessFromJson(const QJsonObject &object);

}
