#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>
#include <QList>
#include <QString>
#include <optional>
#include <utility>

namespace passerelle::auth {

// application/x-www-form-urlencoded, where "+" is a space and every reserved character is escaped; QUrlQuery
// does neither (reference cloud.md a.4).
using FormFields = QList<std::pair<QByteArray, QByteArray>>;

QByteArray formEncoded(const FormFields &fields);

// Names and values decoded. Nothing when a name comes twice (RFC 6749 3.1) or there are more than 32 fields.
std::optional<QHash<QByteArray, QByteArray>> parseForm(QByteArrayView body);

}
