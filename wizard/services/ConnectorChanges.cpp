#include "services/ConnectorChanges.h"

#include "core/Key.h"
#include "model/Steps.h"

namespace passerelle::services {

namespace {

using core::key;

const QLatin1StringView creationId("oauth.connector.create");
const QLatin1StringView domainsId("oauth.connector.domains");
const QLatin1StringView enableId("oauth.connector.enable");

model::Change row(QLatin1StringView id, const QString &name, const QString &before, const QString &after,
                  core::Values values)
{
    values.insert(key("name"), name);
    return { id,     QLatin1String(model::step::oauth), key("exchange-online"), name, before, after, std::move(values), true,
             true,   {} };
}

}

QList<model::Change> connectorChanges(const inspection::ConnectorRepair &repair)
{
    if (repair.creation) {
        const QString domains = repair.creation->domains.join(QStringLiteral(", "));
        return { row(creationId, repair.creation->name, {}, repair.creation->discoveryEndpoint + u' ' + domains,
                     { { key("url"), repair.creation->discoveryEndpoint }, { key("list"), domains } }) };
    }
    QList<model::Change> changes;
    if (repair.change.domains) {
        const QString before = repair.domainsBefore.join(QStringLiteral(", "));
        const QString after = repair.change.domains->join(QStringLiteral(", "));
        changes.append(row(domainsId, repair.name, before, after,
                           { { key("before"), before }, { key("list"), after } }));
    }
    if (repair.change.enabled)
        changes.append(row(enableId, repair.name, key("False"), key("True"), {}));
    return changes;
}

exo::ConnectorChange acceptedPart(const inspection::ConnectorRepair &repair,
                                  const std::function<bool(const model::Change &)> &accepts)
{
    exo::ConnectorChange part;
    for (const model::Change &change : connectorChanges(repair)) {
        if (!accepts(change))
            continue;
        if (change.id == domainsId)
            part.domains = repair.change.domains;
        else if (change.id == enableId)
            part.enabled = repair.change.enabled;
    }
    return part;
}

}
