#pragma once

#include <QHash>
#include <QString>

#include <utility>

namespace passerelle::net {

// Sends the connections meant for some host names to other addresses. Tests and the demo use it to reach the
// lab under the names of its servers; the name keeps its meaning everywhere else (Host header, certificate
// name, sign-in).
class HostMap {
public:
    // port 0 keeps the port that was asked for.
    void insert(const QString &host, const QString &address, quint16 port);
    // Only what is meant for this port of the host; goes before the general rule.
    void insertPort(const QString &host, quint16 asked, const QString &address, quint16 port);
    std::pair<QString, quint16> resolve(const QString &host, quint16 port) const;

private:
    QHash<QString, std::pair<QString, quint16>> m_targets; // keys in lower case: host, or host:port
};

}
