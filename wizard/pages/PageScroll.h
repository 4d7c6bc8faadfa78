#pragma once

#include <QAbstractScrollArea>

namespace passerelle::pages {

// The last resort of a page on a small screen or with very large text. Lists shrink and scroll first; only
// when they are as small as they can be does the page itself scroll, so that nothing is ever cut.
class PageScroll : public QAbstractScrollArea {
    Q_OBJECT
public:
    explicit PageScroll(QWidget *parent = nullptr);

    QWidget *content() const { return m_content; }
    QSize sizeHint() const override { return { 320, 240 }; }
    QSize minimumSizeHint() const override { return { 0, 0 }; }
    void reveal(const QWidget *widget);
    // Carries out every layout that is waiting inside `root`, innermost first. To be called before asking for
    // a height: a layout that is asked while it waits believes afterwards that everything is in place.
    static void settle(QWidget *root);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    bool focusNextPrevChild(bool next) override;

private:
    void arrange();

    QWidget *m_content;
};

}
