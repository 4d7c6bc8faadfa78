#include "protocols/psrp/Guid.h"

#include <algorithm>

namespace passerelle::psrp {

static void swapLeadingGroups(QByteArray &bytes)
{
    std::reverse(bytes.begin(), bytes.begin() + 4);
    std::reverse(bytes.begin() + 4, bytes.begin() + 6);
    std::reverse(bytes.begin() + 6, bytes.begin() + 8);
}

QByteArray guidToBytes(const QUuid &guid)
{
    QByteArray bytes = guid.toRfc4122();
    swapLeadingGroups(bytes);
    return bytes;
}

QUuid guidFromBytes(QByteArrayView bytes)
{
    Q_ASSERT(bytes.size() == 16);
    QByteArray copy = bytes.toByteArray();
    swapLeadingGroups(copy);
    return QUuid::fromRfc4122(copy);
}

QString guidText(const QUuid &guid)
{
    return guid.toString(QUuid::WithoutBraces).toUpper();
}

}
