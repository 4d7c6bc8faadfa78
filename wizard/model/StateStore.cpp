#include "model/StateStore.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTemporaryFile>

#include <filesystem>
#include <utility>

namespace passerelle::model {

static core::Failure fileFailure(const QString &file, const QString &technical)
{
    return {core::FailureCode::LocalFile, {{QStringLiteral("file"), QDir::toNativeSeparators(file)}}, technical, true};
}

StateStore::StateStore(QString file, SetupState &state, QObject *parent)
    : QObject(parent), m_file(std::move(file)), m_state(state)
{
    connect(&m_state, &SetupState::changed, this, &StateStore::saveSoon);
    connect(&m_state, &SetupState::settling, this, [this] { saveNow(true); });
}

StateStore::~StateStore()
{
    if (m_pending)
        saveNow(false);
}

QString StateStore::defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/run.json");
}

core::Outcome StateStore::load()
{
    QFile file(m_file);
    if (!file.exists())
        return core::Nothing {};
    if (!file.open(QIODevice::ReadOnly))
        return fileFailure(m_file, file.errorString());
    const QByteArray bytes = file.read(32 << 20);
    file.close();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    m_loading = true;
    const bool understood = document.isObject() && m_state.restore(document.object());
    m_loading = false;
    if (understood) {
        m_written = bytes;
        m_onDisk = true;
        return core::Nothing {};
    }
    const QString aside = m_file + QStringLiteral(".unreadable");
    QFile::remove(aside);
    QFile::rename(m_file, aside);
    return fileFailure(m_file, error.error == QJsonParseError::NoError ? QStringLiteral("unknown schema") : error.errorString());
}

QByteArray StateStore::document() const { return QJsonDocument(m_state.toJson()).toJson(QJsonDocument::Indented); }

core::Outcome StateStore::save() { return write(document(), true); }

// QSaveFile waits for the disk.
static core::Outcome replaceOnDisk(const QString &name, const QByteArray &bytes)
{
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly))
        return fileFailure(name, file.errorString());
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (file.write(bytes) != bytes.size() || !file.commit())
        return fileFailure(name, file.errorString());
    return core::Nothing {};
}

// As a whole, and without waiting: what happens to the program does not matter any more, what happens to the computer
// does.
static core::Outcome replace(const QString &name, const QByteArray &bytes)
{
    const QString target = QFileInfo(name).isSymLink() ? QFileInfo(name).canonicalFilePath() : name;
    QTemporaryFile file(target + QStringLiteral(".XXXXXX"));  // owner only
    if (!file.open() || file.write(bytes) != bytes.size() || !file.flush())
        return fileFailure(name, file.errorString());
    file.close();
    std::error_code error;
    std::filesystem::rename(std::filesystem::path(file.fileName().toStdU16String()), std::filesystem::path(target.toStdU16String()), error);
    if (error)
        return fileFailure(name, QString::fromStdString(error.message()));
    file.setAutoRemove(false);
    return core::Nothing {};
}

core::Outcome StateStore::write(const QByteArray &bytes, bool onDisk)
{
    if (!QDir().mkpath(QFileInfo(m_file).absolutePath()))
        return fileFailure(m_file, QStringLiteral("mkpath"));
    core::Outcome outcome = onDisk ? replaceOnDisk(m_file, bytes) : replace(m_file, bytes);
    if (outcome) {
        m_written = bytes;
        m_onDisk = onDisk;
        emit saved(onDisk);
    }
    return outcome;
}

void StateStore::saveSoon()
{
    if (m_loading || std::exchange(m_pending, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_pending)
                saveNow(false);
        },
        Qt::QueuedConnection);
}

void StateStore::saveNow(bool onDisk)
{
    m_pending = false;
    const QByteArray bytes = document();
    if (bytes == m_written && (m_onDisk || !onDisk))
        return;
    const core::Outcome outcome = write(bytes, onDisk);
    if (outcome) {
        m_lastFailure.reset();
    } else {
        m_lastFailure = outcome.failure();
        emit failed(*m_lastFailure);
    }
    m_state.setSaveFailure(m_lastFailure);
}

}
