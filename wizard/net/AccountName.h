#pragma once

#include <string>
#include <vector>

namespace passerelle::net {

// A Kerberos name to try.
struct KerberosName {
    std::string user;
    std::string realm; // empty: the default one of this computer
    bool enterprise = false; // the domain controller finds the account by `user` (user@suffix) itself

    bool operator==(const KerberosName &) const = default;
};

// What a person may type, as the names to ask for, one after the other. The realm is written in capitals
// (reference psrp.md 3.2). A suffix that is no realm, and a NetBIOS domain, are left to the domain controllers
// of `serverRealm`, the domain of the Exchange server. Empty when nothing can be made of it.
std::vector<KerberosName> kerberosNames(const std::string &typed, const std::string &serverRealm);

std::string upperCase(std::string ascii);

}
