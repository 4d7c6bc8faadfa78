#include "model/Targets.h"

namespace passerelle::model {

ApplicationTarget exchangeOnlineTarget()
{
    return {QLatin1String(constant::exchangeOnlineAppId), QStringLiteral("Office 365 Exchange Online"), {}, {}, {}};
}

QList<ApplicationTarget> documentedTargets()
{
    return {{QLatin1String(constant::skypeOnlineAppId), QStringLiteral("Skype for Business Online"),
             QStringLiteral("SfBOnline"), QStringLiteral("SfBOnline-ApplicationAccount"),
             {QStringLiteral("UserApplication"), QStringLiteral("ArchiveApplication")}}};
}

}
