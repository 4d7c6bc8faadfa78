#pragma once

#include "protocols/psrp/CommandRunner.h"

#include <QHash>
#include <functional>

namespace passerelle::tests {

// An Exchange made of answers: what a cmdlet returns is a function of its parameters; an unknown cmdlet is an error.
class FakeExchange : public psrp::CommandRunner {
public:
    using Answer = std::function<QList<psrp::Value>(const psrp::Command &)>;

    void answer(const QString &cmdlet, Answer answer) { m_answers.insert(cmdlet, std::move(answer)); }
    QStringList sent;  // every cmdlet as PowerShell text
    QStringList writes() const
    {
        QStringList list;
        for (const QString &command : sent) {
            if (!command.startsWith(QStringLiteral("Get-")))
                list << command.section(u' ', 0, 0);
        }
        return list;
    }

    core::OperationOf<psrp::CommandOutput> *invoke(const psrp::Command &command, QObject *parent) override
    {
        class Call : public core::OperationOf<psrp::CommandOutput> {
        public:
            psrp::CommandOutput output;

        protected:
            void doStart() override { succeed(output); }
            void doCancel() override {}
        };
        sent << command.toPowerShell();
        auto *call = new Call;
        call->setParent(parent);
        if (m_answers.contains(command.name)) {
            call->output.objects = m_answers[command.name](command);
        } else {
            psrp::ErrorRecord error;
            error.reason = QStringLiteral("CommandNotFoundException");
            call->output.errors = {error};
            call->output.failed = true;
        }
        return call;
    }

private:
    QHash<QString, Answer> m_answers;
};

}
