#include "services/ServerName.h"

#include <QHostAddress>
#include <QUrl>

namespace passerelle::services {

ServerName judgeServerName(const QString &typed)
{
    const QString name = typed.trimmed();
    if (name.isEmpty())
        return ServerName::Missing;
    if (!QHostAddress(name).isNull())
        return ServerName::Address; // IPv6 without brackets too
    if (name.contains(u' ') || name.contains(u'/'))
        return ServerName::Unreadable;
    if (name.contains(u'@') || name.contains(u'\\'))
        return ServerName::Account;
    const QUrl url(QStringLiteral("https://") + name, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || url.hasQuery() || url.hasFragment())
        return ServerName::Unreadable;
    if (!QHostAddress(url.host()).isNull())
        return ServerName::Address;
    const qsizetype dot = url.host().indexOf(u'.');
    return dot > 0 && dot < url.host().size() - 1 ? ServerName::Good : ServerName::NotFull;
}

}
