#include "auth/OneShotBody.h"

#include <cstring>

namespace passerelle::auth {

OneShotBody::OneShotBody(core::Secret content, QObject *parent)
    : QIODevice(parent)
    , m_content(std::move(content))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 OneShotBody::readData(char *data, qint64 maxSize)
{
    m_started = true;
    const qint64 count = qMin(maxSize, m_content.reveal().size() - m_at);
    if (count <= 0)
        return m_at == m_content.reveal().size() ? -1 : 0;
    std::memcpy(data, m_content.reveal().data() + m_at, static_cast<std::size_t>(count));
    m_at += count;
    return count;
}

}
