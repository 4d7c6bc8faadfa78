#pragma once

#include "psrp/Fragments.h"
#include "psrp/PipelineRequest.h"

#include <QObject>
#include <QUuid>

#include <functional>

namespace lab {

// What waits to be fetched with Receive, on the pool or on one command.
class OutQueue {
public:
    struct Portion {
        QList<QByteArray> fragments;
        bool finished = false;
    };

    void push(const QList<QByteArray> &fragments) { m_fragments += fragments; }
    void pause() { m_fragments.append(QByteArray()); } // what follows comes with another Receive
    void finish() { m_finished = true; }
    bool ready() const { return !m_fragments.isEmpty() || m_finished; }
    bool finished() const { return m_finished; }
    // At most `bytes` (at least one fragment) and at most `count` fragments (0: no limit).
    Portion take(qsizetype bytes, int count);
    // The same as a stream of bytes: at most so many, wherever that cuts. One "fragment" in the answer.
    Portion takeBytes(qsizetype bytes);

private:
    QList<QByteArray> m_fragments;
    bool m_finished = false;
};

// One command of a shell: one pipeline. Owned by its shell.
class ShellCommand : public QObject {
public:
    ShellCommand(const QString &id, QObject *parent);

    const QString id; // upper case, without braces
    QUuid uuid() const { return QUuid::fromString(id); }

    Defragmenter input;
    OutQueue output;
    std::optional<PipelineRequest> request;
    int journalNumber = 0;
    bool inputEnded = false;
    bool started = false;
    bool executed = false;
    qint64 hostCallId = 0; // > 0: an answer of the client is awaited
    std::function<void(bool ok)> resume; // called with that answer
    std::function<void()> wake; // a waiting Receive may be answered now
};

}
