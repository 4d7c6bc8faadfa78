#pragma once

#include "protocols/psrp/Argument.h"

#include <QByteArray>
#include <QDateTime>
#include <QExplicitlySharedDataPointer>
#include <QList>
#include <QString>
#include <QStringList>
#include <QStringView>

#include <limits>
#include <utility>

namespace passerelle::psrp {

class ValueTree;

// One value received from PowerShell. All values of a message share one immutable tree, so a copy costs a
// reference count, and references that form a cycle cost nothing. Reading never fails: what is not there is
// null, empty or 0.
class Value {
public:
    enum class Kind {
        Null,
        String, // text, and every type without a better kind: version, decimal, time span, URI, XML, unknown
                // tags
        Bool,
        Integer,
        Real,
        Bytes,
        Date,
        Guid,
        List, // LST, IE, QUE, STK
        Dictionary, // DCT
        Object, // type names, properties, and perhaps a value or a list inside (an enum, a collection)
    };
    using Entry = std::pair<Value, Value>;

    Value();
    ~Value();
    Value(const Value &other);
    Value &operator=(const Value &other);
    Value(Value &&other) noexcept;
    Value &operator=(Value &&other) noexcept;

    // For fakes: an object as a server would send it.
    static Value object(const QString &typeName, const QList<Parameter> &properties,
                        const QString &toString = {});
    static Value string(const QString &text);

    Kind kind() const;
    bool isNull() const;

    // Primitives: their text. Objects: ToString (the name, for an enum), else the text of the value inside.
    QString toString() const;
    bool toBool() const; // also "True" and "1"
    qint64
    toInt(bool *ok = nullptr) const; // also the number inside an enum; 0 when out of range or not a number
    double toReal() const;
    QByteArray toBytes() const; // empty when the base64 is not exact
    QDateTime toDateTime() const; // keeps the zone as it came; invalid when not a date

    // The elements of a list (also of a collection object), a single value as a list of one, null as none.
    QList<Value> items() const;
    QStringList toStringList() const; // toString() of the items
    QList<Entry> entries() const; // of a dictionary, in order
    Value entry(QStringView key) const;

    // Names in any case; adapted properties before extended ones, then those of the object inside. First one
    // wins.
    Value property(QStringView name) const;
    bool hasProperty(QStringView name) const;
    QStringList propertyNames(qsizetype most = std::numeric_limits<qsizetype>::max()) const;
    QStringList typeNames() const; // most specific first, without "Deserialized."
    bool isOfType(QStringView typeName) const;

private:
    friend class ValueTree;
    using Tree = QExplicitlySharedDataPointer<const ValueTree>;
    Value(Tree tree, quint32 node);

    Tree m_tree;
    quint32 m_node = 0;
};

}
