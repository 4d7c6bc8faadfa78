#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace lab {

// An object of the server as it goes over the wire: type names without "Deserialized.", properties flattened.
struct WireObject {
    QStringList types;
    QString text; // ToString
    QJsonObject properties; // in Props
};

// What the server does differently, though a reader must understand it (switches of the same names).
struct ClixmlStyle {
    QStringList oddObjects;
    QString escapes;
};

// Writes the CLIXML of one message; reference numbers start again with each writer.
class ClixmlWriter {
public:
    explicit ClixmlWriter(const ClixmlStyle &style = {})
        : m_style(style)
    {
    }

    QString object(const WireObject &object);
    // A named property. The tag follows from the value and, for GUIDs, dates, addresses and bytes, from the
    // name.
    QString property(const QString &name, const QJsonValue &value);
    QString enumeration(const QString &name, const QString &type, const QString &word, int number);
    // Obj with these type names, an optional name and text, and `inner` inside.
    QString wrap(const QString &name, const QStringList &types, const QString &text, const QString &inner);

    static QString escaped(const QString &text); // control characters as _xHHHH_, then XML
    static QString element(const QString &tag, const QString &name, const QString &text);

private:
    static QString rawElement(const QString &tag, const QString &name, const QString &inside);
    QString spelled(const QString &text) const; // escaped() as the style wants it
    QString oddities(const WireObject &object, int number);
    QString typeNames(const QStringList &types);
    QString dictionary(const QString &name, const QJsonObject &object);
    QString list(const QString &name, const QJsonArray &array);

    const ClixmlStyle m_style;
    QList<QStringList> m_types;
    int m_nextObject = 0;
};

}
