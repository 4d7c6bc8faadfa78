#include "protocols/psrp/Fragment.h"

#include <QtEndian>

#include <limits>
#include <utility>

namespace passerelle::psrp {

namespace {

constexpr char startFlag = 0x01;
constexpr char endFlag = 0x02;

}

Fragmenter::Fragmenter(qsizetype fragmentSize)
    : m_slice(qMax<qsizetype>(fragmentSize - headerSize, 1))
{
}

QList<QByteArray> Fragmenter::fragments(const QByteArray &message)
{
    QList<QByteArray> out;
    ++m_objectId;
    qsizetype offset = 0;
    do {
        const qsizetype length = qMin(m_slice, message.size() - offset);
        QByteArray fragment(headerSize, Qt::Uninitialized);
        qToBigEndian(m_objectId, fragment.data());
        qToBigEndian(static_cast<quint64>(out.size()), fragment.data() + 8);
        const bool last = offset + length == message.size();
        fragment[16] = static_cast<char>((offset == 0 ? startFlag : 0) | (last ? endFlag : 0));
        qToBigEndian(static_cast<quint32>(length), fragment.data() + 17);
        fragment.append(message.constData() + offset, length);
        out.append(fragment);
        offset += length;
    } while (offset < message.size());
    return out;
}

bool Defragmenter::fail(const char *reason)
{
    m_error = QString::fromLatin1(reason);
    m_pending.clear();
    m_message.clear();
    return false;
}

bool Defragmenter::accept(const Header &header)
{
    if (header.objectId == 0 || header.objectId > quint64(std::numeric_limits<qint64>::max()))
        return fail("fragment with an impossible object id");
    if (header.length > quint64(m_limits.fragmentSize))
        return fail("fragment too large");
    if (header.start) {
        m_message.clear();
        m_emptyFragments = 0;
        if (header.fragmentId != 0)
            return fail("first fragment is not number 0");
    } else if (!m_inMessage || header.objectId != m_objectId || header.fragmentId != m_fragmentId + 1) {
        return fail("fragment out of order");
    }
    if (m_message.size() + qsizetype(header.length) > m_limits.messageSize)
        return fail("message too large");
    if (header.length == 0 && ++m_emptyFragments > m_limits.emptyFragments)
        return fail("too many empty fragments");
    m_inMessage = true;
    m_objectId = header.objectId;
    m_fragmentId = header.fragmentId;
    return true;
}

bool Defragmenter::feed(const QByteArray &bytes, QList<QByteArray> &messages)
{
    if (!m_error.isEmpty())
        return false;
    m_pending.append(bytes);
    qsizetype offset = 0;
    const auto left = [&] { return m_pending.size() - offset; };
    while (left() >= Fragmenter::headerSize) {
        const char *p = m_pending.constData() + offset;
        const Header header{ qFromBigEndian<quint64>(p), qFromBigEndian<quint64>(p + 8),
                             (p[16] & startFlag) != 0, (p[16] & endFlag) != 0,
                             qFromBigEndian<quint32>(p + 17) };
        if (header.length > quint64(m_limits.fragmentSize))
            return fail("fragment too large");
        if (left() < Fragmenter::headerSize + qsizetype(header.length))
            break;
        if (!accept(header))
            return false;
        m_message.append(p + Fragmenter::headerSize, qsizetype(header.length));
        offset += Fragmenter::headerSize + qsizetype(header.length);
        if (header.end) {
            messages.append(std::exchange(m_message, {}));
            m_inMessage = false;
        }
    }
    m_pending.remove(0, offset);
    return true;
}

}
