#include "protocols/psrp/ClixmlReader.h"

#include "protocols/psrp/ClixmlElements.h"
#include "protocols/psrp/ClixmlEscape.h"
#include "protocols/psrp/ValueTree.h"
#include "protocols/psrp/XmlGuard.h"

#include <QHash>
#include <QXmlStreamReader>

namespace passerelle::psrp {

namespace {

using Kind = Value::Kind;
using Slice = ValueTree::Slice;
using Chain = ValueTree::Chain;

class Reader {
public:
    Reader(QByteArrayView utf8, const Limits &limits)
        : m_xml(QByteArray::fromRawData(utf8.data(), utf8.size()))
        , m_limits(limits)
        , m_tree(new ValueTree)
    {
        m_xml.setNamespaceProcessing(false);
        m_tree->text.reserve(utf8.size() / 2);
        m_tree->nodes.reserve(static_cast<std::size_t>(utf8.size() / 48));
        m_tree->members.reserve(static_cast<std::size_t>(utf8.size() / 48));
        m_frames.reserve(static_cast<std::size_t>(limits.elementDepth) + 1);
    }

    ClixmlDocument read();

private:
    enum class Place { Document, Object, Properties, List, Dictionary, Entry, TypeNames, Leaf, Ignored };
    struct Frame {
        Place place;
        quint32 node = ValueTree::none; // object, list or dictionary this frame fills; node of a leaf
        quint32 textStart = 0; // Leaf
        bool extended = false; // Properties: MS
        bool escaped = false; // Leaf
        bool character = false; // Leaf
        enum Target { NodeText, ObjectText, TypeName } target = NodeText;
        quint32 key = ValueTree::none; // Entry
        quint32 value = ValueTree::none;
        quint64 typeListId = 0; // TypeNames
        bool hasTypeListId = false;
        bool countsAsLevel = false;
    };
    struct Attributes {
        Slice name;
        quint64 refId = 0;
        bool hasName = false;
        bool hasRefId = false;
    };

    void startElement();
    void endElement();
    void characters();
    bool withinLimits();
    Attributes attributes();
    void startInObject(QStringView element);
    void startValue(QStringView element);
    quint32 makeNode(const ElementType &type, const Attributes &attributes);
    void attach(quint32 node, const Attributes &attributes);
    void pushValueFrame(const ElementType &type, quint32 node);
    void push(Place place, quint32 node = ValueTree::none) { m_frames.push_back({ place, node }); }
    void pushLeaf(Frame::Target target, quint32 node, bool escaped);
    void finishLeaf(const Frame &leaf);
    Slice finishText(const Frame &leaf);
    ValueTree::ObjectPart &object(quint32 node) { return m_tree->objects[m_tree->nodes[node].object]; }
    void refuse(const char *reason) { m_xml.raiseError(QLatin1StringView(reason)); }

