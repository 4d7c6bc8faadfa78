#pragma once

#include <QJsonObject>

namespace passerelle::tests {

// What the documented page must leave behind in the default organisation of the lab, written out literally. Every
// difference is told through QTest.
void compareWithEndState(const QJsonObject &state);

// The same organisation before: nothing of steps 2 to 6 is there.
void compareWithUntouched(const QJsonObject &state);

}
