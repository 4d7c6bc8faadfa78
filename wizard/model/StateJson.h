#pragma once

#include "model/Finding.h"
#include "model/Identities.h"
#include "model/Steps.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <optional>

// The run file, value by value: a list of what is saved, not of what is left out.
namespace passerelle::model::json {

void putTime(QJsonObject &object, const QString &name, const QDateTime &utc);
QDateTime toTime(const QJsonObject &object, const QString &name);
QStringList toStrings(const QJsonValue &value);

QJsonObject fromSettings(const Settings &settings);
Settings toSettings(const QJsonObject &object);
QJsonObject fromExchange(const ExchangeFacts &facts);
ExchangeFacts toExchange(const QJsonObject &object);
QJsonObject fromTenant(const TenantFacts &facts);
TenantFacts toTenant(const QJsonObject &object);
QJsonObject fromAccount(const AccountIdentity &account);
AccountIdentity toAccount(const QJsonObject &object);
QJsonObject fromPartnerApplication(const PartnerApplicationIdentity &application);
PartnerApplicationIdentity toPartnerApplication(const QJsonObject &object);
QJsonObject fromCertificate(const ExportedCertificate &certificate);
ExportedCertificate toCertificate(const QJsonObject &object);
QJsonObject fromChange(const Change &change);
Change toChange(const QJsonObject &object);
QJsonArray fromFindings(const QList<Finding> &findings);
QList<Finding> toFindings(const QJsonValue &value);
QJsonObject fromSteps(const QMap<QString, StepRecord> &steps);
std::optional<QMap<QString, StepRecord>> toSteps(const QJsonValue &value);  // nothing on an unknown status word
QJsonObject fromConfirmations(const QMap<QString, Confirmation> &confirmations);
QMap<QString, Confirmation> toConfirmations(const QJsonObject &object);

QString verdictWord(Verdict verdict);  // pass, warn, fail, needs-person, not-applicable, not-tested ... (DESIGN section 1)
Verdict verdictFromWord(const QString &word);

template <class Read>
auto toOptional(const QJsonObject &object, const QString &name, Read read) -> std::optional<decltype(read(object))>
{
    const QJsonValue value = object.value(name);
    if (!value.isObject())
        return std::nullopt;
    return read(value.toObject());
}

}
