#pragma once

#include "model/Activity.h"
#include "model/OfflineWords.h"

#include <QStringList>

// The cloud part carried out by another operator: files that say exactly what to do, and the answer he brings
// back (procedure.md 10, "Offline variant"; 11). What the pages know of it; the concrete services are made by
// app/.
namespace passerelle::services {

// Files for the other operator. Findings: offline.cer, offline.body.<application id> where its keys are known and
// offline.template.<application id> where they are not, offline.script, offline.instructions, each with {file}. Failures: CertReadFail (step 4 has not run), CertExpired,
// KeyOverwrite, LocalFile {file}.
class OfflineSaving : public model::Activity {
    Q_OBJECT
public:
    using Activity::Activity;

    // Names of the files save() would write that are in the folder already.
    virtual QStringList wouldReplace(const QString &folder) const = 0;
    // Each file is written whole or not at all. `words` come from text::offlineWords(); `finished` follows.
    virtual void save(const QString &folder, const model::OfflineWords &words) = 0;
    virtual const QStringList &savedFiles() const = 0; // full paths, after a success
};

// The JSON the operator brings back, judged as step 6 judges the directory's own answer. Accepted: a service
// principal, a list of them, a $batch answer, or what ConvertTo-Json makes of PowerShell objects. Findings:
// check.match.<id>, check.dates.<id>, check.enabled.<id>, check.stale.<id>. Failures: ReadbackFormat
// {detail}, ReadbackOtherApp {name, found}, ReadbackNoValue {name}, KeyNotFound {thumbprint, name}, LocalFile
// {file}. KeyDates is a warning, no failure.
class KeyReadBack : public model::Activity {
    Q_OBJECT
public:
    using Activity::Activity;

    virtual void judge(const QByteArray &json) = 0; // pasted text; `finished` follows
    virtual void judgeFile(const QString &file) = 0;
    // Every application holds every certificate. A row may still ask for attention: other dates, a disabled
    // application, expired keys.
    virtual bool isConfirmed() const = 0;
};

}
