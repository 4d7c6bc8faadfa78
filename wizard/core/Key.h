#pragma once

#include <QString>

namespace passerelle::core {

// A name of the protocol of the program itself: an id of a finding, a value of a failure.
inline QString key(const char *name)
{
    return QLatin1String(name);
}

}
