#pragma once

#include "protocols/psrp/Limits.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace passerelle::psrp {

// Cuts outgoing messages into fragments: a header of 21 bytes, big-endian, and a slice (reference
// psrp.md 7.1). One per pool, because the object id grows over all of its messages.
class Fragmenter {
public:
    static constexpr qsizetype headerSize = 21;

    explicit Fragmenter(qsizetype fragmentSize); // in bytes, header included
    QList<QByteArray> fragments(const QByteArray &message);

private:
    qsizetype m_slice;
    quint64 m_objectId = 0;
};

// Puts the messages of one incoming stream together again. One per stream: the pool and each pipeline. The
// stream is continuous: its bytes may be cut anywhere, also inside a header.
class Defragmenter {
public:
    explicit Defragmenter(const Limits &limits = {})
        : m_limits(limits)
    {
    }

    // Takes more bytes and appends the messages they complete. False once the stream is beyond repair; see
    // error().
    bool feed(const QByteArray &bytes, QList<QByteArray> &messages);
    const QString &error() const { return m_error; }
    bool isBetweenMessages() const { return m_pending.isEmpty() && !m_inMessage; }

private:
    struct Header {
        quint64 objectId;
        quint64 fragmentId;
        bool start;
        bool end;
        quint32 length;
    };
    bool accept(const Header &header);
    bool fail(const char *reason);

    Limits m_limits;
    QByteArray m_pending; // of the fragment that is not complete yet
    QByteArray m_message;
    quint64 m_objectId = 0;
    quint64 m_fragmentId = 0;
    int m_emptyFragments = 0;
    bool m_inMessage = false;
    QString m_error;
};

}
