#include "org/SwitchValues.h"

#include "pki/TlsAuthority.h"

#include <QHash>
#include <QJsonArray>
#include <QRegularExpression>
#include <QStringList>

namespace lab {

namespace {

const QHash<QString, QStringList> &words()
{
    static const QHash<QString, QStringList> table = {
        {"schemes", {"Kerberos", "Negotiate", "NTLM", "Basic", "Digest"}},
        {"encryption", {"transport", "always", "never", "optional"}},
        {"plainRefusal", {"415", "500", "access-denied"}},
        {"extendedProtection", {"None", "Allow", "Require"}},
        {"exchangeCertificate", TlsAuthority::leafKinds()},
        {"exchangeTls", TlsAuthority::versions()},
        {"ports", {"both", "http", "https"}},
        {"oddObjects",
         {"nested-base", "self-reference", "self-list", "dangling-reference", "type-reference", "lone-surrogate"}},
        {"escapes", {"", "small", "capital", "eight-digits"}},
        {"serverProtocol", {"2.1", "2.2", "2.3", "2.4"}},
        {"gzip", {"", "accepted", "always"}},
        {"metadataCertificate", {"current", "next", "other", "none"}},
        {"ewsChallenge", {"bearer", "none", "nothing", "form", "redirect"}},
        {"cloudCertificate", TlsAuthority::leafKinds()},
        {"cloudTls", TlsAuthority::versions()},
        {"cloud", {"worldwide", "china", "bleu", "delos"}},
        {"tenantRegionSubScope", {"", "GCC", "DODCON", "DOD"}},
        {"claimsChallenge", {"", "cp1", "always"}},
        {"deviceAnswer", {"", "approve", "decline", "expire"}},
        {"deviceDeclined", {"authorization_declined", "access_denied"}},
        {"skypeCreation", {"allowed", "400", "403"}},
        {"keptKeyId", {"new", "same"}},
        {"proxyAuthentication", {"", "Basic", "Negotiate"}},
        {"idToken", {"", "wrong-audience", "wrong-issuer", "wrong-nonce", "expired"}},
    };
    return table;
}

}

QString switchProblem(const QString &name, const QJsonValue &value)
{
    if (name == "faultStatus" && value.toInt() != 200 && value.toInt() != 400 && value.toInt() != 500)
        return "switch faultStatus is 200, 400 or 500";
    static const QRegularExpression digits("^[0-9]{0,8}$");
    if (name == "signInDenied" && !digits.match(value.toString()).hasMatch())
        return "switch signInDenied is an AADSTS number";
    if (!words().contains(name))
        return {};
    const QJsonArray given = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const QJsonValue &one : given) {
        if (!words().value(name).contains(one.toString("?")))
            return "switch " + name + " has an unknown value " + one.toString();
    }
    return {};
}

}
