#include "services/OfflineUpload.h"

#include "core/Key.h"
#include "services/UploadStep.h"

#include <QDir>
#include <QFutureWatcher>
#include <QPromise>
#include <QSaveFile>
#include <QThreadPool>

namespace passerelle::services {

using model::Verdict;

namespace {

using core::key;

core::Failure fileFailure(const QString &path, const QString &technical)
{
    return {
        core::FailureCode::LocalFile, { { key("file"), QDir::toNativeSeparators(path) } }, technical, true
    };
}

// Whole or not at all: a reader never sees half a file.
core::Outcome writeFile(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
        return fileFailure(path, file.errorString());
    return core::Nothing{};
}

core::Result<QStringList> writeAll(const QString &folder, const QList<OfflineFile> &files,
                                   const std::atomic_bool &stop)
{
    if (!QDir().mkpath(folder))
        return fileFailure(folder, QStringLiteral("mkpath"));
    QStringList saved;
    for (const OfflineFile &file : files) {
        if (stop)
            return core::Failure{ core::FailureCode::Cancelled, {}, {}, true };
        const QString path = QDir(folder).filePath(file.name);
        const core::Outcome outcome = writeFile(path, file.content);
        if (!outcome)
            return outcome.failure();
        saved << path;
    }
    return saved;
}

}

OfflineUpload::OfflineUpload(const model::SetupState &state, const core::Clock &clock,
                             const auth::NetworkAccess &network, KnownKeys known, QObject *parent)
    : OfflineSaving(parent)
    , m_state(state)
    , m_clock(clock)
    , m_network(network)
    , m_known(std::move(known))
{
}

// Without a sign-in nothing has found the cloud: the one the person chose counts.
auth::CloudEndpoints OfflineUpload::cloudInUse() const
{
    if (m_state.isOffline()) {
        for (const auth::CloudEndpoints &cloud : auth::clouds()) {
            if (cloud.id == m_state.cloudSettings().cloud)
                return cloud;
        }
    }
    return m_network.cloud();
}

OfflineOrder OfflineUpload::order(const model::OfflineWords &words) const
{
    OfflineOrder order;
    order.certificates = UploadStep::certificates(m_state);
    order.tenantId = m_state.tenant() ? m_state.tenant()->id : QString();
    const auth::CloudEndpoints cloud = cloudInUse();
    order.cloud = cloud.id;
    order.login = cloud.login;
    order.graph = cloud.graph;
    order.now = m_clock.nowUtc();
    order.words = words;
    const QList<graph::ServicePrincipal> known = m_known ? m_known() : QList<graph::ServicePrincipal>();
    for (const model::ApplicationTarget &application : m_state.uploadTargets()) {
        OfflineTarget target{ application, std::nullopt };
        for (const graph::ServicePrincipal &principal : known) {
            if (principal.appId == application.appId)
                target.keys = principal.keys;
        }
        order.targets.append(target);
    }
    return order;
}

QStringList OfflineUpload::wouldReplace(const QString &folder) const
{
    const auto files = offlineFiles(order({}));
    QStringList there;
    if (files) {
        for (const OfflineFile &file : *files) {
            if (QFile::exists(QDir(folder).filePath(file.name)))
                there << file.name;
        }
    }
    return there;
}

QList<model::Finding> OfflineUpload::pendingFindings(const QList<OfflineFile> &files) const
{
    QList<model::Finding> rows;
    for (const OfflineFile &file : files) {
        const bool listed =
            std::any_of(rows.cbegin(), rows.cend(), [&](const auto &row) { return row.id == file.row; });
        if (!listed)
            rows.append({ file.row, Verdict::Running, { { key("file"), file.name } }, {}, {}, -1, {} });
    }
    return rows;
}

void OfflineUpload::save(const QString &folder, const model::OfflineWords &words)
{
    if (isRunning())
        return;
    m_saved.clear();
    const auto files = offlineFiles(order(words));
    begin(files ? pendingFindings(*files) : QList<model::Finding>());
    if (!files) {
        const core::Failure failure = files.failure();
        QMetaObject::invokeMethod(
            this, [this, failure] { end(failure); }, Qt::QueuedConnection);
        return;
    }
    m_stop = std::make_shared<std::atomic_bool>(false);
    auto promise = std::make_shared<QPromise<core::Result<QStringList>>>();
    auto *watcher = new QFutureWatcher<core::Result<QStringList>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, folder] {
        const core::Result<QStringList> result = watcher->result();
        watcher->deleteLater();
        const QList<model::Finding> rows = findings();
        for (const model::Finding &row : rows) {
            if (result)
                mark(row.id, Verdict::Pass,
                     { { key("file"), QDir(folder).filePath(row.values[key("file")]) } });
            else
                mark(row.id, Verdict::NotTested, row.values);
        }
        if (result)
            m_saved = *result;
        end(result ? std::nullopt : std::optional(result.failure()));
    });
    watcher->setFuture(promise->future());
    promise->start();
    QThreadPool::globalInstance()->start([promise, folder, list = *files, stop = m_stop] {
        promise->addResult(writeAll(folder, list, *stop));
        promise->finish();
    });
}

void OfflineUpload::cancel()
{
    if (m_stop)
        *m_stop = true;
}

}
