#pragma once

#include <QJsonValue>
#include <QString>

namespace lab {

// What is wrong with that value of a switch whose type is right; empty when nothing is.
QString switchProblem(const QString &name, const QJsonValue &value);

}
