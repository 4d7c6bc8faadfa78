#pragma once

#include "core/Failure.h"
#include "core/Wait.h"

#include <QDateTime>
#include <QStringList>
#include <optional>

namespace passerelle::model {

enum class Verdict { Pending, Running, Pass, Attention, Fail, NeedsPerson, NotApplicable, NotTested, Skipped };

// One line of work or of a check: what a page shows as a row. `id` keys the words (text/FindingText): the same id has
// a title, and a detail made from `values`; it never holds a sentence itself.
struct Finding {
    QString id;                             // "account.create", "V1", "exchange.name" ...
    Verdict verdict = Verdict::Pending;
    core::Values values;                    // placeholders of title and detail
    std::optional<core::FailureCode> code;  // why it is not Pass
    QStringList evidence;                   // what was read, untranslated: "LinkedAccount=contoso.fr/Users/..."
    qint64 milliseconds = -1;               // -1: not measured
    QString caption;                        // with no own words in the catalogue: shown as is (a server's name)
    std::optional<core::Wait> wait {};      // Running, and nothing happens before this time has passed
};

// A call that went to a server, for the Details fold and the log. No secret ever gets in: requests are built from
// cmdlet parameters and Graph paths.
struct CallRecord {
    QString target;   // "Exchange" or "Microsoft Graph" or a host name
    QString request;  // the exact cmdlet or request line, ready to copy
    QString answer;   // a short summary: "1 object", "204 No Content", or the error as the server worded it
    qint64 milliseconds = 0;
    bool ok = true;
    QDateTime utc;
};

}
