#pragma once

#include "pages/Theme.h"

#include <QLabel>
#include <QMap>

namespace passerelle::pages {

// Plain text in one of the sizes and colours of the theme; follows the system's font and colours when they
// change. Never interprets what it shows: server texts go through it.
class TextLabel : public QLabel {
    Q_OBJECT
public:
    explicit TextLabel(Type type = Type::Body, Role role = Role::Text, QWidget *parent = nullptr);

    void setRole(Role role);
    void setWeight(QFont::Weight weight);
    // With the mouse, for values somebody may need elsewhere. Takes effect when the pointer comes over the
    // label: a selectable QLabel carries a whole document, which costs more than everything else a page is
    // made of.
    void setSelectable() { m_selectable = true; }
    // Sets the text and hides the label while there is none.
    void setTextOrHide(const QString &text);

    // A page measures its labels again and again while it is laid out; QLabel remembers nothing of that.
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void enterEvent(QEnterEvent *event) override;

private:
    void dress();
    int letters(int most) const;
    QSize wholeText() const; // without line breaks of ours

    Type m_type;
    Role m_role;
    QFont::Weight m_weight;
    bool m_selectable = false;
    // What was asked for so far of this text in this font: heights by width, and the size without wrapping.
    struct Measures {
        QString text;
        QMap<int, int> heights;
        QSize unbroken;
    };
    mutable Measures m_measures;
};

}
