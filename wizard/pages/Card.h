#pragma once

#include <QVBoxLayout>
#include <QWidget>

namespace passerelle::pages {

// A line one pixel high between two rows.
class Hairline : public QWidget {
    Q_OBJECT
public:
    explicit Hairline(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

// A white, rounded sheet. Either holds rows with hairlines between them (addRow) or whatever is put in
// body().
class Card : public QWidget {
    Q_OBJECT
public:
    explicit Card(QWidget *parent = nullptr);

    QVBoxLayout *body() { return m_body; }
    void addRow(QWidget *row);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_body;
};

}
