#pragma once

#include <QWidget>

namespace passerelle::pages {

class StateIcon;
class TextLabel;

// A field of a form: its label above (with the mnemonic), the control, and below either the reason for the
// proposed value or what is wrong with it.
class FormField : public QWidget {
    Q_OBJECT
public:
    // `extra` stands at the right of the control, a Browse button for instance.
    explicit FormField(QWidget *control, QWidget *extra = nullptr, QWidget *parent = nullptr);

    void setTexts(const QString &label, const QString &hint);
    void setError(const QString &text); // empty: none
    bool hasError() const { return m_wrong; }
    QWidget *control() const { return m_control; }

private:
    void describe();

    QWidget *m_control;
    TextLabel *m_label;
    StateIcon *m_icon;
    TextLabel *m_note;
    QString m_hint;
    bool m_wrong = false;
};

}
