#include "psrp/Fragments.h"

#include <QtEndian>

namespace lab {

namespace {
constexpr qsizetype headerSize = 21;
constexpr qsizetype largestMessage = 10 * 1024 * 1024;
}

QList<QByteArray> cutIntoFragments(quint64 objectId, const QByteArray &message, qsizetype largest)
{
    QList<QByteArray> fragments;
    qsizetype from = 0;
    quint64 number = 0;
    do {
        const QByteArray blob = message.mid(from, largest);
        const bool first = from == 0;
        from += blob.size();
        const bool last = from >= message.size();
        QByteArray header(headerSize, '\0');
        qToBigEndian(objectId, header.data());
        qToBigEndian(number++, header.data() + 8);
        header[16] = char((first ? 1 : 0) | (last ? 2 : 0));
        qToBigEndian(quint32(blob.size()), header.data() + 17);
        fragments.append(header + blob);
    } while (from < message.size());
    return fragments;
}

bool Defragmenter::feed(const QByteArray &bytes, QList<QByteArray> *messages, QString *error)
{
    qsizetype at = 0;
    while (at < bytes.size()) {
        if (bytes.size() - at < headerSize) {
            *error = "a fragment header is cut";
            return false;
        }
        const char *header = bytes.constData() + at;
        const auto object = qFromBigEndian<quint64>(header);
        const auto fragment = qFromBigEndian<quint64>(header + 8);
        const auto flags = quint8(header[16]);
        const auto length = qsizetype(qFromBigEndian<quint32>(header + 17));
        if (length > largestMessage || length > bytes.size() - at - headerSize) {
            *error = "a fragment says it is longer than it is";
            return false;
        }
        if (!take(object, fragment, flags, bytes.mid(at + headerSize, length), error))
            return false;
        if (!m_open)
            messages->append(std::exchange(m_message, {}));
        at += headerSize + length;
    }
    return true;
}

bool Defragmenter::take(quint64 object, quint64 fragment, quint8 flags, const QByteArray &blob,
                        QString *error)
{
    const bool start = flags & 1;
    if (object == 0 || (flags & 0xFC) != 0) {
        *error = "a fragment has object 0 or unknown flags";
        return false;
    }
    if (start != !m_open || (start && fragment != 0)) {
        *error = "a fragment starts or continues at the wrong place";
        return false;
    }
    if (start && object <= m_object) {
        *error = "object numbers of fragments do not grow";
        return false;
    }
    if (!start && (object != m_object || fragment != m_next)) {
        *error = "a fragment is missing";
        return false;
    }
    if (m_message.size() + blob.size() > largestMessage) {
        *error = "a message is too long";
        return false;
    }
    m_object = object;
    m_next = fragment + 1;
    m_message += blob;
    m_open = !(flags & 2);
    return true;
}

}
