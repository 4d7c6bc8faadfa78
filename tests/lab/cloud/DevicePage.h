#pragma once

#include "cloud/AuthorizePage.h"

namespace lab {

class World;

enum class DeviceWord { WrongCode, Unreadable };
QString deviceWords(DeviceWord word, bool french);

// Where a person types the code; `problem` is shown above the field.
QByteArray deviceCodePage(const QString &problem, bool french);
// The account to choose, "Continue", "Cancel".
QByteArray deviceAccountPage(const QString &userCode, const World &world, bool french);
QByteArray deviceDonePage(bool approved, bool french);

}
