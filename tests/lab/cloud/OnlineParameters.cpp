#include "cloud/OnlineParameters.h"

#include <QRegularExpression>

namespace lab {

namespace {

QString wrongType(const QString &name, const char *type)
{
    return "Cannot convert the value of '" + name + "' to type \"" + type + "\".";
}

bool isTextList(const QJsonValue &value)
{
    const QJsonArray list = value.toArray();
    return value.isString()
        || (value.isArray()
            && std::all_of(list.begin(), list.end(), [](const QJsonValue &v) { return v.isString(); }));
}

void check(const OnlineParameter &parameter, const QJsonValue &value)
{
    if (parameter.kind == OnlineKind::Text && !value.isString())
        throw onlineParameter(parameter.name, wrongType(parameter.name, "System.String"));
    if (parameter.kind == OnlineKind::Flag && !value.isBool())
        throw onlineParameter(parameter.name, wrongType(parameter.name, "System.Boolean"));
    if (parameter.kind != OnlineKind::TextList || isTextList(value))
        return;
    const QJsonObject table = value.toObject();
    bool fits = table.value("@odata.type").toString() == "#Exchange.GenericHashTable";
    for (auto it = table.begin(); it != table.end(); ++it)
        fits = fits
            && (it.key() == "@odata.type" || it.key().endsWith("@odata.type")
                || ((it.key() == "Add" || it.key() == "Remove") && isTextList(it.value())));
    if (!fits)
        throw onlineParameter(parameter.name,
                              wrongType(parameter.name, "Microsoft.Exchange.Data.MultiValuedProperty"));
}

QStringList textsOf(const QJsonValue &value)
{
    if (value.isString())
        return {value.toString()};
    QStringList texts;
    for (const QJsonValue &one : value.toArray())
        texts << one.toString();
    return texts;
}

}

QJsonObject readOnlineParameters(const OnlineParameters &known, const QJsonObject &given)
{
    static const QStringList common = {"ErrorAction", "WarningAction", "Verbose"};
    QJsonObject read;
    for (auto it = given.begin(); it != given.end(); ++it) {
        if (common.contains(it.key(), Qt::CaseInsensitive))
            continue;
        const auto found = std::find_if(known.begin(), known.end(), [&](const OnlineParameter &parameter) {
            return parameter.name.compare(it.key(), Qt::CaseInsensitive) == 0;
        });
        if (found == known.end())
            throw OnlineFailure{400, "System.Management.Automation.ParameterBindingException",
                                "A parameter cannot be found that matches parameter name '" + it.key() + "'.",
                                true};
        check(*found, it.value());
        read.insert(found->name, it.value());
    }
    for (const OnlineParameter &parameter : known) {
        if (parameter.mandatory && !read.contains(parameter.name))
            throw OnlineFailure{400, "Microsoft.Exchange.Admin.OData.Core.AmbiguousParameterSetException",
                                "Parameter set cannot be resolved: '" + parameter.name + "' is missing.",
                                true};
    }
    return read;
}

QStringList OnlineCall::domains(const QString &name, QStringList present) const
{
    static const QRegularExpression domain("^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$");
    const QJsonValue value = given.value(name);
    QStringList list = present;
    if (value.isObject()) {
        for (const QString &gone : textsOf(value.toObject().value("Remove")))
            list.removeAll(gone);
        list += textsOf(value.toObject().value("Add"));
    } else {
        list = textsOf(value);
    }
    for (const QString &one : std::as_const(list)) {
        if (!domain.match(one).hasMatch())
            throw onlineParameter(name, "\"" + one + "\" is not a valid SMTP domain.");
    }
    return list;
}

}
