#include "net/XmlTree.h"

#include <QXmlStreamReader>

namespace lab {

const XmlElement *XmlElement::child(const QString &childName) const
{
    for (const XmlElement &element : children) {
        if (element.name == childName)
            return &element;
    }
    return nullptr;
}

QString XmlElement::childText(const QString &childName) const
{
    const XmlElement *element = child(childName);
    return element ? element->text : QString();
}

std::optional<XmlElement> parseXml(const QByteArray &bytes)
{
    constexpr qsizetype deepest = 64;
    QXmlStreamReader reader(bytes);
    XmlElement document;
    QList<XmlElement> open{document};
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement: {
            if (open.size() > deepest)
                return std::nullopt;
            XmlElement element;
            element.space = reader.namespaceUri().toString();
            element.name = reader.name().toString();
            for (const QXmlStreamAttribute &attribute : reader.attributes())
                element.attributes.insert(attribute.name().toString(), attribute.value().toString());
            open.append(element);
            break;
        }
        case QXmlStreamReader::EndElement: {
            const XmlElement element = open.takeLast();
            open.last().children.append(element);
            break;
        }
        case QXmlStreamReader::Characters:
            open.last().text += reader.text();
            break;
        case QXmlStreamReader::DTD:
        case QXmlStreamReader::EntityReference:
            return std::nullopt;
        default:
            break;
        }
    }
    if (reader.hasError() || open.size() != 1 || open.first().children.size() != 1)
        return std::nullopt;
    return open.first().children.first();
}

}
