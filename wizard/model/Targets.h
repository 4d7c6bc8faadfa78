#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace passerelle::model {

// Identifiers of the procedure (procedure.md section 2). Kept here once, checked by tst_Targets digit by digit: the
// published page misprints one of them.
namespace constant {
inline constexpr char exchangeOnlineAppId[] = "00000002-0000-0ff1-ce00-000000000000";
inline constexpr char skypeOnlineAppId[] = "00000004-0000-0ff1-ce00-000000000000";
inline constexpr char teamsSchedulerAppId[] = "7557eb47-c689-4224-abcf-aef9bd7573df";
inline constexpr char cloudVoicemailAppId[] = "db7de2b5-2149-435e-8043-e080dd50afae";
inline constexpr char tokenIssuerId[] = "00000001-0000-0000-c000-000000000000";
inline constexpr char authCertificateSubject[] = "CN=Microsoft Exchange Server Auth Certificate";
}

// One service application the procedure sets up. Targets are data: adding one is a line in a table.
struct ApplicationTarget {
    QString appId;
    QString displayName;      // "Skype for Business Online"
    QString partnerName;      // name of the partner application in Exchange: "SfBOnline"
    QString accountName;      // linked mail user: "SfBOnline-ApplicationAccount"
    QStringList roles;        // management roles of that account

    bool operator==(const ApplicationTarget &) const = default;
};

// Exchange Online's own principal: a key there serves the direction Exchange -> Exchange Online, which Microsoft has
// blocked; never among the targets unless ticked by itself (reference cloud.md d).
ApplicationTarget exchangeOnlineTarget();

// The documented page: Skype for Business Online alone.
QList<ApplicationTarget> documentedTargets();

}
