#pragma once

#include <QWidget>

class QRadioButton;

namespace passerelle::pages {

class TextLabel;

// A radio button with a sentence below it.
class ChoiceRow : public QWidget {
    Q_OBJECT
public:
    explicit ChoiceRow(const QString &objectName, QWidget *parent = nullptr);

    QRadioButton *button() const { return m_button; }
    void setTexts(const QString &title, const QString &sentence);

protected:
    void mousePressEvent(QMouseEvent *event) override;

private:
    QRadioButton *m_button;
    TextLabel *m_sentence;
};

}
