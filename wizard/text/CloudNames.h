#pragma once

#include <QString>

namespace passerelle::text {

// "Worldwide", "China (21Vianet)"; an unknown id as it is. Ids: auth::clouds().
QString cloudName(const QString &id);

}
