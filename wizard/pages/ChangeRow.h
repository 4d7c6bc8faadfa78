#pragma once

#include "model/Change.h"

#include <QWidget>

class QCheckBox;

namespace passerelle::pages {

class Fold;
class TextLabel;

// One change of the review: a tick, what it touches, its value before and after, and folded the lists behind them.
class ChangeRow : public QWidget {
    Q_OBJECT
public:
    ChangeRow(model::Change change, int number, QWidget *parent = nullptr);

    const model::Change &change() const { return m_change; }
    bool isTicked() const;
    void setTicked(bool ticked);
    void setFrozen(bool frozen); // accepted already: shown, not changeable
    QCheckBox *tick() const { return m_tick; }

signals:
    void tickedChanged();

protected:
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void retranslate();

    model::Change m_change;
    QCheckBox *m_tick;
    TextLabel *m_title;
    TextLabel *m_context;
    TextLabel *m_before;
    TextLabel *m_after;
    TextLabel *m_note;
    TextLabel *m_details;
    Fold *m_fold;
};

}
