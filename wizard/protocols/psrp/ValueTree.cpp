#include "protocols/psrp/ValueTree.h"

#include "protocols/psrp/Limits.h"

namespace passerelle::psrp {

const ValueTree::Node *ValueTree::innermost(const Node *node) const
{
    for (int depth = 0; depth <= Limits().objectDepth; ++depth) {
        const ObjectPart *object = objectOf(*node);
        if (!object)
            return node;
        if (object->inner == none)
            return nullptr;
        node = &nodes[object->inner];
    }
    return nullptr;
}

ValueTree::Slice ValueTree::append(QStringView more)
{
    const Slice slice{ static_cast<quint32>(text.size()), static_cast<quint32>(more.size()) };
    text.append(more);
    return slice;
}

quint32 ValueTree::addNode(Value::Kind kind)
{
    nodes.push_back({ kind, {}, {}, none });
    return static_cast<quint32>(nodes.size() - 1);
}

void ValueTree::addMember(Chain &chain, Slice name, quint32 node)
{
    members.push_back({ name, node, none });
    const quint32 index = static_cast<quint32>(members.size() - 1);
    if (chain.last == none)
        chain.first = index;
    else
        members[chain.last].next = index;
    chain.last = index;
}

qsizetype ValueTree::memory() const
{
    return text.capacity() * qsizetype(sizeof(QChar)) + qsizetype(nodes.capacity() * sizeof(Node))
        + qsizetype(objects.capacity() * sizeof(ObjectPart)) + qsizetype(members.capacity() * sizeof(Member))
        + qsizetype(typeNames.capacity() * sizeof(Slice) + sizeof(ValueTree));
}

Value ValueTree::value(quint32 node) const
{
    return node == none ? Value() : Value(Value::Tree(this), node);
}

}
