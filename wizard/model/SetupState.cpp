#include "model/SetupState.h"

#include "model/StateJson.h"

namespace passerelle::model {

template <class T>
void SetupState::assign(T &member, T value)
{
    if (member == value)
        return;
    member = std::move(value);
    emit changed();
}

void SetupState::setMode(Mode mode) { assign(m_mode, mode); }
void SetupState::setExchange(std::optional<ExchangeFacts> facts)
{
    assign(m_exchange, std::move(facts));
    withdrawForeignPlan();
}

void SetupState::setTenant(std::optional<TenantFacts> facts)
{
    assign(m_tenant, std::move(facts));
    withdrawForeignPlan();
}

void SetupState::withdrawForeignPlan()
{
    const bool otherExchange = m_exchange && m_exchange->organization != m_acceptedFor.first;
    const bool otherTenant = m_tenant && m_tenant->id != m_acceptedFor.second;
    if (m_planAccepted && (otherExchange || otherTenant))
        withdrawPlan();
}
void SetupState::setSettings(Settings settings) { assign(m_settings, std::move(settings)); }
void SetupState::setTargets(QList<ApplicationTarget> targets) { assign(m_targets, std::move(targets)); }
QList<ApplicationTarget> SetupState::uploadTargets() const
{
    return m_cloudSettings.uploadToExchangeOnline ? m_targets + QList {exchangeOnlineTarget()} : m_targets;
}
void SetupState::setExchangeAccess(ExchangeAccess access)
{
    assign(m_exchangeAccess, std::move(access));
}

void SetupState::setCloudSettings(CloudSettings settings) { assign(m_cloudSettings, std::move(settings)); }
void SetupState::setOffline(bool offline)
{
    if (m_offline != offline && m_planAccepted)
        withdrawPlan();
    assign(m_offline, offline);
}

void SetupState::setAccount(std::optional<AccountIdentity> account) { assign(m_account, std::move(account)); }

void SetupState::setPartnerApplication(std::optional<PartnerApplicationIdentity> application)
{
    assign(m_partnerApplication, std::move(application));
}

void SetupState::setCertificate(std::optional<ExportedCertificate> certificate)
{
    assign(m_certificate, std::move(certificate));
}

void SetupState::setNextCertificate(std::optional<ExportedCertificate> certificate)
{
    assign(m_nextCertificate, std::move(certificate));
}

void SetupState::setStepRecord(const QString &id, StepRecord record)
{
    m_steps.insert(id, std::move(record));
    emit changed();
}

void SetupState::setChecks(QList<Finding> checks, QDateTime utc)
{
    m_checks = std::move(checks);
    m_checksUtc = utc;
    emit changed();
}

void SetupState::confirm(const QString &checkId, Confirmation confirmation)
{
    m_confirmations.insert(checkId, std::move(confirmation));
    emit changed();
}

void SetupState::setWarnings(QList<Finding> warnings)
{
    m_warnings = std::move(warnings);
    emit changed();
}

void SetupState::addPerformedChange(const QString &stepId, Change change)
{
    m_steps[stepId].changes.append(std::move(change));
    emit changed();
    settle();
}

void SetupState::acceptPlan(QStringList accepted, QStringList declined)
{
    m_planAccepted = true;
    m_acceptedKeys = std::move(accepted);
    m_declinedKeys = std::move(declined);
    m_acceptedFor = {m_exchange ? m_exchange->organization : QString(), m_tenant ? m_tenant->id : QString()};
    emit changed();
    settle();
}

void SetupState::withdrawPlan()
{
    m_planAccepted = false;
    m_acceptedKeys.clear();
    m_declinedKeys.clear();
    emit changed();
}

void SetupState::begin(QDateTime utc)
{
    m_exchange.reset();
    m_tenant.reset();
    m_settings = {};
    m_cloudSettings.uploadToExchangeOnline = false;  // how to connect stays, what to change does not
    m_offline = false;
    m_account.reset();
    m_partnerApplication.reset();
    m_certificate.reset();
    m_nextCertificate.reset();
    m_steps.clear();
    m_checks.clear();
    m_checksUtc = {};
    m_confirmations.clear();
    m_warnings.clear();
    m_planAccepted = false;
    m_acceptedKeys.clear();
    m_declinedKeys.clear();
    m_startedUtc = utc;
    emit changed();
}

bool SetupState::hasUnfinishedRun() const
{
    if (!m_planAccepted)
        return false;
    for (const QString &id : stepIds()) {  // the others do not depend on step 1, which every run reads anew
        if (id != QLatin1String(step::oauth) && !isFinished(m_steps.value(id).status))
            return true;
    }
    return false;
}

QJsonObject SetupState::toJson() const
{
    QJsonObject o {{QStringLiteral("schema"), schemaVersion},
                   {QStringLiteral("mode"), m_mode == Mode::Verify ? QStringLiteral("verify") : QStringLiteral("setup")},
                   {QStringLiteral("planAccepted"), m_planAccepted},
                   {QStringLiteral("acceptedChanges"), QJsonArray::fromStringList(m_acceptedKeys)},
                   {QStringLiteral("acceptedForOrganization"), m_acceptedFor.first},
                   {QStringLiteral("acceptedForTenant"), m_acceptedFor.second},
                   {QStringLiteral("declinedChanges"), QJsonArray::fromStringList(m_declinedKeys)},
                   {QStringLiteral("settings"), json::fromSettings(m_settings)},
                   {QStringLiteral("exchangeAccess"), model::toJson(m_exchangeAccess)},
                   {QStringLiteral("cloudSettings"), model::toJson(m_cloudSettings)},
                   {QStringLiteral("offline"), m_offline},
                   {QStringLiteral("steps"), json::fromSteps(m_steps)},
                   {QStringLiteral("checks"), json::fromFindings(m_checks)},
                   {QStringLiteral("warnings"), json::fromFindings(m_warnings)},
                   {QStringLiteral("confirmations"), json::fromConfirmations(m_confirmations)}};
    json::putTime(o, QStringLiteral("started"), m_startedUtc);
    json::putTime(o, QStringLiteral("checked"), m_checksUtc);
    if (m_exchange)
        o[QStringLiteral("exchange")] = json::fromExchange(*m_exchange);
    if (m_tenant)
        o[QStringLiteral("tenant")] = json::fromTenant(*m_tenant);
    if (m_account)
        o[QStringLiteral("account")] = json::fromAccount(*m_account);
    if (m_partnerApplication)
        o[QStringLiteral("partnerApplication")] = json::fromPartnerApplication(*m_partnerApplication);
    if (m_certificate)
        o[QStringLiteral("certificate")] = json::fromCertificate(*m_certificate);
    if (m_nextCertificate)
        o[QStringLiteral("nextCertificate")] = json::fromCertificate(*m_nextCertificate);
    return o;
}

bool SetupState::restore(const QJsonObject &o)
{
    if (o.value(QStringLiteral("schema")).toInt() != schemaVersion)
        return false;
    const auto steps = json::toSteps(o.value(QStringLiteral("steps")));
    if (!steps)
        return false;
    m_steps = *steps;
    m_mode = o.value(QStringLiteral("mode")).toString() == u"verify" ? Mode::Verify : Mode::Setup;
    m_planAccepted = o.value(QStringLiteral("planAccepted")).toBool();
    m_acceptedKeys = json::toStrings(o.value(QStringLiteral("acceptedChanges")));
    m_acceptedFor = {o.value(QStringLiteral("acceptedForOrganization")).toString(), o.value(QStringLiteral("acceptedForTenant")).toString()};
    m_declinedKeys = json::toStrings(o.value(QStringLiteral("declinedChanges")));
    m_settings = json::toSettings(o.value(QStringLiteral("settings")).toObject());
    m_exchangeAccess = exchangeAccessFromJson(o.value(QStringLiteral("exchangeAccess")).toObject());
    m_cloudSettings = cloudSettingsFromJson(o.value(QStringLiteral("cloudSettings")).toObject());
    m_offline = o.value(QStringLiteral("offline")).toBool();
    m_checks = json::toFindings(o.value(QStringLiteral("checks")));
    m_warnings = json::toFindings(o.value(QStringLiteral("warnings")));
    m_confirmations = json::toConfirmations(o.value(QStringLiteral("confirmations")).toObject());
    m_startedUtc = json::toTime(o, QStringLiteral("started"));
    m_checksUtc = json::toTime(o, QStringLiteral("checked"));
    m_exchange = json::toOptional(o, QStringLiteral("exchange"), json::toExchange);
    m_tenant = json::toOptional(o, QStringLiteral("tenant"), json::toTenant);
    m_account = json::toOptional(o, QStringLiteral("account"), json::toAccount);
    m_partnerApplication = json::toOptional(o, QStringLiteral("partnerApplication"), json::toPartnerApplication);
    m_certificate = json::toOptional(o, QStringLiteral("certificate"), json::toCertificate);
    m_nextCertificate = json::toOptional(o, QStringLiteral("nextCertificate"), json::toCertificate);
    emit changed();
    return true;
}

}
