#include "psrp/ClixmlWriter.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace lab {

namespace {

QString tagFor(const QString &name, const QString &text)
{
    if (name == "Guid" || name == "ExchangeGuid" || name == "ArchiveGuid")
        return "G";
    if ((name.startsWith("When") || name.endsWith("EffectiveDate")) && !text.isEmpty())
        return "DT";
    if (name == "RawData")
        return "BA";
    if ((name == "InternalUrl" || name == "ExternalUrl" || name.endsWith("Endpoint")
         || name == "TargetSharingEpr")
        && text.startsWith("http"))
        return "URI";
    return "S";
}

QStringList listTypes(const QString &name)
{
    const QString system = ", mscorlib, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089]]";
    QString first = "Microsoft.Exchange.Data.MultiValuedProperty`1[[System.String" + system;
    if (name == "EmailAddresses")
        first = "Microsoft.Exchange.Data.ProxyAddressCollection";
    return {first, "Microsoft.Exchange.Data.MultiValuedPropertyBase", "System.Object"};
}

}

QString ClixmlWriter::escaped(const QString &text)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        const ushort u = c.unicode();
        const bool control = u < 0x20 || (u >= 0x7F && u <= 0x9F) || c.isSurrogate();
        const bool lookalike =
            u == '_' && i + 1 < text.size() && (text.at(i + 1) == 'x' || text.at(i + 1) == 'X');
        if (control || lookalike)
            out += QString("_x%1_").arg(QString::number(u, 16).toUpper(), 4, QChar('0'));
        else if (u == '&')
            out += "&amp;";
        else if (u == '<')
            out += "&lt;";
        else if (u == '>')
            out += "&gt;";
        else
            out += c;
    }
    return out;
}

QString ClixmlWriter::spelled(const QString &text) const
{
    if (m_style.escapes.isEmpty())
        return escaped(text);
    // One escape, or the two halves of a pair.
    static const QRegularExpression escape("_x(D[89AB][0-9A-F]{2})__x(D[C-F][0-9A-F]{2})_|_x([0-9A-F]{4})_");
    const QString standard = escaped(text);
    QString out;
    qsizetype done = 0;
    for (auto it = escape.globalMatch(standard); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        out += standard.mid(done, match.capturedStart() - done);
        done = match.capturedEnd();
        const bool pair = match.hasCaptured(1);
        const auto unit = [&match](int group) { return match.captured(group).toUShort(nullptr, 16); };
        if (m_style.escapes == "eight-digits") {
            const char32_t code = pair ? QChar::surrogateToUcs4(unit(1), unit(2)) : unit(3);
            out += QString("_x%1_").arg(QString::number(quint32(code), 16).toUpper(), 8, QChar('0'));
        } else {
            const QString small = match.captured().toLower();
            out += m_style.escapes == "capital" ? QString(small).replace('x', 'X') : small;
        }
    }
    return out + standard.mid(done);
}

QString ClixmlWriter::element(const QString &tag, const QString &name, const QString &text)
{
    return rawElement(tag, name, escaped(text));
}

QString ClixmlWriter::rawElement(const QString &tag, const QString &name, const QString &inside)
{
    const QString attribute =
        name.isEmpty() ? QString() : " N=\"" + escaped(name).replace('"', "&quot;") + '"';
    return '<' + tag + attribute + '>' + inside + "</" + tag + '>';
}

QString ClixmlWriter::typeNames(const QStringList &types)
{
    if (types.isEmpty())
        return {};
    const qsizetype known = m_types.indexOf(types);
    if (known >= 0)
        return QString("<TNRef RefId=\"%1\" />").arg(known);
    QString text = QString("<TN RefId=\"%1\">").arg(m_types.size());
    m_types.append(types);
    for (const QString &type : types)
        text += "<T>" + type.toHtmlEscaped() + "</T>";
    return text + "</TN>";
}

