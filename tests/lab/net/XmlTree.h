#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace lab {

// An element with everything in it; small documents only.
struct XmlElement {
    QString space; // namespace URI
    QString name; // local name
    QHash<QString, QString> attributes; // local name → value
    QString text; // concatenated character data directly inside
    QList<XmlElement> children;

    const XmlElement *child(const QString &childName) const;
    QString childText(const QString &childName) const;
    bool is(const QString &uri, const QString &local) const { return space == uri && name == local; }
};

// Empty when not well formed, when a DOCTYPE is present, or deeper than 64 levels.
std::optional<XmlElement> parseXml(const QByteArray &bytes);

}
