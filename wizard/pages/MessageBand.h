#pragma once

#include "core/Failure.h"
#include "pages/StateIcon.h"
#include "pages/TextLabel.h"

class QHBoxLayout;
class QPushButton;

namespace passerelle::pages {

// A tinted band above the content it concerns: what happened in bold, why and what to do in plain, and the
// actions. Appearing or changing is told to assistive programs as an alert.
class MessageBand : public QWidget {
    Q_OBJECT
public:
    enum class Kind { Information, Done, Attention, Failed };

    // `prefix` starts the object names of its parts: <prefix>Message, <prefix>MessageTitle.
    explicit MessageBand(const QString &prefix, QWidget *parent = nullptr);

    void show(Kind kind, const QString &title, const QString &sentence, const QString &code = {});
    void showFailure(const core::Failure &failure);
    void setExtra(const QString &text); // a value to compare or copy, in the fixed font
    void dismiss();
    bool isShown() const { return m_shown; }
    QString plainText() const;

    // In the order they are added. Hidden or shown by the page before show(): without one there is no row for
    // them.
    QPushButton *addAction(const QString &objectName);
    using QWidget::addAction;

signals:
    void announced(); // an alert has gone to the assistive programs, if any listens

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Kind m_kind = Kind::Information;
    bool m_shown = false;
    StateIcon *m_icon;
    TextLabel *m_title;
    TextLabel *m_sentence;
    TextLabel *m_extra;
    TextLabel *m_code;
    QWidget *m_actionRow;
    QHBoxLayout *m_actions;
};

}
