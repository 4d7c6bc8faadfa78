#include "app/CloudOptions.h"

#include "auth/CloudEndpoints.h"

#include <QRegularExpression>
#include <QUrl>
#include <algorithm>

namespace passerelle::app {

static QStringList cloudIds()
{
    QStringList ids {QStringLiteral("auto")};
    for (const auth::CloudEndpoints &cloud : auth::clouds())
        ids << cloud.id;
    return ids;
}

static bool isProxyWord(const QString &text) { return text == u"system" || text == u"none"; }

static QUrl proxyAddress(const QString &text)
{
    return QUrl(text.contains(QStringLiteral("://")) ? text : QStringLiteral("http://") + text, QUrl::StrictMode);
}

QString CloudOptions::problem() const
{
    static const QRegularExpression guid(QStringLiteral("^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$"));
    if (cloud && !cloudIds().contains(*cloud))
        return QStringLiteral("--cloud takes %1.").arg(cloudIds().join(QStringLiteral(", ")));
    if (clientId && !clientId->isEmpty() && !guid.match(*clientId).hasMatch())
        return QStringLiteral("--client-id takes the identifier of an application: 8-4-4-4-12 hexadecimal digits.");
    if (!proxy || isProxyWord(*proxy))
        return {};
    const QUrl url = proxyAddress(*proxy);
    if (!url.password().isEmpty())
        return QStringLiteral("--proxy takes no password: it is asked for, so that it stays off the command line.");
    const bool usable = url.isValid() && url.scheme() == u"http" && !url.host().isEmpty() && (url.path().isEmpty() || url.path() == u"/")
        && !url.hasQuery() && !url.hasFragment() && url.port(8080) > 0;
    return usable ? QString() : QStringLiteral("--proxy takes system, none or http://[user@]host[:port].");
}

void CloudOptions::applyTo(model::SetupState &state) const
{
    model::CloudSettings settings = state.cloudSettings();
    if (cloud)
        settings.cloud = *cloud == u"auto" ? QString() : *cloud;
    if (clientId)
        settings.clientId = *clientId;
    if (proxy && isProxyWord(*proxy)) {
        settings.proxyKind = *proxy;
    } else if (proxy) {
        const QUrl url = proxyAddress(*proxy);
        settings.proxyKind = QStringLiteral("manual");
        settings.proxyHost = url.host();
        settings.proxyPort = url.port(8080);
        settings.proxyUser = url.userName(QUrl::FullyDecoded);
    }
    if (settings != state.cloudSettings())
        state.setCloudSettings(std::move(settings));
}

}
