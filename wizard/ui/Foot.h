#pragma once

#include "pages/PageBase.h"

class QHBoxLayout;

namespace passerelle::ui {

// The bar under the page: the help question at the left, the buttons at the right. QWizard's own button row
// stays empty: it cannot hold buttons that change with the state of a page without losing the focus.
class Foot : public QWidget {
    Q_OBJECT
public:
    explicit Foot(QWidget *parent = nullptr);

    void show(const pages::PageBase &page, bool finished);
    void pressPrimary();

    QPushButton *back() const { return m_back; }
    QPushButton *next() const { return m_next; }
    QPushButton *cancel() const { return m_cancel; }
    QPushButton *help() const { return m_help; }

protected:
    void changeEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void retranslate();
    void arrange(const pages::PageBase::Foot &wanted);
    void fit();
    void keepFocus();

    QHBoxLayout *m_row;
    QPushButton *m_help;
    QPushButton *m_cancel;
    QPushButton *m_back;
    QPushButton *m_next;
    QPushButton *m_primary = nullptr;
    bool m_returnPresses = false;
    QList<QPushButton *> m_ofPage;
    QList<QWidget *> m_order;
};

}
