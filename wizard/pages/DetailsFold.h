#pragma once

#include "model/Activity.h"
#include "pages/Fold.h"

#include <QPointer>

class QPlainTextEdit;

namespace passerelle::pages {

// "Details": every call an activity made, as it was sent and answered. "Copy command" puts the command under
// the cursor (or the last one) on the clipboard. Filled only while open.
class DetailsFold : public Fold {
    Q_OBJECT
public:
    explicit DetailsFold(const QString &prefix, QWidget *parent = nullptr);

    void watch(const model::Activity *activity);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void refresh();
    void append(const model::CallRecord &call);
    void copyCommand();

    QPointer<const model::Activity> m_activity;
    QPlainTextEdit *m_log;
    QPushButton *m_copy;
    qsizetype m_shown = 0;
};

}
