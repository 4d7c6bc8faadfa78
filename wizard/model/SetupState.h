#pragma once

#include "model/CloudSettings.h"
#include "model/ExchangeAccess.h"
#include "model/Finding.h"
#include "model/Identities.h"
#include "model/Steps.h"
#include "model/Targets.h"

#include <QJsonObject>
#include <QMap>
#include <QObject>

namespace passerelle::model {

enum class Mode { Setup, Verify };

// What the pages and steps share: values and one signal, no logic. Holds no password and no token, so nothing of that
// kind can be saved by mistake.
class SetupState : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    static constexpr int schemaVersion = 1;

    Mode mode() const { return m_mode; }
    const std::optional<ExchangeFacts> &exchange() const { return m_exchange; }
    const std::optional<TenantFacts> &tenant() const { return m_tenant; }
    const Settings &settings() const { return m_settings; }
    const ExchangeAccess &exchangeAccess() const { return m_exchangeAccess; }
    const CloudSettings &cloudSettings() const { return m_cloudSettings; }
    // Nobody signs in to Microsoft Entra here: step 5 is handed over, step 6 judges the answer brought back.
    bool isOffline() const { return m_offline; }
    const QList<ApplicationTarget> &targets() const { return m_targets; }
    // Those whose principals get the certificate: the targets, and Exchange Online where it was ticked.
    QList<ApplicationTarget> uploadTargets() const;
    const std::optional<AccountIdentity> &account() const { return m_account; }
    const std::optional<PartnerApplicationIdentity> &partnerApplication() const { return m_partnerApplication; }
    const std::optional<ExportedCertificate> &certificate() const { return m_certificate; }
    const std::optional<ExportedCertificate> &nextCertificate() const { return m_nextCertificate; }
    StepRecord stepRecord(const QString &id) const { return m_steps.value(id); }
    const QList<Finding> &checks() const { return m_checks; }
    QDateTime checksUtc() const { return m_checksUtc; }
    const QMap<QString, Confirmation> &confirmations() const { return m_confirmations; }
    const QList<Finding> &warnings() const { return m_warnings; }
    QDateTime startedUtc() const { return m_startedUtc; }

    // What the person decided on the review page, by Change::key(). Nothing is written for a change that was not
    // accepted; one that was neither accepted nor declined has appeared since.
    bool planAccepted() const { return m_planAccepted; }
    bool accepts(const Change &change) const { return m_planAccepted && m_acceptedKeys.contains(change.key()); }
    bool declines(const Change &change) const { return m_planAccepted && m_declinedKeys.contains(change.key()); }

    void setMode(Mode mode);
    void setExchange(std::optional<ExchangeFacts> facts);
    void setTenant(std::optional<TenantFacts> facts);
    void setSettings(Settings settings);
    void setExchangeAccess(ExchangeAccess access);
    void setCloudSettings(CloudSettings settings);
    void setOffline(bool offline);  // another choice withdraws the plan
    void setTargets(QList<ApplicationTarget> targets);
    void setAccount(std::optional<AccountIdentity> account);
    void setPartnerApplication(std::optional<PartnerApplicationIdentity> application);
    void setCertificate(std::optional<ExportedCertificate> certificate);
    void setNextCertificate(std::optional<ExportedCertificate> certificate);
    void setStepRecord(const QString &id, StepRecord record);
    void addPerformedChange(const QString &stepId, Change change);  // on the disk at once, so that a killed run knows it
    void setChecks(QList<Finding> checks, QDateTime utc);
    void confirm(const QString &checkId, Confirmation confirmation);
    void setWarnings(QList<Finding> warnings);
    void acceptPlan(QStringList accepted, QStringList declined);
    void withdrawPlan();     // also by itself, when another organisation or tenant is connected
    void begin(QDateTime utc);  // a new run: forgets everything but the mode

    // While the run file cannot be saved nothing may be written to a server: a killed run would not know of it.
    const std::optional<core::Failure> &saveFailure() const { return m_saveFailure; }
    void setSaveFailure(std::optional<core::Failure> failure) { m_saveFailure = std::move(failure); }
    // Everything known so far is on the disk when this returns, or saveFailure() says why not. To be called before the
    // first write to a server; acceptPlan() and addPerformedChange() do it by themselves.
    void settle() { emit settling(); }

    bool hasUnfinishedRun() const;  // a plan was accepted and a step is not finished

    QJsonObject toJson() const;
    // False, and nothing changed, when the document is of another schema or damaged.
    bool restore(const QJsonObject &document);

signals:
    void changed();
    void settling();

private:
    template <class T> void assign(T &member, T value);
    void withdrawForeignPlan();

    Mode m_mode = Mode::Setup;
    std::optional<ExchangeFacts> m_exchange;
    std::optional<TenantFacts> m_tenant;
    Settings m_settings;
    ExchangeAccess m_exchangeAccess;
    CloudSettings m_cloudSettings;
    bool m_offline = false;
    QList<ApplicationTarget> m_targets = documentedTargets();
    std::optional<AccountIdentity> m_account;
    std::optional<PartnerApplicationIdentity> m_partnerApplication;
    std::optional<ExportedCertificate> m_certificate;
    std::optional<ExportedCertificate> m_nextCertificate;
    QMap<QString, StepRecord> m_steps;
    QList<Finding> m_checks;
    QDateTime m_checksUtc;
    QMap<QString, Confirmation> m_confirmations;
    QList<Finding> m_warnings;
    bool m_planAccepted = false;
    QStringList m_acceptedKeys;
    QStringList m_declinedKeys;
    std::pair<QString, QString> m_acceptedFor;  // organisation and tenant the consent was given for
    QDateTime m_startedUtc;
    std::optional<core::Failure> m_saveFailure;
};

}
