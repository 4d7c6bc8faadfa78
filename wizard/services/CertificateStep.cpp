#include "services/CertificateStep.h"

#include "core/Key.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace passerelle::services {

using model::Verdict;
using Code = core::FailureCode;

using core::key;
static QString day(const QDateTime &utc) { return utc.toString(QStringLiteral("yyyy-MM-dd")); }

CertificateStep::CertificateStep(const Environment &environment, QObject *parent)
    : WorkingStep(QLatin1String(model::step::certificate), environment, parent)
{
}

QList<model::Finding> CertificateStep::pendingFindings() const
{
    QList<model::Finding> rows {{key("certificate.config"), Verdict::Pending, {}, {}, {}, -1, {}}};
    const model::ExchangeFacts facts = environment().state.exchange().value_or(model::ExchangeFacts {});
    for (const model::ExchangeServerFacts &server : facts.servers) {
        if (server.holdsMailboxes && !server.isEdge)
            rows.append({key("certificate.server.") + server.fqdn, Verdict::Pending, {{key("server"), server.fqdn}}, {}, {}, -1, {}});
    }
    for (const char *id : {"certificate.check", "certificate.next", "certificate.file"})
        rows.append({key(id), Verdict::Pending, {}, {}, {}, -1, {}});
    return rows;
}

model::StepStatus CertificateStep::quietStatus() const
{
    return m_known && !isApplying() ? model::StepStatus::AlreadyDone : model::StepStatus::Ready;
}

void CertificateStep::inspect(Continuation then)
{
    const model::ExchangeFacts facts = state().exchange().value_or(model::ExchangeFacts {});
    auto *reading = new inspection::CertificateReading(environment().exchange, facts.servers, settings().domainController);
    connect(reading, &inspection::CertificateReading::configRead, this, [this](const QString &thumbprint) {
        mark(key("certificate.config"), Verdict::Pass, {{key("thumbprint"), thumbprint}}, {}, {QStringLiteral("CurrentCertificateThumbprint=") + thumbprint});
    });
    connect(reading, &inspection::CertificateReading::serverAsked, this, [this](const QString &fqdn) {
        mark(key("certificate.server.") + fqdn, Verdict::Running);
    });
    connect(reading, &inspection::CertificateReading::serverAnswered, this, [this](const QString &fqdn, bool present, bool reachable) {
        const std::optional<Code> code = present ? std::nullopt : std::optional(reachable ? Code::CertNotOnAll : Code::ExUnreachable);
        mark(key("certificate.server.") + fqdn, present ? Verdict::Pass : reachable ? Verdict::Fail : Verdict::Attention,
             {{key("servers"), fqdn}, {key("host"), fqdn}}, code);
    });
    mark(key("certificate.config"), Verdict::Running);
    perform(reading, [this, then](const inspection::CertificateState &read) {
        if (const auto failure = judge(read)) {
            failed(*failure);
            return;
        }
        const auto record = state().stepRecord(id());
        m_known = model::isFinished(record.status) && state().certificate() && state().certificate()->thumbprint == read.current->thumbprint;
        state().setCertificate(read.current);
        state().setNextCertificate(read.next);
        judgeNext(read);
        planFile();
        then();
    });
}

std::optional<core::Failure> CertificateStep::judge(const inspection::CertificateState &read)
{
    const auto refuse = [this](Code code, const core::Values &values, const QString &technical) {
        mark(key("certificate.check"), Verdict::Fail, values, code);
        return core::Failure {code, values, technical, code == Code::CertNotOnAll};
    };
    if (!read.current || read.current->der.isEmpty() || !read.current->missingOn.isEmpty()) {
        const QStringList missing = read.current ? read.current->missingOn : QStringList {};
        const QString where = (missing + read.unreachable).join(QStringLiteral(", "));
        return refuse(Code::CertNotOnAll, {{key("servers"), where}}, read.config.currentThumbprint);
    }
    const model::ExportedCertificate &current = *read.current;
    const QDateTime now = environment().clock.nowUtc();
    const qint64 days = now.daysTo(current.notAfter);
    const core::Values values {{key("date"), day(current.notAfter)}, {key("n"), QString::number(days)}, {key("thumbprint"), current.thumbprint}};
    if (current.notAfter <= now)
        return refuse(Code::CertExpired, values, current.thumbprint);
    if (read.rsaBits < 2048)
        return refuse(Code::CertNoThumb, values, QStringLiteral("RSA %1 bits").arg(read.rsaBits));
    // Microsoft's thresholds (verification.md 8): 60 days without a next certificate, 120 days for the next one.
    const bool nextIsFar = read.next && now.daysTo(read.next->notAfter) >= 120;
    const bool soon = days < 60 && !nextIsFar;
    const QStringList evidence {QStringLiteral("subject: ") + current.subject,
                                QStringLiteral("notBefore: ") + current.notBefore.toString(Qt::ISODate),
                                QStringLiteral("notAfter: ") + current.notAfter.toString(Qt::ISODate),
                                QStringLiteral("RSA %1 bits").arg(read.rsaBits)};
    mark(key("certificate.check"), soon || current.notBefore > now ? Verdict::Attention : Verdict::Pass, values,
         soon ? std::optional(Code::CertExpiring) : current.notBefore > now ? std::optional(Code::ClockSkew) : std::nullopt, evidence);
    return std::nullopt;
}

void CertificateStep::judgeNext(const inspection::CertificateState &read)
{
    if (read.next && !read.next->der.isEmpty())
        mark(key("certificate.next"), Verdict::Pass, {{key("thumbprint"), read.next->thumbprint}, {key("date"), day(read.next->notAfter)}});
    else
        mark(key("certificate.next"), Verdict::NotApplicable);
}

void CertificateStep::planFile()
{
    const QString file = settings().certificateFile;
    if (file.isEmpty()) {
        mark(key("certificate.file"), Verdict::NotApplicable);
        return;
    }
    const QString shown = QDir::toNativeSeparators(file);
    QFile present(file);
    if (present.open(QIODevice::ReadOnly) && present.read(1 << 20) == state().certificate()->der) {
        mark(key("certificate.file"), Verdict::Pass, {{key("file"), shown}});
        return;
    }
    const QString before = present.exists() ? QStringLiteral("another content") : QStringLiteral("absent");
    setChanges({{key("certificate.file"), id(), key("computer"), shown, before, state().certificate()->thumbprint, {{key("file"), shown}}, false, true, {}}});
}

void CertificateStep::apply()
{
    for (const model::Change &change : changes()) {
        if (!state().accepts(change))
            continue;
        mark(key("certificate.file"), Verdict::Running);
        QSaveFile file(settings().certificateFile);
        const QByteArray der = state().certificate()->der;
        if (!file.open(QIODevice::WriteOnly) || file.write(der) != der.size() || !file.commit()) {
            failed({Code::LocalFile, {{key("file"), change.object}}, file.errorString(), true});
            return;
        }
        performed(change);
        mark(key("certificate.file"), Verdict::Pass, {{key("file"), change.object}});
    }
    conclude(model::StepStatus::Done);
}

}
