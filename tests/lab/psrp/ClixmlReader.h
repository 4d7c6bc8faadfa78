#pragma once

#include <QJsonValue>
#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

#include <optional>

namespace lab {

// One value of a CLIXML text the client sent.
struct ClixmlValue {
    enum class Kind { Nil, Scalar, List, Dictionary, Object };

    Kind kind = Kind::Nil;
    QString tag; // S, B, I32…; of the value inside, for a wrapped value or an enum
    QString text;
    QStringList types;
    QList<ClixmlValue> items;
    QList<QPair<QString, ClixmlValue>> members; // Props and MS
    QList<QPair<ClixmlValue, ClixmlValue>> entries;

    const ClixmlValue *member(const QString &name) const; // case-insensitive
    QJsonValue toJson() const; // secure strings become "(secret)"
};

// Strict reader: unknown elements, dangling references, repeated RefIds and bad numbers are errors.
std::optional<ClixmlValue> readClixml(const QByteArray &text, QString *error);

QString decodeClixmlString(const QString &text);

}
