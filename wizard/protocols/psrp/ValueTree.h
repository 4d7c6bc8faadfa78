#pragma once

#include "protocols/psrp/Value.h"

#include <QSharedData>
#include <QString>

#include <vector>

namespace passerelle::psrp {

// The values of one message, in flat tables that refer to each other by index: built in one pass, freed in a
// few steps, indifferent to cycles. Texts are slices of one long string; numbers, dates and bytes are
// converted when asked for. Filled by ClixmlReader, read through Value.
class ValueTree : public QSharedData {
public:
    static constexpr quint32 none = 0xFFFFFFFF;

    struct Slice {
        quint32 offset = 0;
        quint32 length = 0;
    };
    // An element of a list, a key or a value of a dictionary (in turns), or a property.
    struct Member {
        Slice name;
        quint32 node = none;
        quint32 next = none;
    };
    struct Chain {
        quint32 first = none;
        quint32 last = none;
    };
    struct Range {
        quint32 begin = 0;
        quint32 end = 0;
    };
    struct ObjectPart {
        Range typeNames; // in m_typeNames
        Slice toString;
        bool hasToString = false;
        quint32 inner = none; // the value, the collection or the base object inside
        Chain adapted; // Props
        Chain extended; // MS
    };
    struct Node {
        Value::Kind kind = Value::Kind::Null;
        Slice text; // of a primitive
        Chain items; // of a list or dictionary
        quint32 object = none; // in objects
    };

    QStringView view(Slice slice) const { return QStringView(text).mid(slice.offset, slice.length); }
    const ObjectPart *objectOf(const Node &node) const
    {
        return node.object == none ? nullptr : &objects[node.object];
    }
    // The node inside the objects that wrap it, at most as many as an object may nest; a loop yields null.
    const Node *innermost(const Node *node) const;

    Slice append(QStringView more);
    quint32 addNode(Value::Kind kind);
    qsizetype memory() const; // bytes
    void addMember(Chain &chain, Slice name, quint32 node);
    Value value(quint32 node) const; // *this must be owned by a Value or by a QExplicitlySharedDataPointer

    QString text;
    std::vector<Node> nodes;
    std::vector<ObjectPart> objects;
    std::vector<Member> members;
    std::vector<Slice> typeNames;
};

}
