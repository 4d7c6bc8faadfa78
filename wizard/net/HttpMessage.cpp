#include "net/HttpMessage.h"

namespace passerelle::net {

QByteArray HttpResponse::header(QByteArrayView name) const
{
    for (const HttpHeader &candidate : headers) {
        if (candidate.name.compare(name, Qt::CaseInsensitive) == 0)
            return candidate.value.isNull() ? QByteArray("") : candidate.value;
    }
    return {};
}

QList<QByteArray> HttpResponse::headerAll(QByteArrayView name) const
{
    QList<QByteArray> values;
    for (const HttpHeader &candidate : headers) {
        if (candidate.name.compare(name, Qt::CaseInsensitive) == 0)
            values.append(candidate.value);
    }
    return values;
}

}
