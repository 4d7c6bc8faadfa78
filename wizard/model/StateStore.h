#pragma once

#include "core/Result.h"
#include "model/SetupState.h"

namespace passerelle::model {

// Keeps the run file: a JSON document, readable by its owner only, replaced as a whole so that it is never half
// written. What changes within one turn of the event loop is saved once, at its end: a killed program loses nothing of
// it. Only SetupState::settle(), on which a write to a server depends, waits until the disk itself has it; that can take
// a while, and the interface stands still meanwhile.
class StateStore : public QObject {
    Q_OBJECT
public:
    StateStore(QString file, SetupState &state, QObject *parent = nullptr);
    ~StateStore() override;  // saves what is not saved yet

    const QString &file() const { return m_file; }
    // Loads an earlier run; an absent file is no failure. A file that cannot be understood is kept beside the new one
    // with the suffix ".unreadable" and reported as LocalFile.
    core::Outcome load();
    core::Outcome save();  // now, and on the disk
    const std::optional<core::Failure> &lastFailure() const { return m_lastFailure; }

    static QString defaultFile();

signals:
    void saved(bool onDisk);
    void failed(const passerelle::core::Failure &failure);

private:
    void saveSoon();
    void saveNow(bool onDisk);
    core::Outcome write(const QByteArray &bytes, bool onDisk);
    QByteArray document() const;

    QString m_file;
    SetupState &m_state;
    QByteArray m_written;
    bool m_onDisk = false;   // m_written is
    bool m_pending = false;  // saveNow() follows in this turn
    bool m_loading = false;
    std::optional<core::Failure> m_lastFailure;
};

}
