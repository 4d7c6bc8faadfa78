#include "protocols/exo/Cmdlets.h"
#include "protocols/exo/Commands.h"
#include "services/OfflineFiles.h"
#include "text/OfflineText.h"
#include "unit/tst_CertificateFactory.h"

#include <QDir>
#include <QFile>

using namespace passerelle;

namespace {

bool write(const QString &folder, const QString &name, const QByteArray &content)
{
    QFile file(QDir(folder).filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

services::OfflineOrder order(const model::OfflineWords &words)
{
    services::OfflineOrder out;
    for (int i = 0; i < 2; ++i)
        out.certificates << *crypto::Certificate::fromDer(factory::certificate(factory::ecKey()));
    for (const char *id : { model::constant::skypeOnlineAppId, model::constant::teamsSchedulerAppId }) {
        services::OfflineTarget target;
        target.application.appId = QLatin1String(id);
        out.targets << target;
    }
    out.tenantId = QStringLiteral("it's \u2019 $(a) `b \" ; | & {");
    out.cloud = QStringLiteral("us-l4");
    out.graph = QUrl(QStringLiteral("https://graph.microsoft.us"));
    out.now = QDateTime::currentDateTimeUtc();
    out.words = words;
    return out;
}

// Words made to break out of wherever they stand.
model::OfflineWords hostile()
{
    const QString text =
        QString::fromUtf8("l\u2019un ' \" $(Remove-Item x) `n #> @' \n Remove-Item y ; {appId} {n}");
    model::OfflineWords w;
    for (QString *word : { &w.scriptPurpose, &w.scriptSafe, &w.scriptModule, &w.scriptRole,
                           &w.missingApplication, &w.alreadyThere, &w.cannotKeep, &w.changedMeanwhile,
                           &w.droppingExpired, &w.written, &w.verified, &w.notVisible })
        *word = text;
    return w;
}

}

// Writes every kind of PowerShell the program gives away into the folder named.
int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    const QString folder = QString::fromLocal8Bit(argv[1]);
    exo::ConnectorChange change;
    change.enabled = true;
    change.domains = QStringList{ QStringLiteral("a.fr"), QStringLiteral("b.fr") };
    const exo::ConnectorWish wish{ QStringLiteral("l'un \u2019 $(x)"),
                                   QStringLiteral("https://a/"),
                                   QStringLiteral("https://b/"),
                                   { QStringLiteral("contoso.fr") },
                                   true };
    const QString commands = exo::commandsFor(
        { exo::getConnectors(), exo::newConnector(wish), exo::setConnector(wish.name, change),
          exo::removeConnector(wish.name), exo::getConfiguration(QStringLiteral("{guid}")),
          exo::testOAuth({ QStringLiteral("EWS"), QStringLiteral("https://c/"), QStringLiteral("a@b") }),
          exo::getAcceptedDomains(), exo::getOrganizationConfig() },
        { QStringLiteral("china"), QStringLiteral("o'neil@contoso.cn") });
    const bool written =
        write(folder, QStringLiteral("plain.ps1"), services::uploadScript(order(text::offlineWords())))
        && write(folder, QStringLiteral("hostile.ps1"), services::uploadScript(order(hostile())))
        && write(folder, QStringLiteral("commands.ps1"), commands.toUtf8());
    return written ? 0 : 1;
}
