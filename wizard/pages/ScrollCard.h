#pragma once

#include <QScrollArea>
#include <QVBoxLayout>

namespace passerelle::pages {

// A card as high as its content while there is room, and scrolling inside its outline when there is not: the
// page itself never scrolls. Takes the focus (so that the arrow keys scroll) only while there is something to
// scroll.
class ScrollCard : public QScrollArea {
    Q_OBJECT
public:
    explicit ScrollCard(QWidget *parent = nullptr);

    // For content that is not a list of rows; it is inserted before a stretch that keeps it at the top.
    void addContent(QLayout *content) { m_body->insertLayout(m_body->count() - 1, content); }
    void addRow(QWidget *row); // with a hairline before it, except the first
    void clearRows();
    void setOutlined(bool outlined); // false: scrolls, but is not a card
    void setLowest(int height) { m_lowest = height; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void measure();
    void measureSoon();

    QWidget *m_content;
    QVBoxLayout *m_body;
    bool m_outlined = true;
    int m_height = 0;
    int m_rows = 0;
    bool m_measuring = false;
    int m_lowest = 96;
};

}
