#pragma once

#include "protocols/psrp/Argument.h"

#include <QByteArray>
#include <QHash>
#include <QStringList>
#include <QStringView>

namespace passerelle::psrp {

// Writes the CLIXML of one message: no white space, RefIds counted in document order, a type-name list in
// full the first time and as a reference afterwards. An empty name leaves the attribute N out.
class ClixmlWriter {
public:
    void beginObject(QStringView name = {});
    void endObject() { end(); }
    void typeNames(const QStringList &names);
    void toStringText(QStringView text);
    void begin(QByteArrayView element); // Props, MS, LST, DCT, En
    void end(); // of the innermost element that is open

    void nil(QStringView name);
    void string(QStringView name, QStringView text) { primitive("S", name, text); }
    void boolean(QStringView name, bool value);
    void int32(QStringView name, qint32 value);
    void int64(QStringView name, qint64 value);
    void version(QStringView name, QStringView text) { primitive("Version", name, text); }
    void bytes(QStringView name, const QByteArray &value);
    void dateTime(QStringView name, const QDateTime &value);
    // An enum value: `typeName`, System.Enum, System.ValueType, System.Object.
    void enumeration(QStringView name, const QString &typeName, QStringView text, qint32 number);
    void argument(QStringView name, const Argument &value); // a switch without value becomes Nil

    QByteArray take() { return std::exchange(m_out, {}); }

private:
    void open(QByteArrayView element, QStringView name);
    void primitive(QByteArrayView element, QStringView name, QStringView text);
    void raw(QByteArrayView element, QStringView name, QByteArrayView text);
    void list(QStringView name, const QStringList &values);
    void hashtable(QStringView name, const Argument::Hashtable &table);

    QByteArray m_out;
    QList<QByteArray> m_open;
    QHash<QString, int> m_typeNames; // joined names -> RefId
    int m_nextObject = 0;
};

}
