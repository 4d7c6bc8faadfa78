#pragma once

#include "pages/Icons.h"

#include <QWidget>

namespace passerelle::pages {

class StateIcon;
class TextLabel;

// An icon, a bold line, a plain sentence and, at the right, a word: for what is told rather than checked.
class NoteRow : public QWidget {
    Q_OBJECT
public:
    explicit NoteRow(QWidget *parent = nullptr);

    void show(Icon icon, const QString &title, const QString &sentence, const QString &word = {});

private:
    StateIcon *m_icon;
    TextLabel *m_title;
    TextLabel *m_sentence;
    TextLabel *m_word;
};

}
