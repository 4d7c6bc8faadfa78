#include "flows/SecretFlows.h"

#include <QJsonDocument>

namespace passerelle::tests {

bool Evidence::begin(const QJsonObject &switches)
{
    lab.keepSecrets();
    if (!lab.start(switches))
        return false;
    channels = std::make_unique<Channels>();
    return folder.isValid();
}

void Evidence::end()
{
    if (!channels)
        return;
    const QJsonObject accounts = lab.ready()[QStringLiteral("accounts")].toObject();
    for (const char *account : {"exchange", "proxy"})
        secrets.append({QLatin1String(account) + QStringLiteral(" password"),
                        accounts[QLatin1String(account)].toObject()[QStringLiteral("password")].toString().toUtf8()});
    for (const auto &[kind, value] : lab.secrets())
        secrets.append({kind, value});
    channels->keepFiles(folder.path());
    channels->keep(QStringLiteral("lab journal"), QJsonDocument(lab.requests()).toJson());
    texts = channels->take();
}

QList<SecretFlow> secretFlows() { return windowFlows() + serviceFlows() + consoleFlows(); }

}
