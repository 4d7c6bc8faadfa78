#pragma once

#include "core/Failure.h"
#include "pages/StateIcon.h"
#include "pages/TextLabel.h"

#include <QDateTime>
#include <optional>

class QHBoxLayout;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace passerelle::pages {

class Fold;

// A tinted band above the content it concerns: what happened in bold, why and what to do in plain, and the
// actions. Appearing or changing is told to assistive programs as an alert.
class MessageBand : public QWidget {
    Q_OBJECT
public:
    enum class Kind { Information, Done, Attention, Failed };

    // `prefix` starts the object names of its parts: <prefix>Message, <prefix>MessageTitle.
    explicit MessageBand(const QString &prefix, QWidget *parent = nullptr);

    void show(Kind kind, const QString &title, const QString &sentence, const QString &code = {});
    // With what the server said in a fold of its own (ux.md U44, U46); `advice` follows the sentence.
    void showFailure(const core::Failure &failure, const QString &advice = {});
    void setExtra(const QString &text); // a value to compare or copy, in the fixed font
    void dismiss();
    bool isShown() const { return m_shown; }
    QString plainText() const; // all of it, for "Copy details"

    // In the order they are added. Hidden or shown by the page before show(): without one there is no row for
    // them.
    QPushButton *addAction(const QString &objectName);
    using QWidget::addAction;

signals:
    void announced(); // an alert has gone to the assistive programs, if any listens

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

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
    QString m_prefix;
    QVBoxLayout *m_column;
    Fold *m_facts = nullptr; // made for the first failure that has any
    QPlainTextEdit *m_factText = nullptr;
    std::optional<core::Failure> m_failure;
    QDateTime m_seen; // when m_failure was first shown

    void present(Kind kind, const QString &title, const QString &sentence, const QString &code);
    void showFacts();
};

}
