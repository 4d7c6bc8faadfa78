#include "protocols/psrp/ServerDecoration.h"

#include <QStringView>

#include <algorithm>

namespace passerelle::psrp {

namespace {

bool isGroupName(QStringView name)
{
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
    });
}

void takeMember(ServerDecoration &decoration, QStringView name, const QString &value)
{
    if (name == u"FailureCategory")
        decoration.failureCategory = value;
    else if (name == u"RequestId" || name == u"AuthZRequestId")
        decoration.requestId = value;
    else if (name == u"BackEndServer" || name == u"Server"
             || (name == u"ClientAccessServer" && decoration.server.isEmpty()))
        decoration.server = value;
}

}

ServerDecoration ServerDecoration::parse(const QString &decorated)
{
    ServerDecoration decoration;
    QStringView rest = QStringView(decorated).trimmed();
    constexpr int mostGroups = 32; // real texts have two or three
    for (int groups = 0; groups < mostGroups && rest.startsWith(u'['); ++groups) {
        const qsizetype close = rest.indexOf(u']');
        if (close < 0)
            break;
        const QStringView group = rest.sliced(1, close - 1);
        const qsizetype firstEquals = group.indexOf(u'=');
        if (firstEquals < 0 || !isGroupName(group.first(firstEquals)))
            break;
        for (const QStringView member : group.split(u',')) {
            const qsizetype equals = member.indexOf(u'=');
            if (equals > 0)
                takeMember(decoration, member.first(equals).trimmed(),
                           member.sliced(equals + 1).trimmed().toString());
        }
        rest = rest.sliced(close + 1).trimmed();
    }
    decoration.text = rest.toString();
    return decoration;
}

}
