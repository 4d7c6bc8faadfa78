#pragma once

#include "pages/Theme.h"

#include <QLabel>

namespace passerelle::pages {

// Plain text in one of the sizes and colours of the theme; follows the system's font and colours when they change.
// Never interprets what it shows: server texts go through it.
class TextLabel : public QLabel {
    Q_OBJECT
public:
    explicit TextLabel(Type type = Type::Body, Role role = Role::Text, QWidget *parent = nullptr);

    void setRole(Role role);
    void setWeight(QFont::Weight weight);
    void setSelectable();  // by mouse and keyboard, for values somebody may need elsewhere
    // Sets the text and hides the label while there is none.
    void setTextOrHide(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void dress();

    Type m_type;
    Role m_role;
    QFont::Weight m_weight;
};

}
