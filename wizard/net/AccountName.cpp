#include "net/AccountName.h"

#include <algorithm>

namespace passerelle::net {

std::string upperCase(std::string ascii)
{
    std::transform(ascii.begin(), ascii.end(), ascii.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return ascii;
}

static std::vector<KerberosName> userOfSuffix(const std::string &user, const std::string &suffix,
                                              const std::string &serverRealm)
{
    std::vector<KerberosName> names{ { user, upperCase(suffix), false } };
    if (!serverRealm.empty() && serverRealm != upperCase(suffix))
        names.push_back({ user + '@' + suffix, serverRealm, true });
    return names;
}

// DOMAIN is a NetBIOS name: most often the first part of the domain's full name, but not always.
static std::vector<KerberosName> userOfDomain(const std::string &user, const std::string &domain,
                                              const std::string &serverRealm)
{
    if (serverRealm.empty())
        return { { user, upperCase(domain), false } };
    std::vector<KerberosName> names;
    if (serverRealm.substr(0, serverRealm.find('.')) == upperCase(domain))
        names.push_back({ user, serverRealm, false });
    names.push_back({ user + '@' + domain, serverRealm, true });
    return names;
}

std::vector<KerberosName> kerberosNames(const std::string &typed, const std::string &serverRealm)
{
    const std::size_t backslash = typed.find('\\');
    const std::size_t at = typed.rfind('@');
    std::string user = typed;
    std::string domain;
    if (backslash != std::string::npos) {
        domain = typed.substr(0, backslash);
        user = typed.substr(backslash + 1);
    } else if (at != std::string::npos) {
        user = typed.substr(0, at);
        domain = typed.substr(at + 1);
    }
    const bool qualified = backslash != std::string::npos || at != std::string::npos;
    if (user.empty() || (qualified && domain.empty()))
        return {};
    if (!qualified)
        return { { user, serverRealm, false } };
    if (backslash != std::string::npos && domain.find('.') == std::string::npos)
        return userOfDomain(user, domain, serverRealm);
    return userOfSuffix(user, domain, serverRealm);
}

}
