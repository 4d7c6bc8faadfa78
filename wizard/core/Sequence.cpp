#include "core/Sequence.h"

namespace passerelle::core {

void Sequence::doStart() { next(); }

void Sequence::doCancel()
{
    if (m_current)
        m_current->cancel();
    else
        fail({FailureCode::Cancelled, {}, {}, true});
}

void Sequence::next()
{
    if (isCancelling()) {
        fail({FailureCode::Cancelled, {}, {}, true});
        return;
    }
    if (m_index == m_steps.size()) {
        succeed({});
        return;
    }
    m_steps[m_index++]();
}

}
