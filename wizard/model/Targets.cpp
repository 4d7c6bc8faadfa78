#include "model/Targets.h"

namespace passerelle::model {

QList<ApplicationTarget> documentedTargets()
{
    return {{QLatin1String(constant::skypeOnlineAppId), QStringLiteral("Skype for Business Online"),
             QStringLiteral("SfBOnline"), QStringLiteral("SfBOnline-ApplicationAccount"),
             {QStringLiteral("UserApplication"), QStringLiteral("ArchiveApplication")}}};
}

}
