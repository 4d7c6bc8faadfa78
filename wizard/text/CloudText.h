#pragma once

#include <QString>

namespace passerelle::text {

// The name of a cloud of auth::clouds(), by its id; other ids are shown as they are.
QString cloudName(const QString &id);

}
