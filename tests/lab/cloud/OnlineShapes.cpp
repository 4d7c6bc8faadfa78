#include "cloud/OnlineShapes.h"

namespace lab {

namespace {

void remark(QJsonObject *shape, const QString &name, const char *dotNet, const char *odata)
{
    if (dotNet)
        shape->insert(name + "@data.type", dotNet);
    if (odata)
        shape->insert(name + "@odata.type", odata);
}

}

QJsonObject onlineShape(const QJsonObject &object, const QStringList &select)
{
    QJsonObject shape;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString &name = it.key();
        if (!select.isEmpty() && !select.contains(name, Qt::CaseInsensitive))
            continue;
        shape.insert(name, it.value());
        if (it.value().isArray())
            remark(&shape, name, nullptr, "#Collection(String)");
        else if (name == "Guid" || name.endsWith("Guid"))
            remark(&shape, name, "System.Guid", "#Guid");
        else if (name.startsWith("When"))
            remark(&shape, name, "System.DateTime", nullptr);
        else if (name.endsWith("Interval"))
            remark(&shape, name, "Microsoft.Exchange.Data.EnhancedTimeSpan", nullptr);
        else if (name.endsWith("Quota"))
            remark(&shape, name, "Microsoft.Exchange.Data.ByteQuantifiedSize", nullptr);
    }
    return shape;
}

}
