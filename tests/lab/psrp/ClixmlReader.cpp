#include "psrp/ClixmlReader.h"

#include "net/XmlTree.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>

namespace lab {

namespace {

const QSet<QString> &scalarTags()
{
    static const QSet<QString> tags = {"S",   "C",   "B",   "DT",      "TS",  "By",  "SB", "U16",
                                       "I16", "U32", "I32", "U64",     "I64", "Sg",  "Db", "D",
                                       "BA",  "G",   "URI", "Version", "XD",  "SBK", "SS"};
    return tags;
}

const QSet<QString> &listTags()
{
    static const QSet<QString> tags = {"LST", "IE", "QUE", "STK"};
    return tags;
}

const QSet<QString> &numberTags()
{
    static const QSet<QString> tags = {"By", "SB", "U16", "I16", "U32", "I32", "U64", "I64", "C"};
    return tags;
}

class Reader {
public:
    std::optional<ClixmlValue> value(const XmlElement &element);
    QString error;

private:
    bool object(const XmlElement &element, ClixmlValue *into);
    bool part(const XmlElement &element, ClixmlValue *into);
    bool members(const XmlElement &element, ClixmlValue *into);
    bool entries(const XmlElement &element, ClixmlValue *into);
    std::optional<ClixmlValue> scalar(const XmlElement &element);
    bool fail(const QString &why);

    QHash<QString, QStringList> m_types;
    QHash<QString, ClixmlValue> m_objects;
};

bool Reader::fail(const QString &why)
{
    if (error.isEmpty())
        error = why;
    return false;
}

std::optional<ClixmlValue> Reader::scalar(const XmlElement &element)
{
    ClixmlValue value;
    value.kind = ClixmlValue::Kind::Scalar;
    value.tag = element.name;
    value.text = element.name == "S" ? decodeClixmlString(element.text) : element.text.trimmed();
    bool ok = element.children.isEmpty();
    if (element.name == "B")
        ok = ok && (value.text == "true" || value.text == "false");
    if (numberTags().contains(element.name) && ok) {
        if (element.name.startsWith('U'))
            value.text.toULongLong(&ok);
        else
            value.text.toLongLong(&ok);
    }
    if (!ok) {
        fail("bad " + element.name + " value");
        return std::nullopt;
    }
    return value;
}

std::optional<ClixmlValue> Reader::value(const XmlElement &element)
{
    if (element.name == "Nil")
        return ClixmlValue();
    if (scalarTags().contains(element.name))
        return scalar(element);
    if (element.name == "Ref") {
        const auto found = m_objects.constFind(element.attributes.value("RefId"));
        if (found == m_objects.constEnd()) {
            fail("Ref to an unknown object");
            return std::nullopt;
        }
        return *found;
    }
    if (element.name != "Obj") {
        fail("unknown element " + element.name);
        return std::nullopt;
    }
    ClixmlValue value;
    value.kind = ClixmlValue::Kind::Object;
    if (!object(element, &value))
        return std::nullopt;
    return value;
}

bool Reader::object(const XmlElement &element, ClixmlValue *into)
{
    const QString id = element.attributes.value("RefId");
    if (id.isEmpty())
        return fail("Obj without RefId");
    if (m_objects.contains(id))
        return fail("RefId " + id + " is used twice");
    m_objects.insert(id, ClixmlValue());
    for (const XmlElement &child : element.children) {
        if (!part(child, into))
            return false;
    }
    m_objects.insert(id, *into);
    return true;
}

bool Reader::part(const XmlElement &child, ClixmlValue *into)
{
    if (child.name == "TN") {
        QStringList types;
        for (const XmlElement &type : child.children) {
            if (type.name != "T")
                return fail("TN holds " + type.name);
            types << type.text;
        }
        m_types.insert(child.attributes.value("RefId"), types);
        into->types = types;
        return true;
    }
    if (child.name == "TNRef") {
        if (!m_types.contains(child.attributes.value("RefId")))
            return fail("TNRef to unknown type names");
        into->types = m_types.value(child.attributes.value("RefId"));
        return true;
    }
    if (child.name == "ToString") {
        if (into->text.isEmpty())
            into->text = decodeClixmlString(child.text);
        return true;
    }
    if (child.name == "Props" || child.name == "MS")
        return members(child, into);
    if (child.name == "DCT")
        return entries(child, into);
    if (listTags().contains(child.name)) {
        into->kind = ClixmlValue::Kind::List;
        for (const XmlElement &item : child.children) {
            const auto value = this->value(item);
            if (!value)
                return false;
            into->items.append(*value);
        }
        return true;
    }
    const auto inner = value(child);
    if (!inner)
        return false;
    if (inner->kind == ClixmlValue::Kind::Object) {
        into->members += inner->members;
        return true;
    }
    into->kind = ClixmlValue::Kind::Scalar;
    into->tag = inner->tag;
    if (into->text.isEmpty())
        into->text = inner->text;
    return true;
}

bool Reader::members(const XmlElement &element, ClixmlValue *into)
{
    for (const XmlElement &child : element.children) {
        const QString name = decodeClixmlString(child.attributes.value("N"));
        const auto value = this->value(child);
        if (!value)
            return false;
        if (name.isEmpty())
            return fail("a property without a name");
        into->members.append({name, *value});
    }
    return true;
}

bool Reader::entries(const XmlElement &element, ClixmlValue *into)
{
    into->kind = ClixmlValue::Kind::Dictionary;
    for (const XmlElement &entry : element.children) {
        if (entry.name != "En" || entry.children.size() != 2
            || entry.children.at(0).attributes.value("N") != "Key"
            || entry.children.at(1).attributes.value("N") != "Value")
            return fail("bad dictionary entry");
        const auto key = value(entry.children.at(0));
        const auto content = value(entry.children.at(1));
        if (!key || !content)
            return false;
        into->entries.append({*key, *content});
    }
    return true;
}

}

const ClixmlValue *ClixmlValue::member(const QString &name) const
{
    for (const auto &[key, value] : members) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return &value;
    }
    return nullptr;
}

