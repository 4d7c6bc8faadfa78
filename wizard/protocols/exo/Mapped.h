#pragma once

#include "protocols/exo/InvokeCommand.h"

#include <functional>

namespace passerelle::exo {

// A cmdlet whose answer is one value.
template <class T> class Mapped : public core::OperationOf<T> {
public:
    using Parse = std::function<core::Result<T>(const core::Result<Answer> &)>;

    Mapped(InvokeCommand *call, Parse parse)
        : m_call(call)
        , m_parse(std::move(parse))
    {
        m_call->setParent(this);
    }

protected:
    void doStart() override
    {
        core::run(m_call.data(), this,
                  [this](const core::Result<Answer> &answer) { this->finishWith(m_parse(answer)); });
    }
    void doCancel() override
    {
        if (m_call)
            m_call->cancel();
    }

private:
    QPointer<InvokeCommand> m_call;
    Parse m_parse;
};

}
