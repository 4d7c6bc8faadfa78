#include "protocols/psrp/ClixmlWriter.h"

#include "protocols/psrp/ClixmlEscape.h"

namespace passerelle::psrp {

using namespace Qt::StringLiterals;

void ClixmlWriter::open(QByteArrayView element, QStringView name)
{
    m_out += '<';
    m_out += element;
    if (!name.isEmpty())
        m_out += " N=\"" + escapeClixml(name).replace('"', "&quot;") + '"';
}

void ClixmlWriter::beginObject(QStringView name)
{
    open("Obj", name);
    m_out += " RefId=\"" + QByteArray::number(m_nextObject++) + "\">";
    m_open.append("Obj");
}

void ClixmlWriter::typeNames(const QStringList &names)
{
    const QString key = names.join(u'\n');
    if (const auto known = m_typeNames.constFind(key); known != m_typeNames.cend()) {
        m_out += "<TNRef RefId=\"" + QByteArray::number(*known) + "\"/>";
        return;
    }
    const int id = static_cast<int>(m_typeNames.size());
    m_typeNames.insert(key, id);
    m_out += "<TN RefId=\"" + QByteArray::number(id) + "\">";
    for (const QString &name : names)
        m_out += "<T>" + name.toHtmlEscaped().toUtf8() + "</T>";
    m_out += "</TN>";
}

void ClixmlWriter::toStringText(QStringView text)
{
    raw("ToString", {}, escapeClixml(text));
}

void ClixmlWriter::begin(QByteArrayView element)
{
    open(element, {});
    m_out += '>';
    m_open.append(element.toByteArray());
}

void ClixmlWriter::end()
{
    m_out += "</" + m_open.takeLast() + '>';
}

void ClixmlWriter::nil(QStringView name)
{
    open("Nil", name);
    m_out += "/>";
}

void ClixmlWriter::boolean(QStringView name, bool value)
{
    raw("B", name, value ? "true" : "false");
}
void ClixmlWriter::int32(QStringView name, qint32 value)
{
    raw("I32", name, QByteArray::number(value));
}
void ClixmlWriter::int64(QStringView name, qint64 value)
{
    raw("I64", name, QByteArray::number(value));
}
void ClixmlWriter::bytes(QStringView name, const QByteArray &value)
{
    raw("BA", name, value.toBase64());
}

void ClixmlWriter::dateTime(QStringView name, const QDateTime &value)
{
    raw("DT", name, value.toString(Qt::ISODateWithMs).toLatin1());
}

void ClixmlWriter::enumeration(QStringView name, const QString &typeName, QStringView text, qint32 number)
{
    beginObject(name);
    typeNames({ typeName, u"System.Enum"_s, u"System.ValueType"_s, u"System.Object"_s });
    toStringText(text);
    int32({}, number);
    endObject();
}

void ClixmlWriter::primitive(QByteArrayView element, QStringView name, QStringView text)
{
    raw(element, name, escapeClixml(text));
}

void ClixmlWriter::raw(QByteArrayView element, QStringView name, QByteArrayView text)
{
    open(element, name);
    m_out += '>';
    m_out += text;
    m_out += "</";
    m_out += element;
    m_out += '>';
}

void ClixmlWriter::list(QStringView name, const QStringList &values)
{
    beginObject(name);
    typeNames({ u"System.Object[]"_s, u"System.Array"_s, u"System.Object"_s });
    begin("LST");
    for (const QString &value : values)
        string({}, value);
    end();
    endObject();
}

void ClixmlWriter::hashtable(QStringView name, const Argument::Hashtable &table)
{
    beginObject(name);
    typeNames({ u"System.Collections.Hashtable"_s, u"System.Object"_s });
    begin("DCT");
    for (const auto &[key, values] : table) {
        begin("En");
        string(u"Key", key);
        list(u"Value", values);
        end();
    }
    end();
    endObject();
}

void ClixmlWriter::argument(QStringView name, const Argument &value)
{
    struct Writer {
        ClixmlWriter &out;
        QStringView name;
        void operator()(Argument::Present) { out.nil(name); }
        void operator()(bool v) { out.boolean(name, v); }
        void operator()(qint32 v) { out.int32(name, v); }
        void operator()(qint64 v) { out.int64(name, v); }
        void operator()(const QString &v) { out.string(name, v); }
        void operator()(const QStringList &v) { out.list(name, v); }
        void operator()(const QByteArray &v) { out.bytes(name, v); }
        void operator()(const QDateTime &v) { out.dateTime(name, v); }
        void operator()(const Argument::Hashtable &v) { out.hashtable(name, v); }
    };
    std::visit(Writer{ *this, name }, value.value());
}

}
