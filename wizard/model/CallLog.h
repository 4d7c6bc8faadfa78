#pragma once

#include "model/Finding.h"

#include <QObject>

namespace passerelle::model {

// Everything sent to a server, as it happens. The transports report here; activities follow it while they run.
class CallLog : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    void record(const CallRecord &call) { emit recorded(call); }

signals:
    void recorded(const passerelle::model::CallRecord &call);
};

}
