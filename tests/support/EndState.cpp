#include "support/EndState.h"

#include "support/Lab.h"

#include <QTest>

namespace passerelle::tests {

static const QString skype = QStringLiteral("00000004-0000-0ff1-ce00-000000000000");
static const QString accountName = QStringLiteral("SfBOnline-ApplicationAccount");
static const QString canonicalName = QStringLiteral("contoso.fr/Users/SfBOnline-ApplicationAccount");

static void compareAccount(const QJsonObject &state)
{
    const auto accounts = with(state[QStringLiteral("mailUsers")], QStringLiteral("Name"), accountName);
    QCOMPARE(accounts.size(), 1);
    QCOMPARE(accounts.first()[QStringLiteral("Identity")].toString(), canonicalName);
    QCOMPARE(accounts.first()[QStringLiteral("PrimarySmtpAddress")].toString(), QStringLiteral("SfBOnline-ApplicationAccount@contoso.fr"));
    QCOMPARE(accounts.first()[QStringLiteral("HiddenFromAddressListsEnabled")].toBool(), true);
    QStringList roles;
    for (const QJsonObject &assignment : with(state[QStringLiteral("roleAssignments")], QStringLiteral("RoleAssignee"), canonicalName))
        roles << assignment[QStringLiteral("Name")].toString();
    roles.sort();
    QCOMPARE(roles, QStringList({QStringLiteral("ArchiveApplication-SfBOnline-ApplicationAccount"), QStringLiteral("UserApplication-SfBOnline-ApplicationAccount")}));
}

static void comparePartner(const QJsonObject &state)
{
    const auto applications = with(state[QStringLiteral("partnerApplications")], QStringLiteral("ApplicationIdentifier"), skype);
    QCOMPARE(applications.size(), 1);
    QCOMPARE(applications.first()[QStringLiteral("Name")].toString(), QStringLiteral("SfBOnline"));
    QCOMPARE(applications.first()[QStringLiteral("Enabled")].toBool(), true);
    QCOMPARE(applications.first()[QStringLiteral("LinkedAccount")].toString(), canonicalName);
}

static void compareKeys(const QJsonObject &state)
{
    const auto principals = with(state[QStringLiteral("servicePrincipals")], QStringLiteral("appId"), skype);
    QCOMPARE(principals.size(), 1);
    const QString current = state[QStringLiteral("authConfig")].toObject()[QStringLiteral("CurrentCertificateThumbprint")].toString();
    const QJsonArray keys = principals.first()[QStringLiteral("keyCredentials")].toArray();
    QCOMPARE(keys.size(), 2);  // the one of another product stays, the expired one goes, ours comes
    QCOMPARE(with(keys, QStringLiteral("displayName"), QStringLiteral("CN=Passerelle telephonique Fabrikam")).size(), 1);
    const auto ours = with(keys, QStringLiteral("thumbprint"), current);
    QCOMPARE(ours.size(), 1);
    QCOMPARE(ours.first()[QStringLiteral("type")].toString(), QStringLiteral("AsymmetricX509Cert"));
    QCOMPARE(ours.first()[QStringLiteral("usage")].toString(), QStringLiteral("Verify"));
    const auto certificates = with(state[QStringLiteral("certificates")], QStringLiteral("Thumbprint"), current);
    QCOMPARE(certificates.size(), 1);
    QCOMPARE(ours.first()[QStringLiteral("endDateTime")], certificates.first()[QStringLiteral("NotAfter")]);
    QCOMPARE(ours.first()[QStringLiteral("startDateTime")], certificates.first()[QStringLiteral("NotBefore")]);
    // Exchange Online's principal keeps what the hybrid wizard put there, and gains nothing (cloud.md d).
    const auto exchange = with(state[QStringLiteral("servicePrincipals")], QStringLiteral("appId"), QStringLiteral("00000002-0000-0ff1-ce00-000000000000"));
    QCOMPARE(exchange.first()[QStringLiteral("keyCredentials")].toArray().size(), 1);
}

void compareWithEndState(const QJsonObject &state)
{
    compareAccount(state);
    comparePartner(state);
    compareKeys(state);
}

void compareWithUntouched(const QJsonObject &state)
{
    QCOMPARE(with(state[QStringLiteral("users")], QStringLiteral("Name"), accountName).size(), 0);
    QCOMPARE(with(state[QStringLiteral("roleAssignments")], QStringLiteral("RoleAssignee"), canonicalName).size(), 0);
    QCOMPARE(with(state[QStringLiteral("partnerApplications")], QStringLiteral("ApplicationIdentifier"), skype).size(), 0);
    const auto principals = with(state[QStringLiteral("servicePrincipals")], QStringLiteral("appId"), skype);
    QCOMPARE(principals.size(), 1);
    QCOMPARE(principals.first()[QStringLiteral("keyCredentials")].toArray().size(), 2);
    QCOMPARE(state[QStringLiteral("shells")].toArray().size(), 0);
}

}
