#include "services/UploadChange.h"

#include "core/Key.h"
#include "model/Steps.h"

namespace passerelle::services {

using core::key;

model::Change principalCreation(const model::ApplicationTarget &application)
{
    return { key("upload.create-principal"),
             QLatin1String(model::step::upload),
             key("entra"),
             application.displayName,
             {},
             application.appId,
             { { key("name"), application.displayName }, { key("appId"), application.appId } },
             true,
             false,
             {} };
}

static QString thumbprints(const QList<graph::KeyCredential> &entries)
{
    QStringList list;
    for (const graph::KeyCredential &entry : entries)
        list << (entry.thumbprint().isEmpty() ? entry.keyId : entry.thumbprint());
    list.sort();
    return list.join(u' ');
}

model::Change keyChange(const model::ApplicationTarget &application, const graph::KeyPlan &plan)
{
    QStringList added;
    for (const crypto::Certificate &certificate : plan.added)
        added << certificate.thumbprint();
    QStringList expired;
    for (const graph::KeyCredential &entry : plan.expired)
        expired << (entry.displayName.isEmpty() ? entry.thumbprint() : entry.displayName);
    const core::Values values{ { key("name"), application.displayName },
                               { key("appId"), application.appId },
                               { key("added"), added.join(u' ') },
                               { key("count"), QString::number(plan.kept.size() + plan.expired.size()) },
                               { key("kept"), QString::number(plan.kept.size()) },
                               { key("expired"), QString::number(plan.expired.size()) },
                               { key("list"), expired.join(QStringLiteral(", ")) },
                               { key("total"), QString::number(plan.kept.size() + plan.added.size()) } };
    const QString before = thumbprints(plan.kept + plan.expired);
    const QString after = (thumbprints(plan.kept) + u' ' + added.join(u' ')).trimmed();
    return { plan.expired.isEmpty() ? key("upload.key") : key("upload.key-and-expired"),
             QLatin1String(model::step::upload),
             key("entra"),
             application.displayName,
             before,
             after,
             values,
             true,
             true,
             {} };
}

}
