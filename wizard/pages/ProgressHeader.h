#pragma once

#include <QString>
#include <QWidget>

class QProgressBar;

namespace passerelle::pages {

class TextLabel;

// What is going on now, how far it is, and the bar below. The bar never goes back during one run.
class ProgressHeader : public QWidget {
    Q_OBJECT
public:
    explicit ProgressHeader(const QString &prefix, QWidget *parent = nullptr);

    void start();
    void show(const QString &text, int done, int total);

private:
    TextLabel *m_text;
    TextLabel *m_count;
    QProgressBar *m_bar;
};

}
