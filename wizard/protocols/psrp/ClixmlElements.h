#pragma once

#include "protocols/psrp/Value.h"

#include <QStringView>

namespace passerelle::psrp {

struct ElementType {
    enum Role { Primitive, Object, Collection, Null, Reference } role = Primitive;
    Value::Kind kind = Value::Kind::String;
    bool escaped = false; // the _xHHHH_ escapes apply
    bool character = false; // a code unit in decimal
};

// The element types of reference psrp.md 11.1 and 11.2. What is not listed reads as plain text.
ElementType elementType(QStringView name);

}
