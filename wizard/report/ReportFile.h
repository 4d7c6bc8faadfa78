#pragma once

#include "core/Result.h"
#include "report/ReportData.h"

namespace passerelle::report {

// Writes the report in the format of the file's extension, .html or .json, as a whole or not at all. Fails with
// LocalFile {file}; `technical` is "extension" for any other extension.
core::Outcome writeReport(const ReportData &data, const QString &file);

}
