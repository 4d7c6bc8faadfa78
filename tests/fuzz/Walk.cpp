#include "Walk.h"

#include "Fuzz.h"
#include "protocols/psrp/Limits.h"

namespace passerelle::fuzz {

namespace {

using psrp::Value;

class Walker {
public:
    void visit(const Value &value, int depth)
    {
        if (depth > 6 || ++m_visited > 500)
            return;
        scalars(value);
        const QStringList names = value.propertyNames();
        for (const QString &name : names.first(qMin<qsizetype>(names.size(), 20))) {
            require(value.hasProperty(name), "a listed property exists");
            require(name.size() <= psrp::Limits().nameLength, "a property name stays within its limit");
            visit(value.property(name), depth + 1);
        }
        const QList<Value> items = value.items();
        if (value.kind() == Value::Kind::List) {
            for (const Value &item : items.first(qMin<qsizetype>(items.size(), 20)))
                visit(item, depth + 1);
        } else {
            require(items.size() == (value.isNull() ? 0 : 1), "a single value is a list of one");
        }
        const QList<Value::Entry> entries = value.entries();
        for (const Value::Entry &entry : entries.first(qMin<qsizetype>(entries.size(), 20))) {
            visit(entry.first, depth + 1);
            visit(entry.second, depth + 1);
        }
    }

private:
    static void scalars(const Value &value)
    {
        bool isNumber = false;
        const qint64 number = value.toInt(&isNumber);
        require(isNumber || number == 0, "what is no number is 0");
        value.toBool();
        value.toReal();
        const QDateTime date = value.toDateTime();
        require(!date.isValid() || value.toString().isValidUtf16(), "a date comes from text");
        require(value.toBytes().size() <= value.toString().size() || value.kind() != Value::Kind::Bytes,
                "base64 does not grow");
        const QStringList types = value.typeNames();
        for (const QString &type : types.first(qMin<qsizetype>(types.size(), 20)))
            require(value.isOfType(type), "a listed type is one of its types");
    }

    int m_visited = 0;
};

}

void walk(const psrp::Value &value)
{
    Walker().visit(value, 0);
}

}
