#pragma once

#include "model/Finding.h"

#include <QList>

namespace passerelle::text {

// The words of every line a page can show, by id; English source texts for translate(). An id that is not listed is
// looked up by its parent: "account.role.UserApplication" has the words of "account.role".
struct TitleWords {
    const char *id;
    const char *title;
};
struct DetailWords {
    const char *id;
    model::Verdict verdict;
    const char *detail;
};
struct VerdictName {
    model::Verdict verdict;
    const char *task;
    const char *check;
};

const QList<TitleWords> &findingTitles();
const QList<DetailWords> &findingDetails();
const QList<VerdictName> &verdictNames();

}
