#include "auth/Form.h"

#include <QUrl>

namespace passerelle::auth {

namespace {

QByteArray decoded(QByteArrayView text)
{
    QByteArray plain = text.toByteArray();
    plain.replace('+', ' '); // before the percent signs, so that %2B stays a plus
    return QByteArray::fromPercentEncoding(plain);
}

constexpr int maxFields = 32;

}

QByteArray formEncoded(const FormFields &fields)
{
    QByteArray out;
    for (const auto &[name, value] : fields) {
        if (!out.isEmpty())
            out += '&';
        out += name.toPercentEncoding() + '=' + value.toPercentEncoding();
    }
    return out;
}

std::optional<QHash<QByteArray, QByteArray>> parseForm(QByteArrayView body)
{
    QHash<QByteArray, QByteArray> fields;
    while (!body.isEmpty()) {
        const qsizetype end = body.indexOf('&');
        const QByteArrayView pair = end < 0 ? body : body.first(end);
        body = end < 0 ? QByteArrayView() : body.sliced(end + 1);
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const QByteArray name = decoded(equals < 0 ? pair : pair.first(equals));
        if (fields.contains(name) || fields.size() == maxFields)
            return std::nullopt;
        fields.insert(name, equals < 0 ? QByteArray() : decoded(pair.sliced(equals + 1)));
    }
    return fields;
}

}
