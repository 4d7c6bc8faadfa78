#pragma once

#include "model/Identities.h"
#include "protocols/psrp/Value.h"

#include <QDateTime>
#include <QStringList>

// What the program reads of Exchange objects (psrp.md 12.2, procedure.md 6-9). Identities are strings on the wire
// (without full serialization); an ADObjectId object is read through its text.
namespace passerelle::inspection {

struct Recipient {
    QString name;
    QString guid;
    QString distinguishedName;
    QString identity;          // canonical name
    QString kind;              // RecipientTypeDetails: MailUser, User, UserMailbox ...
    QString primaryAddress;
    QString externalAddress;   // without "SMTP:"
    bool hidden = false;
};
Recipient readRecipient(const psrp::Value &value);

struct RoleAssignment {
    QString name;
    QString role;
    QString assignee;          // RoleAssigneeName, or RoleAssignee when the former is absent
    QString assigneeIdentity;
    QString assigneeType;      // User, RoleGroup ...
    bool enabled = true;
};
RoleAssignment readRoleAssignment(const psrp::Value &value);

struct PartnerApplication {
    QString name;
    QString guid;
    QString applicationId;     // lower case
    QString linkedAccount;     // canonical name, empty when there is none
    QString realm;
    QString authMetadataUrl;
    QString issuer;
    bool enabled = false;
    bool usesAuthServer = false;

    // Trusts Microsoft's authorization server, as opposed to a Skype for Business Server that carries the same id and
    // must never be touched (procedure.md 8).
    bool isOnlineApplication() const
    {
        return usesAuthServer && realm.isEmpty() && authMetadataUrl.isEmpty() && issuer.isEmpty();
    }
};
PartnerApplication readPartnerApplication(const psrp::Value &value);

struct AuthConfig {
    QString currentThumbprint, previousThumbprint, nextThumbprint;  // normalised; empty when unset
    QDateTime nextEffective;
    QString serviceName;
    QString realm;
};
AuthConfig readAuthConfig(const psrp::Value &value);

struct AuthServer {
    QString name, type, realm, issuer, tokenEndpoint, applicationId;
    bool enabled = false;
};
AuthServer readAuthServer(const psrp::Value &value);

struct Connector {
    QString name, discoveryEndpoint, targetSharingEpr;
    QStringList domains;
    bool enabled = false;
};
Connector readConnector(const psrp::Value &value);

struct VirtualDirectory {
    QString name, server, internalUrl, externalUrl;
    bool oauth = false;
};
VirtualDirectory readVirtualDirectory(const psrp::Value &value);

model::ExchangeServerFacts readServer(const psrp::Value &value);

}
