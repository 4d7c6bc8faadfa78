#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QStringList>

namespace passerelle::model {

// What step 2 hands to step 3 (procedure.md section 3).
struct AccountIdentity {
    QString name;
    QString guid;
    QString distinguishedName;
    QString canonicalName;      // "contoso.fr/Users/SfBOnline-ApplicationAccount"; what -User and -LinkedAccount take
    QString primaryAddress;
    bool createdByUs = false;

    bool operator==(const AccountIdentity &) const = default;
};

struct PartnerApplicationIdentity {
    QString name;
    QString guid;
    QString linkedAccount;
    bool createdByUs = false;

    bool operator==(const PartnerApplicationIdentity &) const = default;
};

// Public part only: Exchange never hands out the private key to us.
struct ExportedCertificate {
    QString thumbprint;         // 40 upper-case hex digits
    QByteArray der;
    QDateTime notBefore;        // UTC
    QDateTime notAfter;
    QString subject;
    QStringList servers;        // that hold it
    QStringList missingOn;

    bool operator==(const ExportedCertificate &) const = default;
};

struct ExchangeServerFacts {
    QString name;
    QString fqdn;
    QString version;            // "15.2 (Build 1748.10)"
    int major = 15;             // 15.0 = 2013, 15.1 = 2016, 15.2 = 2019 and Subscription Edition
    int minor = 0;
    bool holdsMailboxes = false;
    bool isEdge = false;

    bool operator==(const ExchangeServerFacts &) const = default;
};

struct ExchangeFacts {
    QString server;             // the one we talk to
    QString user;
    QString organization;
    QList<ExchangeServerFacts> servers;
    QStringList acceptedDomains;
    QString defaultDomain;
    QStringList domainControllers;

    bool operator==(const ExchangeFacts &) const = default;
};

struct TenantFacts {
    QString id;
    QString name;
    QString initialDomain;
    QString routingDomain;      // *.mail.onmicrosoft.com, empty when there is none
    QStringList verifiedDomains;
    QString user;

    bool operator==(const TenantFacts &) const = default;
};

// What the person chose on the settings page.
struct Settings {
    QString domain;
    QString domainController;
    QString accountName;
    QString organizationalUnit; // empty: Exchange's default container
    QString partnerName;
    QString certificateFile;    // where step 4 also saves the .cer; empty: not saved
    QString testMailbox;        // of Exchange Online, for the connectivity test V8; empty: not tested

    bool operator==(const Settings &) const = default;
};

// A person's answer to a check no machine can make.
struct Confirmation {
    QString answer;             // "yes", "no", "not-applicable"
    QString who;
    QDateTime utc;
    QString note;

    bool operator==(const Confirmation &) const = default;
};

}
