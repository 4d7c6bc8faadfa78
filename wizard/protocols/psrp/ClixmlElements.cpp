#include "protocols/psrp/ClixmlElements.h"

namespace passerelle::psrp {

ElementType elementType(QStringView name)
{
    constexpr ElementType text{ ElementType::Primitive, Value::Kind::String, true, false };
    constexpr ElementType integer{ ElementType::Primitive, Value::Kind::Integer, false, false };
    constexpr ElementType real{ ElementType::Primitive, Value::Kind::Real, false, false };
    constexpr ElementType list{ ElementType::Collection, Value::Kind::List, false, false };
    switch (name.size()) {
    case 1:
        switch (name[0].unicode()) {
        case u'S':
            return text;
        case u'B':
            return { ElementType::Primitive, Value::Kind::Bool, false, false };
        case u'G':
            return { ElementType::Primitive, Value::Kind::Guid, false, false };
        case u'C':
            return { ElementType::Primitive, Value::Kind::String, false, true };
        default:
            return {};
        }
    case 2:
        if (name == u"DT")
            return { ElementType::Primitive, Value::Kind::Date, false, false };
        if (name == u"BA")
            return { ElementType::Primitive, Value::Kind::Bytes, false, false };
        if (name == u"IE")
            return list;
        if (name == u"XD")
            return text;
        return name == u"By" || name == u"SB" ? integer
            : name == u"Sg" || name == u"Db"  ? real
                                              : ElementType{};
    case 3:
        if (name == u"Obj")
            return { ElementType::Object, Value::Kind::Object, false, false };
        if (name == u"Nil")
            return { ElementType::Null, Value::Kind::Null, false, false };
        if (name == u"Ref")
            return { ElementType::Reference, Value::Kind::Null, false, false };
        if (name == u"DCT")
            return { ElementType::Collection, Value::Kind::Dictionary, false, false };
        if (name == u"LST" || name == u"QUE" || name == u"STK")
            return list;
        if (name == u"URI" || name == u"SBK")
            return text;
        return (name[0] == u'I' || name[0] == u'U') && name[1].isDigit() ? integer : ElementType{};
    default:
        return {};
    }
}

}