QJsonValue ClixmlValue::toJson() const
{
    switch (kind) {
    case Kind::Nil:
        return QJsonValue();
    case Kind::Scalar:
        if (tag == "B")
            return text == "true";
        if (tag == "SS")
            return "(secret)";
        if (numberTags().contains(tag) && types.isEmpty())
            return double(text.toLongLong());
        return text;
    case Kind::List: {
        QJsonArray list;
        for (const ClixmlValue &item : items)
            list.append(item.toJson());
        return list;
    }
    case Kind::Dictionary: {
        QJsonObject object;
        for (const auto &[key, value] : entries)
            object.insert(key.text, value.toJson());
        return object;
    }
    case Kind::Object:
        break;
    }
    QJsonObject object;
    for (const auto &[name, value] : members)
        object.insert(name, value.toJson());
    return object;
}

std::optional<ClixmlValue> readClixml(const QByteArray &text, QString *error)
{
    const auto tree = parseXml(text);
    if (!tree) {
        *error = "the CLIXML is not well formed";
        return std::nullopt;
    }
    Reader reader;
    auto value = reader.value(*tree);
    *error = reader.error;
    return value;
}

QString decodeClixmlString(const QString &text)
{
    static const QRegularExpression pattern("_[xX]([0-9A-Fa-f]{4})_");
    QString out;
    qsizetype from = 0;
    auto matches = pattern.globalMatch(text);
    while (matches.hasNext()) {
        const QRegularExpressionMatch match = matches.next();
        out += text.mid(from, match.capturedStart() - from);
        out += QChar(match.captured(1).toUShort(nullptr, 16));
        from = match.capturedEnd();
    }
    return out + text.mid(from);
}

}
