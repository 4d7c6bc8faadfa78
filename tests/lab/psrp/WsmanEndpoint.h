#pragma once

#include "cmdlets/CmdletRunner.h"
#include "net/HttpConnection.h"
#include "org/World.h"
#include "psrp/Shell.h"
#include "psrp/WsmanSecurity.h"

namespace lab {

// POST /PowerShell/ of the made-up Exchange server: authentication, SOAP, shells, commands.
class WsmanEndpoint : public QObject {
public:
    WsmanEndpoint(World &world, QObject *parent);

    void handle(const std::shared_ptr<HttpExchange> &exchange);
    QList<Shell *> shells() const;
    void closeAll();

private:
    struct Call {
        std::shared_ptr<HttpExchange> exchange;
        SoapRequest soap;
        int journalNumber = 0;
        Shell *shell = nullptr;
        QString cmdlet = {}; // behind a Command or a Receive; empty when not known
    };
    using Failure = std::optional<SoapFault>;

    // WsmanEndpoint.cpp: everything around the operations
    Failure findShell(Call &call);
    bool interfere(Call &call, const QStringList &subjects);
    QStringList subjectsOf(const Call &call) const;
    void reply(const Call &call, const QString &body);
    void refuse(const Call &call, const SoapFault &fault);
    void send(const Call &call, int status, const QByteArray &text);
    void sendPage(const Call &call, int status, const QByteArray &text);
    void closeShell(Shell *shell); // whatever waits on it learns that it is gone

    // WsmanOperations.cpp
    Failure create(Call &call, const WsmanSecurity::Opened &opened);
    Failure command(Call &call);
    Failure sendInput(Call &call);
    Failure receive(Call &call);
    Failure signal(Call &call);
    Failure remove(Call &call);
    Failure poolMessage(Shell *shell, const Message &message);
    Failure commandMessages(Call &call, ShellCommand *command, const QByteArray &bytes);
    void start(Shell *shell, ShellCommand *command, quint64 connection);
    void execute(Shell *shell, ShellCommand *command, quint64 connection);
    void finish(Shell *shell, ShellCommand *command, const CmdletOutcome &outcome);
    void stop(Shell *shell, ShellCommand *command);
    void deliver(Shell *shell, const QString &stream);
    QString wireId(const QString &id) const;
    OutQueue::Portion nextPortion(OutQueue &queue, qsizetype room);
    void answerReceive(Shell *shell, const Shell::Waiting &waiting, const QString &stream);

    World &m_world;
    WsmanSecurity m_security;
    CmdletRunner m_runner;
    QHash<QString, Shell *> m_shells;
};

}
