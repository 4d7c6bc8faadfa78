#pragma once

#include "net/HttpMessage.h"

#include <QJsonObject>
#include <QStringList>

// What Graph says besides: the members an object always has, with the values of one that nobody touched, and the headers
// of every answer (tests/data/cloud).
namespace lab::graph {

// `object` with every member it lacks.
QJsonObject completePrincipal(QJsonObject object);
QJsonObject completeApplication(QJsonObject object);
QStringList principalProperties(); // what $select may name
QStringList applicationProperties();

// The headers an answer has inside a batch too: content type, OData version, cost.
void addHeaders(HttpResponse *response);

}