    QXmlStreamReader m_xml;
    const Limits &m_limits;
    QExplicitlySharedDataPointer<ValueTree> m_tree;
    std::vector<Frame> m_frames;
    std::vector<quint32> m_roots;
    QHash<quint64, quint32> m_objectIds;
    QHash<quint64, ValueTree::Range> m_typeIds;
    int m_elements = 0;
    int m_level = 0;
    int m_dangling = 0;
};

ClixmlDocument Reader::read()
{
    push(Place::Document);
    while (!m_xml.atEnd()) {
        switch (m_xml.readNext()) {
        case QXmlStreamReader::StartElement:
            startElement();
            break;
        case QXmlStreamReader::EndElement:
            endElement();
            break;
        case QXmlStreamReader::Characters:
            characters();
            break;
        case QXmlStreamReader::DTD:
            refuse("declarations are not accepted");
            break;
        default:
            break;
        }
    }
    ClixmlDocument document;
    document.danglingReferences = m_dangling;
    if (m_xml.hasError()) {
        document.error = m_xml.errorString();
        return document;
    }
    document.memory = m_tree->memory();
    for (const quint32 root : m_roots)
        document.values.append(m_tree->value(root));
    return document;
}

bool Reader::withinLimits()
{
    if (++m_elements > m_limits.elements)
        refuse("too many elements");
    else if (static_cast<int>(m_frames.size()) > m_limits.elementDepth)
        refuse("nested too deep");
    return !m_xml.hasError();
}

Reader::Attributes Reader::attributes()
{
    Attributes found;
    const QXmlStreamAttributes all = m_xml.attributes();
    if (all.size() > m_limits.attributes)
        refuse("too many attributes");
    for (const QXmlStreamAttribute &attribute : all) {
        const QStringView name = attribute.qualifiedName();
        if (name == u"N") {
            found.hasName = true;
            if (attribute.value().size() > m_limits.nameLength)
                refuse("property name too long");
            else if (attribute.value().contains(u'_'))
                found.name = m_tree->append(unescapeClixml(attribute.value().toString()));
            else
                found.name = m_tree->append(attribute.value());
        } else if (name == u"RefId") {
            found.refId = attribute.value().toULongLong(&found.hasRefId);
        }
    }
    return found;
}

void Reader::startElement()
{
    if (!withinLimits())
        return;
    const QStringView element = m_xml.qualifiedName();
    switch (m_frames.back().place) {
    case Place::Document:
        if (element == u"Objs")
            push(Place::Document);
        else
            startValue(element);
        break;
    case Place::Object:
        startInObject(element);
        break;
    case Place::Properties:
    case Place::List:
    case Place::Entry:
        startValue(element);
        break;
    case Place::Dictionary:
        push(element == u"En" ? Place::Entry : Place::Ignored, m_frames.back().node);
        break;
    case Place::TypeNames:
        if (element == u"T")
            pushLeaf(Frame::TypeName, m_frames.back().node, false);
        else
            push(Place::Ignored);
        break;
    case Place::Leaf:
    case Place::Ignored:
        push(Place::Ignored);
        break;
    }
}

void Reader::startInObject(QStringView element)
{
    const quint32 node = m_frames.back().node;
    if (element == u"Props" || element == u"MS") {
        push(Place::Properties, node);
        m_frames.back().extended = element == u"MS";
    } else if (element == u"ToString") {
        pushLeaf(Frame::ObjectText, node, true);
    } else if (element == u"TN") {
        const Attributes found = attributes();
        const quint32 begin = static_cast<quint32>(m_tree->typeNames.size());
        object(node).typeNames = { begin, begin };
        push(Place::TypeNames, node);
        m_frames.back().typeListId = found.refId;
        m_frames.back().hasTypeListId = found.hasRefId;
    } else if (element == u"TNRef") {
        const Attributes found = attributes();
        object(node).typeNames = m_typeIds.value(found.refId);
        push(Place::Ignored);
    } else {
        startValue(element);
    }
}

void Reader::startValue(QStringView element)
{
    const ElementType type = elementType(element);
    const Attributes found = attributes();
    const quint32 node = makeNode(type, found);
    attach(node, found);
    pushValueFrame(type, node);
}

quint32 Reader::makeNode(const ElementType &type, const Attributes &found)
{
    if (type.role == ElementType::Reference) {
        const auto target = m_objectIds.constFind(found.refId);
        if (found.hasRefId && target != m_objectIds.cend())
            return *target;
        ++m_dangling;
        return m_tree->addNode(Kind::Null);
    }
    const quint32 node = m_tree->addNode(type.kind);
    if (type.role == ElementType::Object) {
        m_tree->nodes[node].object = static_cast<quint32>(m_tree->objects.size());
        m_tree->objects.emplace_back();
        if (found.hasRefId)
            m_objectIds.insert(found.refId, node);
    }
    return node;
}

void Reader::attach(quint32 node, const Attributes &found)
{
    Frame &frame = m_frames.back();
    switch (frame.place) {
    case Place::Document:
        m_roots.push_back(node);
        break;
    case Place::Object:
        if (object(frame.node).inner == ValueTree::none)
            object(frame.node).inner = node;
        break;
    case Place::Properties: {
        ValueTree::ObjectPart &part = object(frame.node);
        m_tree->addMember(frame.extended ? part.extended : part.adapted, found.name, node);
        break;
    }
    case Place::List:
        m_tree->addMember(m_tree->nodes[frame.node].items, {}, node);
        break;
    case Place::Entry: {
        const bool isKey = found.hasName && m_tree->view(found.name) == u"Key";
        (isKey ? frame.key : frame.value) = node;
        break;
    }
    default:
        break;
    }
}

void Reader::pushValueFrame(const ElementType &type, quint32 node)
{
    switch (type.role) {
    case ElementType::Object:
        if (++m_level > m_limits.objectDepth)
            refuse("nested too deep");
        push(Place::Object, node);
        m_frames.back().countsAsLevel = true;
        break;
    case ElementType::Collection:
        push(type.kind == Kind::List ? Place::List : Place::Dictionary, node);
        break;
    case ElementType::Primitive:
        pushLeaf(Frame::NodeText, node, type.escaped);
        m_frames.back().character = type.character;
        break;
    case ElementType::Null:
    case ElementType::Reference:
        push(Place::Ignored);
        break;
    }
}

void Reader::pushLeaf(Frame::Target target, quint32 node, bool escaped)
{
    push(Place::Leaf, node);
    Frame &leaf = m_frames.back();
    leaf.target = target;
    leaf.escaped = escaped;
    leaf.textStart = static_cast<quint32>(m_tree->text.size());
}

void Reader::characters()
{
    const Frame &frame = m_frames.back();
    if (frame.place != Place::Leaf)
        return;
    if (m_tree->text.size() - frame.textStart + m_xml.text().size() > m_limits.textLength)
        refuse("text too long");
    else
        m_tree->text.append(m_xml.text());
}

void Reader::endElement()
{
    const Frame frame = m_frames.back();
    m_frames.pop_back();
    m_level -= frame.countsAsLevel;
    if (frame.place == Place::Leaf) {
        finishLeaf(frame);
    } else if (frame.place == Place::TypeNames) {
        ValueTree::Range &range = object(frame.node).typeNames;
        range.end = static_cast<quint32>(m_tree->typeNames.size());
        if (frame.hasTypeListId)
            m_typeIds.insert(frame.typeListId, range);
    } else if (frame.place == Place::Entry) {
        Chain &items = m_tree->nodes[frame.node].items;
        m_tree->addMember(items, {}, frame.key);
        m_tree->addMember(items, {}, frame.value);
    }
}

Slice Reader::finishText(const Frame &leaf)
{
    QString &text = m_tree->text;
    qsizetype length = text.size() - leaf.textStart;
    if (leaf.escaped && length > 6) {
        char16_t *start = reinterpret_cast<char16_t *>(text.data()) + leaf.textStart;
        length = unescapeClixml(start, length);
    } else if (leaf.character) {
        const char16_t unit = static_cast<char16_t>(QStringView(text).mid(leaf.textStart).toUShort());
        text.resize(leaf.textStart);
        text.append(QChar::isSurrogate(unit) ? QChar(QChar::ReplacementCharacter) : QChar(unit));
        length = 1;
    }
    text.truncate(leaf.textStart + length);
    return { leaf.textStart, static_cast<quint32>(length) };
}

void Reader::finishLeaf(const Frame &leaf)
{
    const Slice slice = finishText(leaf);
    switch (leaf.target) {
    case Frame::NodeText:
        m_tree->nodes[leaf.node].text = slice;
        break;
    case Frame::ObjectText:
        object(leaf.node).toString = slice;
        object(leaf.node).hasToString = true;
        break;
    case Frame::TypeName:
        m_tree->typeNames.push_back(slice);
        break;
    }
}

}

ClixmlDocument readClixml(QByteArrayView utf8, const Limits &limits)
{
    if (utf8.startsWith("\xEF\xBB\xBF"))
        utf8 = utf8.sliced(3);
    if (const char *reason = refuseXml(utf8, limits.elements, limits.attributes)) {
        ClixmlDocument refused;
        refused.error = QLatin1StringView(reason);
        return refused;
    }
    return Reader(utf8, limits).read();
}

}
