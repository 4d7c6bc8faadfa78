#pragma once

#include "core/Result.h"
#include "model/SetupState.h"


namespace passerelle::model {

// Keeps the run file: a JSON document, readable by its owner only, replaced as a whole so that it is never half
// written. It is saved whenever the state changes (at once, because the next line of code may be a write to a server).
class StateStore : public QObject {
    Q_OBJECT
public:
    StateStore(QString file, SetupState &state, QObject *parent = nullptr);

    const QString &file() const { return m_file; }
    // Loads an earlier run; an absent file is no failure. A file that cannot be understood is kept beside the new one
    // with the suffix ".unreadable" and reported as LocalFile.
    core::Outcome load();
    core::Outcome save();
    const std::optional<core::Failure> &lastFailure() const { return m_lastFailure; }

    static QString defaultFile();

signals:
    void failed(const passerelle::core::Failure &failure);

private:
    void saveIfChanged();

    QString m_file;
    SetupState &m_state;
    QByteArray m_written;
    bool m_loading = false;
    std::optional<core::Failure> m_lastFailure;
};

}
