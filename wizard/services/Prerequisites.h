#pragma once

#include "model/Activity.h"

namespace passerelle::services {

// The checks made before anything is proposed; only reads. What is found missing here is explained with a code of the
// problem catalogue; blocking ones are Verdict::Fail, the others Attention.
class Prerequisites : public model::Activity {
    Q_OBJECT
public:
    using Activity::Activity;
    virtual void run() = 0;
};

}
