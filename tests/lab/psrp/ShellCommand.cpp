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

ShellCommand::ShellCommand(const QString &commandId, QObject *parent)
    : QObject(parent)
    , id(commandId)
{
}

}
