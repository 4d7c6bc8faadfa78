#include "verification/ChecklistRunner.h"

#include "core/Key.h"
#include "inspection/ConnectivityReading.h"

namespace passerelle::verification {

using core::key;
using model::Verdict;
using Code = core::FailureCode;

// V8, from Microsoft 365 to Exchange. What cannot be tested here comes with the command to copy.
void ChecklistRunner::checkConnectivity()
{
    needEwsUrl(key("V8"), [this](const QUrl &url) {
        const QString mailbox = m_environment.state.settings().testMailbox;
        auto *reading = new inspection::ConnectivityReading(m_environment.online, {url, mailbox});
        perform(key("V8"), reading, [this, url, mailbox](const inspection::ConnectivityState &state) {
            core::Values values {{key("url"), url.toString()}, {key("mailbox"), mailbox}, {key("user"), mailbox},
                                 {key("result"), state.resultType}, {key("commands"), QString()}};
            const auto withCommands = [&] {
                values.insert(key("commands"), state.commands);
                return values;
            };
            if (state.success)
                mark(key("V8"), Verdict::Pass, values, {}, state.evidence);
            else if (state.tested)
                mark(key("V8"), state.refusedByExchange ? Verdict::Fail : Verdict::Attention, withCommands(), {}, state.evidence);
            else if (state.mailboxUnknown)
                mark(key("V8"), Verdict::Attention, values, Code::VUserUnknown, state.evidence);
            else if (state.failure)
                mark(key("V8"), Verdict::NotTested, withCommands(), state.failure->code, state.evidence);
            else
                mark(key("V8"), Verdict::NotTested, withCommands());
            next();
        });
    });
}

}
