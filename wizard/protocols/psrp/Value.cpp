#include "protocols/psrp/Value.h"

#include "protocols/psrp/Base64.h"
#include "protocols/psrp/ClixmlReader.h"
#include "protocols/psrp/ClixmlWriter.h"
#include "protocols/psrp/Limits.h"
#include "protocols/psrp/ValueTree.h"

#include <QSet>

namespace passerelle::psrp {

namespace {

QStringView plainTypeName(QStringView name)
{
    constexpr QStringView prefix = u"Deserialized.";
    return name.startsWith(prefix) ? name.mid(prefix.size()) : name;
}

bool sameName(QStringView a, QStringView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

// xs:dateTime with up to seven fraction digits; QDateTime takes three.
QDateTime parseDate(QStringView text)
{
    const qsizetype dot = text.indexOf(u'.');
    if (dot < 0)
        return QDateTime::fromString(text.toString(), Qt::ISODate);
    qsizetype end = dot + 1;
    while (end < text.size() && text[end].isDigit())
        ++end;
    const QString shortened = text.left(qMin(end, dot + 4)).toString() + text.mid(end).toString();
    return QDateTime::fromString(shortened, Qt::ISODateWithMs);
}

}

Value::Value() = default;
Value::~Value() = default;
Value::Value(const Value &other) = default;
Value &Value::operator=(const Value &other) = default;
Value::Value(Value &&other) noexcept = default;
Value &Value::operator=(Value &&other) noexcept = default;

Value::Value(Tree tree, quint32 node)
    : m_tree(std::move(tree))
    , m_node(node)
{
}

Value Value::object(const QString &typeName, const QList<Parameter> &properties, const QString &toString)
{
    ClixmlWriter writer;
    writer.beginObject();
    writer.typeNames({ typeName, QStringLiteral("System.Object") });
    if (!toString.isNull())
        writer.toStringText(toString);
    writer.begin("Props");
    for (const Parameter &property : properties)
        writer.argument(property.name, property.value);
    writer.end();
    writer.endObject();
    return readClixml(writer.take()).value();
}

Value Value::string(const QString &text)
{
    ClixmlWriter writer;
    writer.string({}, text);
    return readClixml(writer.take()).value();
}

Value::Kind Value::kind() const
{
    if (!m_tree)
        return Kind::Null;
    const ValueTree::Node &node = m_tree->nodes[m_node];
    if (node.kind != Kind::Object)
        return node.kind;
    const ValueTree::Node *inner = m_tree->innermost(&node);
    const bool collection = inner && (inner->kind == Kind::List || inner->kind == Kind::Dictionary);
    return collection ? inner->kind : Kind::Object;
}

bool Value::isNull() const
{
    return kind() == Kind::Null;
}

QString Value::toString() const
{
    if (!m_tree)
        return {};
    const ValueTree::Node *node = &m_tree->nodes[m_node];
    for (int depth = 0; depth <= Limits().objectDepth; ++depth) {
        const ValueTree::ObjectPart *object = m_tree->objectOf(*node);
        if (!object)
            return m_tree->view(node->text).toString();
        if (object->hasToString)
            return m_tree->view(object->toString).toString();
        if (object->inner == ValueTree::none)
            break;
        node = &m_tree->nodes[object->inner];
    }
    return {};
}

bool Value::toBool() const
{
    const ValueTree::Node *node = m_tree ? m_tree->innermost(&m_tree->nodes[m_node]) : nullptr;
    if (!node)
        return false;
    const QStringView text = m_tree->view(node->text);
    return sameName(text, u"true") || text == u"1";
}

qint64 Value::toInt(bool *ok) const
{
    const ValueTree::Node *node = m_tree ? m_tree->innermost(&m_tree->nodes[m_node]) : nullptr;
    bool good = false;
    const qint64 number = node ? m_tree->view(node->text).toLongLong(&good) : 0;
    if (ok)
        *ok = good;
    return good ? number : 0;
}

double Value::toReal() const
{
    const ValueTree::Node *node = m_tree ? m_tree->innermost(&m_tree->nodes[m_node]) : nullptr;
    if (!node)
        return 0;
    const QStringView text = m_tree->view(node->text);
    if (text == u"INF")
        return qInf();
    if (text == u"-INF")
        return -qInf();
    return text == u"NaN" ? qQNaN() : text.toDouble();
}

QByteArray Value::toBytes() const
{
    const ValueTree::Node *node = m_tree ? m_tree->innermost(&m_tree->nodes[m_node]) : nullptr;
    if (!node || node->kind != Kind::Bytes)
        return {};
    return decodeBase64(m_tree->view(node->text).toLatin1()).value_or(QByteArray());
}

QDateTime Value::toDateTime() const
{
    const ValueTree::Node *node = m_tree ? m_tree->innermost(&m_tree->nodes[m_node]) : nullptr;
    return node && node->kind == Kind::Date ? parseDate(m_tree->view(node->text)) : QDateTime();
}

QList<Value> Value::items() const
{
    if (isNull())
        return {};
    const ValueTree::Node *node = m_tree->innermost(&m_tree->nodes[m_node]);
    if (!node || node->kind != Kind::List)
        return { *this };
    QList<Value> values;
    for (quint32 i = node->items.first; i != ValueTree::none; i = m_tree->members[i].next)
        values.append(m_tree->value(m_tree->members[i].node));
    return values;
}

QStringList Value::toStringList() const
{
    QStringList texts;
    for (const Value &item : items())
        texts.append(item.toString());
    return texts;
}

QList<Value::Entry> Value::entries() const
{
    const ValueTree::Node *node = m_tree ? m_tree->innermost(&m_tree->nodes[m_node]) : nullptr;
    if (!node || node->kind != Kind::Dictionary)
        return {};
    QList<Entry> pairs;
    for (quint32 i = node->items.first; i != ValueTree::none; i = m_tree->members[i].next) {
        const ValueTree::Member &key = m_tree->members[i];
        if (key.next == ValueTree::none)
            break;
        i = key.next;
        pairs.append({ m_tree->value(key.node), m_tree->value(m_tree->members[i].node) });
    }
    return pairs;
}

Value Value::entry(QStringView key) const
{
    for (const auto &[name, value] : entries()) {
        if (sameName(name.toString(), key))
            return value;
    }
    return {};
}

// Calls visit(member) for the properties in order of precedence until it returns true.
template <class Visit> static bool visitProperties(const ValueTree &tree, quint32 index, Visit visit)
{
    const ValueTree::Node *node = &tree.nodes[index];
    for (int depth = 0; depth <= Limits().objectDepth; ++depth) {
        const ValueTree::ObjectPart *object = tree.objectOf(*node);
        if (!object)
            return false;
        for (const ValueTree::Chain &chain : { object->adapted, object->extended }) {
            for (quint32 i = chain.first; i != ValueTree::none; i = tree.members[i].next) {
                if (visit(tree.members[i]))
                    return true;
            }
        }
        if (object->inner == ValueTree::none)
            return false;
        node = &tree.nodes[object->inner];
    }
    return false;
}

Value Value::property(QStringView name) const
{
    Value found;
    if (m_tree) {
        visitProperties(*m_tree, m_node, [&](const ValueTree::Member &member) {
            const bool match = sameName(m_tree->view(member.name), name);
            if (match)
                found = m_tree->value(member.node);
            return match;
        });
    }
    return found;
}

bool Value::hasProperty(QStringView name) const
{
    return m_tree && visitProperties(*m_tree, m_node, [&](const ValueTree::Member &member) {
               return sameName(m_tree->view(member.name), name);
           });
}

QStringList Value::propertyNames(qsizetype most) const
{
    QStringList names;
    QSet<QString> known;
    if (m_tree) {
        visitProperties(*m_tree, m_node, [&](const ValueTree::Member &member) {
            const QString name = m_tree->view(member.name).toString();
            if (const QString folded = name.toCaseFolded(); !known.contains(folded)) {
                known.insert(folded);
                names.append(name);
            }
            return names.size() >= most;
        });
    }
    return names;
}

QStringList Value::typeNames() const
{
    QStringList names;
    const ValueTree::ObjectPart *object = m_tree ? m_tree->objectOf(m_tree->nodes[m_node]) : nullptr;
    for (quint32 i = object ? object->typeNames.begin : 0; object && i < object->typeNames.end; ++i)
        names.append(plainTypeName(m_tree->view(m_tree->typeNames[i])).toString());
    return names;
}

bool Value::isOfType(QStringView typeName) const
{
    const ValueTree::ObjectPart *object = m_tree ? m_tree->objectOf(m_tree->nodes[m_node]) : nullptr;
    for (quint32 i = object ? object->typeNames.begin : 0; object && i < object->typeNames.end; ++i) {
        if (sameName(plainTypeName(m_tree->view(m_tree->typeNames[i])), typeName))
            return true;
    }
    return false;
}

}
