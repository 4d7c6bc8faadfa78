#pragma once

#include "net/HttpConnection.h"
#include "psrp/Messages.h"
#include "psrp/ShellCommand.h"
#include "psrp/Soap.h"

#include <QDateTime>
#include <QHash>

namespace lab {

// One shell: one runspace pool of one user.
class Shell : public QObject {
public:
    Shell(const QString &id, const QString &user, QObject *parent);

    const QString id; // upper case, without braces
    const QString user;
    const QDateTime opened = QDateTime::currentDateTimeUtc();
    QDateTime lastActivity = opened;
    QString cookie;
    quint64 connection = 0; // the one it was created on
    std::optional<SoapFault> refusal; // the pool never opens: Receive ends with this
    QUuid pool;
    bool capabilityRead = false;
    bool initialised = false;
    bool modulesPrepared = false; // a pipeline has run
    int maximumEnvelope = 153600;
    int fragmentSize = 0; // 0: as large as the envelope and 32 KiB allow
    bool byteOrderMark = true;
    Defragmenter input;
    OutQueue output;
    QString preferredController; // Set-ADServerSettings
    bool viewEntireForest = false;
    QStringList finished; // commands whose Done was fetched: they may still be terminated

    ShellCommand *command(const QString &id) const;
    ShellCommand *addCommand(const QString &id);
    void removeCommand(const QString &id);

    // Message → fragments in the queue of the command, or of the pool when there is none.
    void send(ShellCommand *command, MessageType type, const QByteArray &text);

    struct Waiting {
        std::shared_ptr<HttpExchange> exchange;
        SoapRequest soap;
        int journalNumber = 0;
    };
    // The Receive that waits for data of that stream ("" = pool); a second one replaces it.
    QHash<QString, Waiting> waiting;

private:
    QHash<QString, ShellCommand *> m_commands;
};

}
