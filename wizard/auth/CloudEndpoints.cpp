#include "auth/CloudEndpoints.h"

#include <algorithm>

namespace passerelle::auth {

namespace {

bool sameOrigin(const QUrl &a, const QUrl &b)
{
    return !b.isEmpty() && a.scheme() == b.scheme() && a.host().compare(b.host(), Qt::CaseInsensitive) == 0
        && a.port(443) == b.port(443);
}

}

static bool isAny(const QList<QUrl> &list, const QUrl &url)
{
    return std::any_of(list.cbegin(), list.cend(), [&](const QUrl &entry) { return sameOrigin(url, entry); });
}

bool CloudEndpoints::allows(const QUrl &url) const
{
    return url.isValid() && url.scheme() == QLatin1String("https") && url.userInfo().isEmpty()
        && (sameOrigin(url, login) || sameOrigin(url, graph) || sameOrigin(url, exchange)
            || isAny(exchangeAlso, url) || isAny(loginAlso, url));
}

bool CloudEndpoints::isLogin(const QUrl &url) const
{
    return allows(url) && (sameOrigin(url, login) || isAny(loginAlso, url));
}

bool CloudEndpoints::allowsHost(const QString &host) const
{
    const auto is = [&host](const QUrl &url) { return host.compare(url.host(), Qt::CaseInsensitive) == 0; };
    return !host.isEmpty()
        && (is(login) || is(graph) || is(exchange) || std::any_of(exchangeAlso.cbegin(), exchangeAlso.cend(), is)
            || std::any_of(loginAlso.cbegin(), loginAlso.cend(), is));
}

QString CloudEndpoints::hostList() const
{
    QString list = login.authority() + QLatin1String(", ") + graph.authority();
    if (!exchange.isEmpty())
        list += QLatin1String(", ") + exchange.authority();
    for (const QUrl &also : exchangeAlso)
        list += QLatin1String(", ") + also.authority();
    return list;
}

CloudEndpoints worldwide()
{
    return clouds().first();
}

// The same public clients are named for every cloud: whether the national ones know them is not documented
// (a.3, i.11), so settings may name others. Which of the two hosts serves Exchange Online in China is not
// known either (i.7): both are allowed.
QList<CloudEndpoints> clouds()
{
    struct Row {
        const char *id, *login, *graph, *exchange, *regionSubScope;
        const char *exchangeAlso = "", *loginAlso = "";
    };
    static constexpr Row rows[] = {
        { "worldwide", "login.microsoftonline.com", "graph.microsoft.com", "outlook.office365.com", "" },
        { "us-l4", "login.microsoftonline.us", "graph.microsoft.us", "outlook.office365.us", "DODCON" },
        { "us-l5", "login.microsoftonline.us", "dod-graph.microsoft.us", "outlook-dod.office365.us", "DOD" },
        { "china", "login.partner.microsoftonline.cn", "microsoftgraph.chinacloudapi.cn",
          "outlook.office365.cn", "", "partner.outlook.cn", "login.chinacloudapi.cn" },
        { "bleu", "login.sovcloud-identity.fr", "graph.svc.sovcloud.fr", "outlook.sovcloud.fr", "" },
        { "delos", "login.sovcloud-identity.de", "graph.svc.sovcloud.de", "outlook.sovcloud.de", "" },
    };
    const auto https = [](const char *host) { return QUrl(QLatin1String("https://") + QLatin1String(host)); };
    const auto also = [&https](const char *host) { return *host ? QList<QUrl>{ https(host) } : QList<QUrl>(); };
    QList<CloudEndpoints> all;
    for (const Row &row : rows) {
        all.append({ QLatin1String(row.id), https(row.login), https(row.graph),
                     QStringLiteral("14d82eec-204b-4c2f-b7e8-296a70dab67e"), https(row.exchange),
                     QStringLiteral("fb78d390-0c51-40cd-8e17-fdbfab77341b"),
                     also(row.exchangeAlso),
                     also(row.loginAlso),
                     QLatin1String(row.regionSubScope) });
    }
    return all;
}

}
