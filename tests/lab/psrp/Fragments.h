#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace lab {

// Cuts a message: 21-byte header (big-endian) and at most `largest` bytes of it per fragment.
QList<QByteArray> cutIntoFragments(quint64 objectId, const QByteArray &message, qsizetype largest);

// Puts the messages of one stream together again. Strict: after an error it must not be used any more.
class Defragmenter {
public:
    // The bytes of one SOAP element: whole fragments only. False with *error set when the sender broke a
    // rule.
    bool feed(const QByteArray &bytes, QList<QByteArray> *messages, QString *error);
    bool midMessage() const { return m_open; }

private:
    bool take(quint64 object, quint64 fragment, quint8 flags, const QByteArray &blob, QString *error);

    QByteArray m_message;
    quint64 m_object = 0;
    quint64 m_next = 0;
    bool m_open = false;
};

}
