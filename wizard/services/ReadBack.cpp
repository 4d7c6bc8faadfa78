#include "services/ReadBack.h"

#include "core/Key.h"
#include "services/UploadStep.h"

#include <QDir>
#include <QFile>
#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>
#include <algorithm>

namespace passerelle::services {

using model::Verdict;
using Code = core::FailureCode;

namespace {

constexpr qint64 largestFile = 16 * 1024 * 1024; // UTF-16 of the largest text the parser takes

using core::key;

QString time(const QDateTime &utc)
{
    return utc.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QStringList evidenceOf(const graph::ServicePrincipal &principal)
{
    QStringList lines;
    for (const graph::KeyCredential &entry : principal.keys) {
        lines << QStringLiteral("%1 %2 - %3 %4 %5")
                     .arg(entry.thumbprint(), entry.start.toString(Qt::ISODate),
                          entry.end.toString(Qt::ISODate), entry.type, entry.usage);
    }
    return lines;
}

// An identifier is chosen by whoever wrote the key: only the certificate itself proves anything here.
bool isProven(const graph::ServicePrincipal &principal, const crypto::Certificate &certificate)
{
    return std::any_of(principal.keys.cbegin(), principal.keys.cend(),
                       [&](const graph::KeyCredential &entry) {
                           return entry.certificate && *entry.certificate == certificate;
                       });
}

core::Result<ReadBackContent> parseFile(const QString &name)
{
    QFile file(name);
    QByteArray content;
    bool read = file.open(QIODevice::ReadOnly);
    if (read) {
        content = file.read(largestFile + 1);
        read = file.error() == QFileDevice::NoError;
    }
    if (read)
        return parseReadBack(content);
    return core::Failure{
        Code::LocalFile, { { key("file"), QDir::toNativeSeparators(name) } }, file.errorString(), true
    };
}

bool lacksValues(const graph::ServicePrincipal &principal)
{
    return std::any_of(principal.keys.cbegin(), principal.keys.cend(),
                       [](const graph::KeyCredential &entry) { return entry.key.isEmpty(); });
}

}

ReadBack::ReadBack(const model::SetupState &state, const core::Clock &clock, QObject *parent)
    : KeyReadBack(parent)
    , m_state(state)
    , m_clock(clock)
{
}

QList<model::Finding> ReadBack::pendingFindings() const
{
    QList<model::Finding> rows;
    for (const model::ApplicationTarget &target : m_state.uploadTargets()) {
        for (const char *id : { "check.match.", "check.dates.", "check.enabled.", "check.stale." })
            rows.append({ key(id) + target.appId,
                          Verdict::Pending,
                          { { key("name"), target.displayName } },
                          {},
                          {},
                          -1,
                          {} });
    }
    return rows;
}

void ReadBack::judge(const QByteArray &json)
{
    start([json] { return parseReadBack(json); });
}

void ReadBack::judgeFile(const QString &name)
{
    start([name] { return parseFile(name); });
}

void ReadBack::start(Read read)
{
    if (isRunning())
        return;
    m_confirmed = false;
    m_cancelled = false;
    begin(pendingFindings());
    auto promise = std::make_shared<QPromise<core::Result<ReadBackContent>>>();
    auto *watcher = new QFutureWatcher<core::Result<ReadBackContent>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher] {
        const core::Result<ReadBackContent> content = watcher->result();
        watcher->deleteLater();
        if (m_cancelled) {
            end(core::Failure{ Code::Cancelled, {}, {}, true });
            return;
        }
        const auto failure = judgeAll(content);
        m_confirmed = !failure;
        end(failure);
    });
    watcher->setFuture(promise->future());
    promise->start();
    QThreadPool::globalInstance()->start([promise, read = std::move(read)] {
        promise->addResult(read());
        promise->finish();
    });
}

void ReadBack::cancel()
{
    m_cancelled = isRunning();
}

std::optional<core::Failure> ReadBack::judgeAll(const core::Result<ReadBackContent> &content)
{
    if (!content)
        return content.failure();
    for (const graph::ServicePrincipal &principal : content->principals) {
        m_principals.removeIf([&](const graph::ServicePrincipal &older) { return older.appId == principal.appId; });
        m_principals.append(principal);
    }
    if (UploadStep::certificates(m_state).isEmpty())
        return core::Failure{
            Code::CertReadFail, {}, QStringLiteral("step 4 has exported no certificate"), true
        };
    std::optional<core::Failure> first;
    for (const model::ApplicationTarget &target : m_state.uploadTargets()) {
        const auto failure = judgeTarget(target);
        if (failure && !first)
            first = failure;
    }
    return first;
}

std::optional<core::Failure> ReadBack::judgeTarget(const model::ApplicationTarget &target)
{
    const QString row = key("check.match.") + target.appId;
    core::Values values{ { key("name"), target.displayName } };
    const auto refuse = [&](Code code, const QStringList &evidence) {
        mark(row, Verdict::Fail, values, code, evidence);
        return core::Failure{ code, values, evidence.join(u'\n'), true };
    };
    const graph::ServicePrincipal *principal = nullptr;
    QStringList found;
    for (const graph::ServicePrincipal &candidate : std::as_const(m_principals)) {
        found << (candidate.displayName.isEmpty() ? candidate.appId : candidate.displayName);
        if (candidate.appId == target.appId)
            principal = &candidate;
    }
    if (!principal) {
        values.insert(key("found"), found.join(QStringLiteral(", ")));
        return refuse(Code::ReadbackOtherApp, found);
    }
    const QStringList evidence = evidenceOf(*principal);
    const QList<crypto::Certificate> wanted = UploadStep::certificates(m_state);
    for (const crypto::Certificate &certificate : wanted) {
        values.insert(key("thumbprint"), certificate.thumbprint());
        if (!isProven(*principal, certificate))
            return refuse(lacksValues(*principal) ? Code::ReadbackNoValue : Code::KeyNotFound, evidence);
    }
    const graph::KeyCheck check =
        graph::verifyKeys(principal->keys, { wanted, {}, {}, {}, false, std::nullopt, {} });
    values.insert(key("thumbprint"), wanted.first().thumbprint());
    if (!check.wrongUse.isEmpty())
        return refuse(Code::KeyNotFound, evidence);
    mark(row, Verdict::Pass, values, {}, evidence);
    const bool sameDates = check.otherDates.isEmpty();
    mark(
        key("check.dates.") + target.appId, sameDates ? Verdict::Pass : Verdict::Attention,
        { { key("from"), time(wanted.first().notBefore()) }, { key("to"), time(wanted.first().notAfter()) } },
        sameDates ? std::nullopt : std::optional(Code::KeyDates), evidence);
    mark(key("check.enabled.") + target.appId, principal->accountEnabled ? Verdict::Pass : Verdict::Attention,
         { { key("name"), target.displayName } });
    const bool stale =
        std::any_of(principal->keys.cbegin(), principal->keys.cend(),
                    [this](const graph::KeyCredential &entry) { return entry.isExpired(m_clock.nowUtc()); });
    mark(key("check.stale.") + target.appId, stale ? Verdict::Attention : Verdict::Pass, {},
         stale ? std::optional(Code::KeyStale) : std::nullopt);
    return std::nullopt;
}

}
