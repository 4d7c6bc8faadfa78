#pragma once

#include <QString>

namespace passerelle::services {

// What somebody typed where the full name of one server is wanted (reference psrp.md 2.1): Kerberos builds HTTP/<name>
// from it, and the certificate has to be made for it. A port may follow.
enum class ServerName {
    Good,
    Missing,
    Account, // user@domain or DOMAIN\user
    Address, // of IPv4 or IPv6
    NotFull, // no domain
    Unreadable, // no name at all: blanks, a path, a whole URL
};

ServerName judgeServerName(const QString &typed);

}
