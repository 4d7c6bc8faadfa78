#pragma once

#include <QDateTime>

namespace passerelle::core {

// The time of day, injected so that tests can choose it.
class Clock {
public:
    virtual ~Clock() = default;
    virtual QDateTime nowUtc() const { return QDateTime::currentDateTimeUtc(); }
};

}