QString ClixmlWriter::wrap(const QString &name, const QStringList &types, const QString &text,
                           const QString &inner)
{
    // The number is taken by the caller's order of evaluation: inner objects were written before, which is
    // allowed.
    const QString attribute = name.isEmpty() ? QString() : " N=\"" + escaped(name) + '"';
    return QString("<Obj%1 RefId=\"%2\">").arg(attribute).arg(m_nextObject++) + typeNames(types)
        + (text.isNull() ? QString() : "<ToString>" + spelled(text) + "</ToString>") + inner + "</Obj>";
}

QString ClixmlWriter::enumeration(const QString &name, const QString &type, const QString &word, int number)
{
    return wrap(name, {type, "System.Enum", "System.ValueType", "System.Object"}, word,
                QString("<I32>%1</I32>").arg(number));
}

QString ClixmlWriter::list(const QString &name, const QJsonArray &array)
{
    QString head = QString("<Obj N=\"%1\" RefId=\"%2\">").arg(escaped(name)).arg(m_nextObject++)
        + typeNames(listTypes(name)) + "<LST>";
    for (const QJsonValue &item : array)
        head += property({}, item);
    return head + "</LST></Obj>";
}

QString ClixmlWriter::dictionary(const QString &name, const QJsonObject &object)
{
    QString text = QString("<Obj N=\"%1\" RefId=\"%2\">").arg(escaped(name)).arg(m_nextObject++)
        + typeNames({"System.Collections.Generic.Dictionary`2[[System.String, mscorlib, Version=4.0.0.0, "
                     "Culture=neutral, PublicKeyToken=b77a5c561934e089],[System.Management.Automation."
                     "ParameterMetadata, System.Management.Automation, Version=3.0.0.0, Culture=neutral, "
                     "PublicKeyToken=31bf3856ad364e35]]",
                     "System.Object"})
        + "<DCT>";
    for (auto it = object.begin(); it != object.end(); ++it)
        text +=
            "<En>" + element("S", "Key", it.key()) + element("S", "Value", it.value().toString()) + "</En>";
    return text + "</DCT></Obj>";
}

QString ClixmlWriter::property(const QString &name, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return element("B", name, value.toBool() ? "true" : "false");
    case QJsonValue::Double:
        return element("I32", name, QString::number(value.toInt()));
    case QJsonValue::String:
        return rawElement(tagFor(name, value.toString()), name, spelled(value.toString()));
    case QJsonValue::Array:
        return list(name, value.toArray());
    case QJsonValue::Object:
        return dictionary(name, value.toObject());
    default:
        return name.isEmpty() ? QString("<Nil />") : "<Nil N=\"" + escaped(name) + "\" />";
    }
}

QString ClixmlWriter::object(const WireObject &object)
{
    const int number = m_nextObject++;
    const QString head = QString("<Obj RefId=\"%1\">").arg(number) + typeNames(object.types) + "<ToString>"
        + spelled(object.text) + "</ToString>";
    const bool nested = m_style.oddObjects.contains("nested-base");
    QString text = nested ? QString("<Obj RefId=\"%1\">").arg(m_nextObject++) : QString();
    text += "<Props>";
    for (auto it = object.properties.begin(); it != object.properties.end(); ++it)
        text += property(it.key(), it.value());
    return head + text + oddities(object, number) + "</Props>" + (nested ? "</Obj>" : "") + "</Obj>";
}

QString ClixmlWriter::oddities(const WireObject &object, int number)
{
    QString text;
    if (m_style.oddObjects.contains("self-reference"))
        text += QString("<Ref N=\"LabSelf\" RefId=\"%1\" />").arg(number);
    if (m_style.oddObjects.contains("self-list"))
        text += QString("<Obj N=\"LabList\" RefId=\"%1\"><LST><S>first</S><Ref RefId=\"%1\" /></LST></Obj>")
                    .arg(m_nextObject++);
    if (m_style.oddObjects.contains("dangling-reference"))
        text += "<Ref N=\"LabGone\" RefId=\"99999\" />";
    if (m_style.oddObjects.contains("type-reference"))
        text += wrap("LabTwin", object.types, object.text, "<Props>" + element("S", "LabName", "twin") + "</Props>");
    if (m_style.oddObjects.contains("lone-surrogate"))
        text += "<S N=\"LabLone\">a_xD83D_b</S>";
    return text;
}

}
