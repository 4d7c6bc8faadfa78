#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

namespace lab {

// The names Microsoft's services have in one cloud (cloud.md a.1): worldwide, DODCON, DOD, china, bleu,
// delos.
struct RealHosts {
    QStringList login;
    QStringList graph;
    QStringList exchange;
};

const QMap<QString, RealHosts> &realHosts();
QStringList allRealHosts();

}
