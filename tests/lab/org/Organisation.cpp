#include "org/Organisation.h"

#include "org/Accounts.h"
#include "org/Directory.h"
#include "pki/Certificate.h"

#include <QDateTime>
#include <QJsonArray>
#include <QRegularExpression>
#include <QUuid>

namespace lab {

namespace {

QJsonObject certificateObject(const QByteArray &der, const QString &friendlyName)
{
    return {{"Thumbprint", thumbprintOf(der)},
            {"Guid", QUuid::createUuid().toString(QUuid::WithoutBraces)},
            {"FriendlyName", friendlyName},
            {"RawData", QString::fromLatin1(der.toBase64())},
            {"Servers", QJsonArray{"EX1", "EX2"}}};
}

QByteArray authCertificate(int daysAgo, int daysLeft)
{
    static const Key key = Key::rsa2048(); // one is enough: a private key that never signs anything but this
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return issueCertificate({"Microsoft Exchange Server Auth Certificate",
                             now.addDays(-daysAgo),
                             now.addDays(daysLeft),
                             false,
                             {},
                             {}},
                            key, key);
}

void removeIdentified(QJsonArray *list, const QString &identity)
{
    for (qsizetype i = list->size() - 1; i >= 0; --i) {
        if (Directory::identifies(list->at(i).toObject(), identity))
            list->removeAt(i);
    }
}

}

QJsonObject defaultSwitches()
{
    return {
        {"schemes", QJsonArray{"Basic"}},
        {"kerberosUsers", QJsonObject{{"adm.exchange@CONTOSO.FR", accounts::user}}},
        {"encryption", "transport"},
        {"plainRefusal", "415"},
        {"delimiterSpace", true},
        {"extendedProtection", "None"},
        {"exchangeCertificate", ""},
        {"exchangeTls", ""},
        {"ports", "both"},
        {"sslRequired", false},
        {"oddObjects", QJsonArray{}},
        {"escapes", ""},
        {"requireCookie", true},
        {"balancerCookie", false},
        {"shellBoundToConnection", false},
        {"shellIdDiffers", false},
        {"lowerCaseIds", false},
        {"faultStatus", 500},
        {"serverProtocol", "2.3"},
        {"preparingModules", false},
        {"runningState", false},
        {"maximumShells", 18},
        {"fragmentSize", 0},
        {"fragmentsPerReceive", 0},
        {"streamBytes", 0},
        {"streamBytesPerReceive", 0},
        {"emptyStreams", false},
        {"byteOrderMark", true},
        {"gzip", ""},
        {"chunked", false},
        {"hiddenCmdlets", QJsonArray{}},
        {"unlistedParameters", QJsonArray{}},
        {"hiddenParameters", QJsonObject{}},
        {"replicationDelay", 0},
        {"terminatingErrors", false},
        {"language", "en-US"},
        {"nextCertificate", false},
        {"authCertificateDaysLeft", 1095},
        {"certificateOnlyOn", ""},
        {"metadataCertificate", "current"},
        {"ewsChallenge", "bearer"},
        {"ewsTenant", ""},
        {"oauthTest", "Success"},
        {"graphDelay", 0},
        {"graphForbidden", false},
        {"wrongTenant", false},
        {"tenantRegionSubScope", ""},
        {"roles", QJsonArray{"Application Administrator"}},
        {"tokenSeconds", 3599},
        {"clockSkew", 0},
        {"expiresInAsText", false},
        {"innerErrorLowerCase", false},
        {"shuffleBatch", true},
        {"servicePrincipalCreation", true},
        {"skypeCreation", "allowed"},
        {"keptKeyId", "new"},
        {"doubleBase64", false},
        {"oneYearKeys", false},
        {"signInDenied", ""},
        {"unknownClients", QJsonArray{}},
        {"refreshRotation", true},
        {"faviconFirst", false},
        {"identifierLimit", 40},
        {"idToken", ""},
        {"firstPartyStrict", false},
        {"domainsNeedScope", false},
        {"cloud", "worldwide"},
        {"guest", false},
        {"realNames", false},
        {"cloudCertificate", ""},
        {"cloudTls", ""},
        {"proxyAuthentication", ""},
        {"claimsChallenge", ""},
        {"exoNotFoundStatus", 400},
        {"exoPageSize", 0},
        {"exoNextLinkHost", ""},
        {"exoHost", ""},
        {"onlineHiddenCmdlets", QJsonArray{}},
        {"oauthTestOnline", "Success"},
        {"hybridAgent", false},
        {"exchangeRoles", QJsonArray{"Exchange Administrator"}},
        {"deviceInterval", 5},
        {"deviceSeconds", 900},
        {"devicePending", 0},
        {"deviceSlowDown", 0},
        {"deviceAnswer", ""},
        {"deviceDeclined", "authorization_declined"},
        {"deviceErrorStatus", 400},
        {"deviceOldShape", false},
    };
}

QJsonObject defaultOrganisation(const QJsonObject &switches)
{
    const int left = switches.value("authCertificateDaysLeft").toInt();
    const QByteArray current = authCertificate(5 * 365 - left, left);
    QJsonObject first = certificateObject(current, "Microsoft Exchange Server Auth Certificate");
    if (const QString only = switches.value("certificateOnlyOn").toString(); !only.isEmpty())
        first.insert("Servers", QJsonArray{only});
    QJsonArray certificates{first};
    QString next;
    if (switches.value("nextCertificate").toBool()) {
        const QByteArray der = authCertificate(1, 5 * 365 - 1);
        next = thumbprintOf(der);
        certificates.append(certificateObject(der, "Microsoft Exchange Server Auth Certificate"));
    }
    QJsonObject organisation = defaultExchange(certificates, thumbprintOf(current), next);
    const QJsonObject cloud = defaultCloud(current, switches);
    for (auto it = cloud.begin(); it != cloud.end(); ++it)
        organisation.insert(it.key(), it.value());
    return organisation;
}

QJsonObject keyCredentialFor(const QByteArray &der)
{
    const auto facts = readCertificate(der);
    if (!facts)
        return {};
    return {{"keyId", QUuid::createUuid().toString(QUuid::WithoutBraces)},
            {"type", "AsymmetricX509Cert"},
            {"usage", "Verify"},
            {"key", QString::fromLatin1(der.toBase64())},
            {"displayName", facts->subject},
            {"customKeyIdentifier", facts->thumbprint},
            {"startDateTime", facts->notBefore.toString(Qt::ISODate)},
            {"endDateTime", facts->notAfter.toString(Qt::ISODate)}};
}

QString applyScenario(QJsonObject *organisation, const QJsonObject &scenario)
{
    const QJsonObject whole = scenario.value("organisation").toObject();
    for (auto it = whole.begin(); it != whole.end(); ++it) {
        if (!organisation->contains(it.key()))
            return "unknown collection " + it.key();
        organisation->insert(it.key(), it.value());
    }
    for (const QString &verb : {QString("remove"), QString("change"), QString("add")}) {
        const QJsonObject part = scenario.value(verb).toObject();
        for (auto it = part.begin(); it != part.end(); ++it) {
            if (!organisation->contains(it.key()))
                return "unknown collection " + it.key();
            QJsonArray list = organisation->value(it.key()).toArray();
            if (verb == "add") {
                for (const QJsonValue &value : it.value().toArray())
                    list.append(value);
            } else if (verb == "remove") {
                for (const QJsonValue &value : it.value().toArray())
                    removeIdentified(&list, value.toString());
            } else {
                const QJsonObject changes = it.value().toObject();
                for (auto one = changes.begin(); one != changes.end(); ++one) {
                    bool found = false;
                    for (qsizetype i = 0; i < list.size(); ++i) {
                        QJsonObject object = list.at(i).toObject();
                        if (one.key() != "*" && !Directory::identifies(object, one.key()))
                            continue;
                        found = true;
                        const QJsonObject properties = one.value().toObject();
                        for (auto p = properties.begin(); p != properties.end(); ++p)
                            object.insert(p.key(), p.value());
                        list.replace(i, object);
                    }
                    if (!found)
                        return "nothing to change: " + one.key();
                }
            }
            organisation->insert(it.key(), list);
        }
    }
    return {};
}

QString replaceKeyWords(QJsonObject *organisation)
{
    const QJsonObject config = organisation->value("authConfig").toArray().at(0).toObject();
    const auto derFor = [&](const QString &word) {
        const Key key = Key::ec();
        const QDateTime now = QDateTime::currentDateTimeUtc();
        if (word == "foreign")
            return issueCertificate({"Another product", now.addDays(-100), now.addDays(400), false, {}, {}},
                                    key, key);
        if (word == "expired")
            return issueCertificate({"Another product", now.addDays(-900), now.addDays(-30), false, {}, {}},
                                    key, key);
        const QString wanted =
            config.value(word == "next" ? "NextCertificateThumbprint" : "CurrentCertificateThumbprint")
                .toString();
        for (const QJsonValue &value : organisation->value("certificates").toArray()) {
            if (value.toObject().value("Thumbprint").toString() == wanted
                && (word == "current" || word == "next"))
                return QByteArray::fromBase64(value.toObject().value("RawData").toString().toLatin1());
        }
        return QByteArray();
    };
    for (const char *name : {"servicePrincipals", "applications"}) {
        QJsonArray list = organisation->value(name).toArray();
        for (qsizetype i = 0; i < list.size(); ++i) {
            QJsonObject object = list.at(i).toObject();
            QJsonArray keys = object.value("keyCredentials").toArray();
            for (qsizetype k = 0; k < keys.size(); ++k) {
                if (!keys.at(k).isString())
                    continue;
                const QJsonObject made = keyCredentialFor(derFor(keys.at(k).toString()));
                if (made.isEmpty())
                    return "no certificate for the key word " + keys.at(k).toString();
                keys.replace(k, made);
            }
            object.insert("keyCredentials", keys);
            list.replace(i, object);
        }
        organisation->insert(name, list);
    }
    return {};
}

QByteArray replacePlaceholders(const QByteArray &text)
{
    static const QRegularExpression pattern("@(guid|date):([^@\"]+)@");
    static const QUuid space = QUuid::createUuidV5(QUuid(), QByteArray("passerelle-lab"));
    const QString source = QString::fromUtf8(text);
    QString out;
    qsizetype from = 0;
    auto matches = pattern.globalMatch(source);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        out += source.mid(from, match.capturedStart() - from);
        from = match.capturedEnd();
        if (match.captured(1) == "guid")
            out += QUuid::createUuidV5(space, match.captured(2)).toString(QUuid::WithoutBraces);
        else
            out += QDateTime::currentDateTimeUtc().addDays(match.captured(2).toInt()).toString(Qt::ISODate);
    }
    return (out + source.mid(from)).toUtf8();
}

}
