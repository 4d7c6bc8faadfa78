#pragma once

#include <QByteArray>
#include <QString>
#include <QUuid>

namespace passerelle::psrp {

// 16 bytes in .NET order: the first three groups little-endian.
QByteArray guidToBytes(const QUuid &guid);
QUuid guidFromBytes(QByteArrayView bytes); // of exactly 16

// 00112233-4455-6677-8899-AABBCCDDEEFF, as WSMan writes ids.
QString guidText(const QUuid &guid);

}
