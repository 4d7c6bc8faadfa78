#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <optional>

// What is read of and asked from Exchange Online (cloud.md c.5, procedure.md 1g, 1h, 1z). Texts are a
// stranger's, made fit for the screen.
namespace passerelle::exo {

// Intra-organisation connector as it is in the cloud.
struct Connector {
    QString identity; // Identity, else Name
    QString guid;
    QString name;
    QString discoveryEndpoint;
    QString targetSharingEpr;
    QStringList domains; // lower case
    bool enabled = false;

    bool serves(const QString &domain) const { return domains.contains(domain, Qt::CaseInsensitive); }
    // Published through Microsoft's Hybrid Agent: its addresses are not to be overwritten (HYBRID-AGENT).
    bool isHybridAgent() const;
};

// What New-IntraOrganizationConnector is given.
struct ConnectorWish {
    QString name;
    QString discoveryEndpoint; // https://autodiscover.contoso.com/autodiscover/autodiscover.svc
    QString targetSharingEpr; // empty: not sent
    QStringList domains;
    bool enabled = true;
};

// What Set-IntraOrganizationConnector is given: only what differs.
struct ConnectorChange {
    std::optional<QString> discoveryEndpoint;
    std::optional<QStringList> domains;
    std::optional<bool> enabled;

    bool isEmpty() const { return !discoveryEndpoint && !domains && !enabled; }
};

// Get-IntraOrganizationConfiguration: the preferred source of the values of a connector.
struct Configuration {
    QString onlineDiscoveryEndpoint;
    QString onlineTargetAddress;
    QString onPremisesDiscoveryEndpoint; // read from OnPremise... and OnPremises... alike
    QString onPremisesWebServiceEndpoint;
    QStringList onPremisesTargetAddresses;
};

// Get-OnPremisesOrganization: what the Hybrid wizard wrote down of the other side.
struct OnPremisesOrganization {
    QString guid; // OrganizationGuid
    QString name;
    QStringList hybridDomains; // lower case
};

struct AcceptedDomain {
    QString name;
    QString type; // "Authoritative"
    bool isDefault = false;
    bool isInitial = false;
};

struct OrganizationFacts {
    QString name;
    QString guid;
    QString displayName;
};

struct OAuthTest {
    QString service = QStringLiteral("EWS"); // or "AutoD"
    QString targetUri;
    QString mailbox;
};

struct OAuthTestResult {
    QString resultType; // "Success", "Error", another one is possible
    QString task;
    QString detail; // log of several lines

    bool isSuccess() const { return resultType == QLatin1String("Success"); }
};

Connector parseConnector(const QJsonObject &object);
Configuration parseConfiguration(const QJsonObject &object);
OnPremisesOrganization parseOnPremisesOrganization(const QJsonObject &object);
AcceptedDomain parseAcceptedDomain(const QJsonObject &object);
OrganizationFacts parseOrganizationFacts(const QJsonObject &object);
OAuthTestResult parseOAuthTestResult(const QJsonObject &object);

}
