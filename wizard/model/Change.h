#pragma once

#include "core/Failure.h"

#include <QString>
#include <QStringList>

namespace passerelle::model {

// One difference between the present and the wanted state: a row of the review page before, a line of the report
// after. `before` and `after` are values as read from the server, untranslated; `id` keys the sentence shown.
struct Change {
    QString id;      // "account.create", "account.hide", "account.role", "partner-application.create", "upload.keys" ...
    QString step;    // one of the step ids
    QString target;  // "exchange" or "entra"
    QString object;  // name of the object changed
    QString before;
    QString after;
    core::Values values;
    bool shared = false;      // an object other products use too: has to be read and ticked by the person
    bool reversible = true;
    QStringList covers;       // keys of smaller changes this one stands for: accepting it accepts them
    bool optional = false;    // offered, never needed: unticked until the person ticks it, and no reason to ask again

    // Identity of the change inside a plan; two plans with the same keys write the same things.
    QString key() const { return step + u'|' + id + u'|' + object + u'|' + after; }
};

}
