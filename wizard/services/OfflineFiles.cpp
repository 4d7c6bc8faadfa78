#include "services/OfflineFiles.h"

#include "protocols/graph/KeyPlan.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace passerelle::services {

namespace {

QByteArray requestBody(const QJsonArray &keys)
{
    return QJsonDocument(QJsonObject{ { QStringLiteral("keyCredentials"), keys } })
        .toJson(QJsonDocument::Indented);
}

QString filled(QString sentence, const core::Values &values)
{
    for (auto it = values.begin(); it != values.end(); ++it)
        sentence.replace(u'{' + it.key() + u'}', it.value());
    return sentence;
}

QString principalAddress(const OfflineOrder &order, const QString &appId)
{
    return order.graph.toString(QUrl::StripTrailingSlash)
        + QStringLiteral("/v1.0/servicePrincipals(appId='%1')").arg(appId);
}

QString bodyName(const OfflineTarget &target)
{
    return QStringLiteral("servicePrincipal-%1%2")
        .arg(target.application.appId,
             target.keys ? QStringLiteral(".json") : QStringLiteral("-TO-COMPLETE.txt"));
}

// The new entries alone would delete the keys of others: words stand where those have to go, so that no server
// takes the text before they are replaced.
QByteArray requestTemplate(const OfflineOrder &order, const OfflineTarget &target, const QJsonArray &added)
{
    const core::Values values{ { QStringLiteral("name"), target.application.displayName } };
    QStringList entries;
    for (const QJsonValue &entry : added)
        entries << QString::fromUtf8(QJsonDocument(entry.toObject()).toJson(QJsonDocument::Indented)).trimmed();
    const QString text = QStringLiteral("*** %1 ***\n\n{\n\"keyCredentials\": [\n\n>>> %2 <<<\n,\n%3\n]\n}\n")
                             .arg(filled(order.words.templateWarning, values),
                                  filled(order.words.templateKeys, values), entries.join(QStringLiteral(",\n")));
    return "\xEF\xBB\xBF" + QString(text).replace(u'\n', QStringLiteral("\r\n")).toUtf8();
}

// What is said about one application: where to send the body, and what becomes of the keys that are there.
QStringList requestLines(const OfflineOrder &order, const OfflineTarget &target, const graph::KeyPlan &plan)
{
    const model::OfflineWords &words = order.words;
    const QString address = principalAddress(order, target.application.appId);
    const core::Values values{ { QStringLiteral("name"), target.application.displayName },
                               { QStringLiteral("appId"), target.application.appId },
                               { QStringLiteral("file"), bodyName(target) },
                               { QStringLiteral("n"), QString::number(plan.kept.size()) },
                               { QStringLiteral("thumbprint"), order.certificates.first().thumbprint() } };
    if (plan.alreadyPresent)
        return { filled(words.alreadyThere, values) };
    const QString read =
        QStringLiteral("    GET %1?$select=id,appId,accountEnabled,keyCredentials").arg(address);
    return { filled(target.keys ? words.withRequest : words.withTemplate, values),
             QString(),
             QStringLiteral("    PATCH %1").arg(address),
             QStringLiteral("    Content-Type: application/json"),
             QString(),
             filled(target.keys ? words.keysIncluded : words.keepKeys, values),
             QString(),
             read,
             QString(),
             filled(words.afterwards, values),
             QString(),
             read };
}

QByteArray instructions(const OfflineOrder &order, const QList<graph::KeyPlan> &plans)
{
    QStringList lines{ order.words.instructionsTitle, QString(), order.words.files, QString() };
    for (const crypto::Certificate &certificate : order.certificates) {
        lines << QStringLiteral("    %1  %2 - %3 UTC")
                     .arg(certificate.thumbprint(), certificate.notBefore().toString(Qt::ISODate),
                          certificate.notAfter().toString(Qt::ISODate));
    }
    lines << QString() << order.words.withScript;
    for (qsizetype i = 0; i < order.targets.size(); ++i) {
        const model::ApplicationTarget &application = order.targets[i].application;
        lines << QString() << QStringLiteral("== %1 (%2)").arg(application.displayName, application.appId)
              << QString();
        lines += requestLines(order, order.targets[i], plans[i]);
    }
    return "\xEF\xBB\xBF" + lines.join(QStringLiteral("\r\n")).toUtf8() + "\r\n";
}

}

core::Result<QList<OfflineFile>> offlineFiles(const OfflineOrder &order)
{
    if (order.certificates.isEmpty()) {
        return core::Failure{
            core::FailureCode::CertReadFail, {}, QStringLiteral("step 4 has exported no certificate"), true
        };
    }
    QList<OfflineFile> files;
    for (qsizetype i = 0; i < order.certificates.size(); ++i) {
        const QString name = i == 0 ? QStringLiteral("OAuthCert.cer") : QStringLiteral("OAuthCert-next.cer");
        files.append({ QStringLiteral("offline.cer"), name, order.certificates[i].der() });
    }
    QList<graph::KeyPlan> plans;
    for (const OfflineTarget &target : order.targets) {
        const graph::KeyPlan plan = graph::planKeyUpload(target.keys.value_or(QList<graph::KeyCredential>()),
                                                         order.certificates, order.now);
        if (plan.refusal) {
            core::Failure failure = *plan.refusal;
            failure.values.insert(QStringLiteral("name"), target.application.displayName);
            return failure;
        }
        plans << plan;
        if (plan.alreadyPresent)
            continue;
        if (target.keys)
            files.append({ QStringLiteral("offline.body.") + target.application.appId, bodyName(target),
                           requestBody(plan.body) });
        else
            files.append({ QStringLiteral("offline.template.") + target.application.appId, bodyName(target),
                           requestTemplate(order, target, plan.body) });
    }
    files.append(
        { QStringLiteral("offline.script"), QStringLiteral("upload-certificate.ps1"), uploadScript(order) });
    files.append({ QStringLiteral("offline.instructions"), QStringLiteral("instructions.txt"),
                   instructions(order, plans) });
    return files;
}

}
