#pragma once

#include <QJsonObject>
#include <QStringList>

namespace lab {

// An object as Exchange Online writes it: with a type remark beside everything that is no plain text, number
// or truth value (note "@data.type" without the o). `select`: only these properties; empty: all.
QJsonObject onlineShape(const QJsonObject &object, const QStringList &select);

}
