#pragma once

#include "report/ReportData.h"

namespace passerelle::report {

// One file without script, readable by screen readers, in the current language (ux.md U70, A26). Everything that came
// from a server or a person is escaped.
QString toHtml(const ReportData &data);

}
