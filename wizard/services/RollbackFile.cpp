#include "services/RollbackFile.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace passerelle::services {

static QJsonObject entryOf(const graph::KeyCredential &key)
{
    QJsonObject o{ { QStringLiteral("keyId"), key.keyId },
                   { QStringLiteral("type"), key.type },
                   { QStringLiteral("usage"), key.usage },
                   { QStringLiteral("displayName"), key.displayName },
                   { QStringLiteral("thumbprint"), key.thumbprint() },
                   { QStringLiteral("startDateTime"), key.start.toString(Qt::ISODate) },
                   { QStringLiteral("endDateTime"), key.end.toString(Qt::ISODate) } };
    if (key.isPublicCertificate() && key.certificate)
        o[QStringLiteral("key")] = QString::fromLatin1(key.certificate->der().toBase64());
    return o;
}

static QJsonObject principalOf(const graph::ServicePrincipal &principal)
{
    QJsonArray keys;
    for (const graph::KeyCredential &key : principal.keys)
        keys.append(entryOf(key));
    return { { QStringLiteral("id"), principal.id },
             { QStringLiteral("appId"), principal.appId },
             { QStringLiteral("displayName"), principal.displayName },
             { QStringLiteral("keyCredentials"), keys } };
}

core::Result<QString> saveRollback(const QString &folder, const Rollback &rollback)
{
    QJsonArray principals;
    for (const graph::ServicePrincipal &principal : rollback.before)
        principals.append(principalOf(principal));
    const QJsonObject document{ { QStringLiteral("schema"), 1 },
                                { QStringLiteral("time"), rollback.utc.toString(Qt::ISODate) },
                                { QStringLiteral("tenant"),
                                  QJsonObject{ { QStringLiteral("id"), rollback.tenant.id },
                                               { QStringLiteral("name"), rollback.tenant.name } } },
                                { QStringLiteral("adding"), QJsonArray::fromStringList(rollback.adding) },
                                { QStringLiteral("servicePrincipals"), principals } };
    const QString name =
        QDir(folder).filePath(QStringLiteral("keys-before-%1.json")
                                  .arg(rollback.utc.toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"))));
    QSaveFile file(name);
    const bool saved = QDir().mkpath(folder) && file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(QJsonDocument(document).toJson()) > 0 && file.commit();
    if (!saved) {
        return core::Failure{
            core::FailureCode::LocalFile, { { QStringLiteral("file"), name } }, file.errorString(), true
        };
    }
    return name;
}

}
