#pragma once

#include "fakes/Scripted.h"
#include "services/Offline.h"

namespace passerelle::fakes {

class ScriptedSaving : public Scripted<services::OfflineSaving> {
public:
    QStringList there; // names that are in the folder already
    QString folder; // of the last save
    QStringList saved;
    model::OfflineWords words;

    QStringList wouldReplace(const QString &) const override { return there; }
    void save(const QString &where, const model::OfflineWords &said) override
    {
        folder = where;
        words = said;
        saved.clear();
        play([this](std::optional<core::Failure> failure) {
            for (const model::Finding &row : findings()) {
                if (!failure)
                    saved << row.values.value(QStringLiteral("file"));
            }
            end(failure);
        });
    }
    const QStringList &savedFiles() const override { return saved; }
};

class ScriptedReadBack : public Scripted<services::KeyReadBack> {
public:
    QByteArray text;
    QString file;
    bool confirmed = false;

    void judge(const QByteArray &json) override
    {
        text = json;
        judgeIt();
    }
    void judgeFile(const QString &name) override
    {
        file = name;
        judgeIt();
    }
    bool isConfirmed() const override { return confirmed; }

private:
    void judgeIt()
    {
        confirmed = false;
        play([this](std::optional<core::Failure> failure) {
            confirmed = !failure;
            end(failure);
        });
    }
};

}
