#pragma once

#include <QList>
#include <QPair>
#include <QWidget>

class QGridLayout;

namespace passerelle::pages {

// Names at the left, values at the right, selectable. A row per fact, a hairline between them.
class FactList : public QWidget {
    Q_OBJECT
public:
    explicit FactList(QWidget *parent = nullptr);

    void show(const QList<QPair<QString, QString>> &facts);

private:
    QGridLayout *m_grid;
};

}
