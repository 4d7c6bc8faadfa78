#pragma once

#include "inspection/TrustReading.h"
#include "services/Environment.h"
#include "verification/Checklist.h"

#include <QPointer>
#include <QUrl>
#include <functional>

namespace passerelle::verification {

// Runs the checks that a machine can make against the present state of the servers, whatever earlier steps believed.
// Knows nothing of a setup run: what it needs (domain, domain controller, names) comes from the settings of the run
// file or from what the two connections have read.
class ChecklistRunner : public Checklist {
    Q_OBJECT
public:
    explicit ChecklistRunner(const services::Environment &environment, QObject *parent = nullptr);

    void runAll() override;
    void runOne(const QString &checkId) override;
    void confirm(const QString &checkId, const QString &answer, const QString &who, const QString &note) override;
    void cancel() override;

private:
    using Check = void (ChecklistRunner::*)();
    void start(const QStringList &ids);
    void next();
    void checkAccount();
    void checkPartnerApplication();
    void checkCertificate();
    void checkKeys();
    void checkTrust();
    void checkPublished(const QString &id);
    void checkConnectivity();
    void needEwsUrl(const QString &id, std::function<void(const QUrl &)> then);
    void judgeOffer(const QUrl &url);
    void judgeMetadata(const QUrl &url);
    void showConfirmation(const QString &checkId);
    void showStored();
    void conclude(std::optional<core::Failure> failure);

    template <class Op, class Then>
    void perform(const QString &id, Op *operation, Then then)
    {
        m_current = operation;
        core::run(operation, this, [this, id, then = std::move(then)](const auto &result) {
            m_current = nullptr;
            if (!result)
                notMade(id, result.failure());
            else if (m_cancelled)
                conclude(core::Failure {core::FailureCode::Cancelled, {}, {}, true});
            else
                then(*result);
        });
    }
    void notMade(const QString &id, const core::Failure &failure);

    QString domainController() const;
    QString domain() const;
    QString tenantId() const;

    services::Environment m_environment;
    QStringList m_queue;
    QPointer<core::Operation> m_current;
    QUrl m_ewsUrl;
    QString m_trustedTenant; // named by the authorization servers of Exchange
    bool m_cancelled = false;
    bool m_shownEmpty = true;
};

}
