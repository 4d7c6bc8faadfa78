#include "psrp/ShellCommand.h"

namespace lab {

OutQueue::Portion OutQueue::take(qsizetype bytes, int count)
{
    Portion portion;
    qsizetype total = 0;
    while (!m_fragments.isEmpty()) {
        if (m_fragments.first().isNull()) {
            m_fragments.removeFirst();
            if (!portion.fragments.isEmpty())
                break;
            continue;
        }
        const qsizetype size = (m_fragments.first().size() + 2) / 3 * 4 + 150;
        if (!portion.fragments.isEmpty() && total + size > bytes)
            break;
        if (count > 0 && portion.fragments.size() >= count)
            break;
        total += size;
        portion.fragments.append(m_fragments.takeFirst());
    }
    portion.finished = m_finished && m_fragments.isEmpty();
    return portion;
}

OutQueue::Portion OutQueue::takeBytes(qsizetype bytes)
{
    QByteArray taken;
    while (!m_fragments.isEmpty() && taken.size() < bytes) {
        if (m_fragments.first().isNull()) {
            if (!taken.isEmpty())
                break;
            m_fragments.removeFirst();
            continue;
        }
        QByteArray fragment = m_fragments.takeFirst();
        const qsizetype room = bytes - taken.size();
        taken += fragment.left(room);
        if (fragment.size() > room)
            m_fragments.prepend(fragment.mid(room));
    }
    return { { taken }, m_finished && m_fragments.isEmpty() };
}

ShellCommand::ShellCommand(const QString &commandId, QObject *parent)
    : QObject(parent)
    , id(commandId)
{
}

}
