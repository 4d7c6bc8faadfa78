#pragma once

#include "report/ReportData.h"

#include <QJsonObject>

namespace passerelle::report {

// Schema 1 of DESIGN section 1; for machines: words are codes, nothing is translated.
QJsonObject toJson(const ReportData &data);

}
