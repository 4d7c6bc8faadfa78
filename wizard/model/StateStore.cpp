#include "model/StateStore.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>
#include <QStandardPaths>

namespace passerelle::model {

static core::Failure fileFailure(const QString &file, const QString &technical)
{
    return {core::FailureCode::LocalFile, {{QStringLiteral("file"), QDir::toNativeSeparators(file)}}, technical, true};
}

StateStore::StateStore(QString file, SetupState &state, QObject *parent)
    : QObject(parent), m_file(std::move(file)), m_state(state)
{
    connect(&m_state, &SetupState::changed, this, &StateStore::saveIfChanged);
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
        return core::Nothing {};
    }
    const QString aside = m_file + QStringLiteral(".unreadable");
    QFile::remove(aside);
    QFile::rename(m_file, aside);
    return fileFailure(m_file, error.error == QJsonParseError::NoError ? QStringLiteral("unknown schema") : error.errorString());
}

core::Outcome StateStore::save()
{
    const QByteArray bytes = QJsonDocument(m_state.toJson()).toJson(QJsonDocument::Indented);
    if (!QDir().mkpath(QFileInfo(m_file).absolutePath()))
        return fileFailure(m_file, QStringLiteral("mkpath"));
    QSaveFile file(m_file);
    if (!file.open(QIODevice::WriteOnly))
        return fileFailure(m_file, file.errorString());
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (file.write(bytes) != bytes.size() || !file.commit())
        return fileFailure(m_file, file.errorString());
    m_written = bytes;
    return core::Nothing {};
}

void StateStore::saveIfChanged()
{
    if (m_loading)
        return;
    const QByteArray bytes = QJsonDocument(m_state.toJson()).toJson(QJsonDocument::Indented);
    if (bytes == m_written)
        return;
    const core::Outcome outcome = save();
    if (outcome) {
        m_lastFailure.reset();
    } else {
        m_lastFailure = outcome.failure();
        emit failed(*m_lastFailure);
    }
    m_state.setSaveFailure(m_lastFailure);
}

}
