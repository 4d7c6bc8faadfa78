#pragma once

#include "protocols/psrp/Limits.h"
#include "protocols/psrp/Value.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace passerelle::psrp {

struct ClixmlDocument {
    QList<Value> values; // one in a message, any number in an exported file
    QString error; // not well-formed, hostile or over a limit: then there are no values
    int danglingReferences = 0;
    qsizetype memory = 0; // bytes the values hold together

    bool ok() const { return error.isEmpty(); }
    Value value() const { return values.value(0); }
};

// Reads the CLIXML of one message (reference psrp.md 11), with or without byte-order mark, bare or inside
// `Objs`. Unknown element types are read as text. One pass, no recursion.
ClixmlDocument readClixml(QByteArrayView utf8, const Limits &limits = {});

}
