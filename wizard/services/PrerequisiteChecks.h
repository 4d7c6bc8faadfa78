#pragma once

#include "inspection/PublishedReading.h"
#include "inspection/TrustReading.h"
#include "services/Environment.h"
#include "services/Prerequisites.h"
#include "services/RoleCheck.h"

#include <QPointer>

namespace passerelle::services {

// The prerequisites of ux.md page 4, cheap ones first. Facts gathered by the two connections are judged without asking
// again.
class PrerequisiteChecks : public Prerequisites {
    Q_OBJECT
public:
    explicit PrerequisiteChecks(const Environment &environment, QObject *parent = nullptr);

    void run() override;
    void cancel() override;

private:
    void judgeServers();
    void judgeDomains();
    void checkRoles();
    void readTrust();
    void learnTenant(const QString &id);
    void judgeTrust(const inspection::TrustState &trust);
    void probePublished(const QUrl &ewsUrl);
    void judgePublished(const inspection::PublishedState &published);
    void readPrincipals();
    void judgePrincipal(const model::ApplicationTarget &target, const graph::PrincipalAnswer &answer);
    void conclude();
    template <class Op, class Then> void perform(Op *operation, Then then);

    Environment m_environment;
    QPointer<core::Operation> m_current;
    bool m_cancelled = false;
};

}
