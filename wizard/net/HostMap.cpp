#include "net/HostMap.h"

namespace passerelle::net {

void HostMap::insert(const QString &host, const QString &address, quint16 port)
{
    m_targets.insert(host.toLower(), { address, port });
}

static QString portKey(const QString &host, quint16 port)
{
    return host.toLower() + u':' + QString::number(port);
}

void HostMap::insertPort(const QString &host, quint16 asked, const QString &address, quint16 port)
{
    m_targets.insert(portKey(host, asked), { address, port });
}

std::pair<QString, quint16> HostMap::resolve(const QString &host, quint16 port) const
{
    auto target = m_targets.constFind(portKey(host, port));
    if (target == m_targets.cend())
        target = m_targets.constFind(host.toLower());
    if (target == m_targets.cend())
        return { host, port };
    return { target->first, target->second ? target->second : port };
}

}
