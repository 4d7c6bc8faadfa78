#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace lab {

// Things that go wrong on purpose. Each one says where ("area"), on what ("match", a part of a cmdlet name or
// path, without case), after how many matching requests ("skip") and how often ("count", absent = always).
class Faults {
public:
    // Adds all of them; when one is malformed adds none and says why.
    QString add(const QJsonArray &faults);
    void clear();

    // The first fault of that kind whose match fits one of the subjects; uses up one of its counts.
    std::optional<QJsonObject> take(const QString &kind, const QString &area, const QStringList &subjects);

    QJsonArray toJson() const;
    static QStringList kinds();

private:
    QList<QJsonObject> m_faults;
};

}
