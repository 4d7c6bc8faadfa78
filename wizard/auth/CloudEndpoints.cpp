#include "auth/CloudEndpoints.h"

namespace passerelle::auth {

namespace {

bool sameOrigin(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host().compare(b.host(), Qt::CaseInsensitive) == 0
        && a.port(443) == b.port(443);
}

}

bool CloudEndpoints::allows(const QUrl &url) const
{
    return url.isValid() && url.scheme() == QLatin1String("https") && url.userInfo().isEmpty()
        && (sameOrigin(url, login) || sameOrigin(url, graph));
}

bool CloudEndpoints::isLogin(const QUrl &url) const
{
    return allows(url) && sameOrigin(url, login);
}

bool CloudEndpoints::allowsHost(const QString &host) const
{
    return !host.isEmpty()
        && (host.compare(login.host(), Qt::CaseInsensitive) == 0
            || host.compare(graph.host(), Qt::CaseInsensitive) == 0);
}

QString CloudEndpoints::hostList() const
{
    return login.authority() + QLatin1String(", ") + graph.authority();
}

CloudEndpoints worldwide()
{
    return { QStringLiteral("worldwide"), QUrl(QStringLiteral("https://login.microsoftonline.com")),
             QUrl(QStringLiteral("https://graph.microsoft.com")),
             QStringLiteral("14d82eec-204b-4c2f-b7e8-296a70dab67e") };
}

}
