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
    // A call is repeated by itself after that time.
    void announceWait(int seconds, core::WaitReason reason) { emit waiting(seconds, reason); }

signals:
    void recorded(const passerelle::model::CallRecord &call);
    void waiting(int seconds, passerelle::core::WaitReason reason);
};

}
