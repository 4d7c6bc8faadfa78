#include "pages/DataTable.h"

#include "pages/StylePainting.h"
#include "text/Format.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace passerelle::pages {

static constexpr int copiedRole = Qt::UserRole + 1;
static constexpr int iconRole = Qt::UserRole + 2;
static constexpr int iconPixels = 16;
static constexpr int lowest = 140;

namespace {

// Cells with room around their text, and a hairline between two rows.
class RoomyCells : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem inner(option);
        inner.rect.adjust(space::s, 0, -space::s, 0);
        return QStyledItemDelegate::sizeHint(inner, index) + QSize(2 * space::s, 2 * above);
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colors colors = Colors::of(option.palette);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, option.palette.highlight());
        if (index.row() > 0)
            painter->fillRect(QRect(option.rect.topLeft(), QSize(option.rect.width(), 1)), colors[Role::Hairline]);
        QStyleOptionViewItem inner(option);
        inner.rect.adjust(space::s, 1, -space::s, 0);
        QStyledItemDelegate::paint(painter, inner, index);
    }

private:
    static constexpr int above = 6;
};

}

DataTable::DataTable(const QString &objectName, QWidget *parent)
    : QTableWidget(parent)
{
    setObjectName(objectName);
    setEditTriggers(NoEditTriggers);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setTabKeyNavigation(false);
    setShowGrid(false);
    setWordWrap(true);
    setFrameStyle(QFrame::Box | QFrame::Plain); // one pixel, see event()
    setItemDelegate(new RoomyCells(this));
    setIconSize(QSize(iconPixels, iconPixels));
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setFocusPolicy(Qt::NoFocus);
    horizontalHeader()->setFont(Theme::font(Type::Detail, QFont::DemiBold));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    dress();
}

void DataTable::setHeaders(const QStringList &headers)
{
    setColumnCount(static_cast<int>(headers.size()));
    setHorizontalHeaderLabels(headers);
}

void DataTable::setStretchColumn(int column)
{
    horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
}

void DataTable::clearRows()
{
    clearSpans();
    setRowCount(0);
}

void DataTable::addGroup(const QString &title)
{
    const int row = rowCount();
    insertRow(row);
    auto *item = new QTableWidgetItem(title);
    item->setFont(Theme::font(Type::Body, QFont::DemiBold));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    setItem(row, 0, item);
    if (columnCount() > 1)
        setSpan(row, 0, 1, columnCount());
}

void DataTable::addRow(const QList<Cell> &cells)
{
    const int row = rowCount();
    insertRow(row);
    for (int column = 0; column < columnCount() && column < cells.size(); ++column) {
        const Cell &cell = cells[column];
        auto *item = new QTableWidgetItem(cell.text);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
        item->setFont(Theme::font(cell.isCode ? Type::Code : Type::Detail));
        item->setData(copiedRole, cell.copied.isEmpty() ? cell.text : cell.copied);
        item->setData(Qt::AccessibleTextRole, item->data(copiedRole));
        if (cell.icon)
            item->setData(iconRole, static_cast<int>(*cell.icon));
        setItem(row, column, item);
    }
}

void DataTable::settle()
{
    dress();
    measure();
}

QString DataTable::plainText(bool selectedOnly) const
{
    QStringList lines;
    for (int row = 0; row < rowCount(); ++row) {
        if (selectedOnly && !selectionModel()->isRowSelected(row))
            continue;
        QStringList cells;
        for (int column = 0; column < columnCount(); ++column) {
            const QTableWidgetItem *cell = item(row, column);
            if (cell)
                cells << (cell->data(copiedRole).isValid() ? cell->data(copiedRole).toString() : cell->text());
        }
        lines << cells.join(u'\t');
    }
    return lines.join(u'\n');
}

QSize DataTable::sizeHint() const
{
    return { QTableWidget::sizeHint().width(), m_height };
}

QSize DataTable::minimumSizeHint() const
{
    return { 0, std::min(m_height, lowest) };
}

DataTable::Cell DataTable::thumbprint(const QString &hex)
{
    static constexpr qsizetype half = 20;
    const QString text = hex.size() <= half
        ? text::thumbprint(hex)
        : text::thumbprint(hex.left(half)) + u'\n' + text::thumbprint(hex.mid(half));
    return { hex.isEmpty() ? QStringLiteral("–") : text, hex, true, std::nullopt };
}

DataTable::Cell DataTable::validity(const QDateTime &startUtc, const QDateTime &endUtc)
{
    const auto words = [](const QDateTime &utc) {
        return utc.isValid() ? utc.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")) : QStringLiteral("–");
    };
    if (!startUtc.isValid() && !endUtc.isValid())
        return { QStringLiteral("–"), {}, true, std::nullopt };
    return { words(startUtc) + u'\n' + words(endUtc), words(startUtc) + QStringLiteral(" – ") + words(endUtc), true,
             std::nullopt };
}

bool DataTable::event(QEvent *event)
{
    if (event->type() == QEvent::Paint) {
        QPainter painter(this);
        const Colors colors = Colors::of(palette());
        painting::roundedBox(&painter, rect(), 0, colors[Role::Card], colors[hasFocus() ? Role::Accent : Role::Hairline]);
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    return QTableWidget::event(event);
}

void DataTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        QGuiApplication::clipboard()->setText(plainText(!selectedItems().isEmpty()));
    else
        QTableWidget::keyPressEvent(event);
}

void DataTable::resizeEvent(QResizeEvent *event)
{
    QTableWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        measure();
}

void DataTable::changeEvent(QEvent *event)
{
    QTableWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

// Icons take the colours of the theme in force.
void DataTable::dress()
{
    const Colors colors = Colors::of(palette());
    for (int row = 0; row < rowCount(); ++row) {
        for (int column = 0; column < columnCount(); ++column) {
            QTableWidgetItem *cell = item(row, column);
            if (!cell || !cell->data(iconRole).isValid())
                continue;
            const Icon icon = static_cast<Icon>(cell->data(iconRole).toInt());
            cell->setData(Qt::DecorationRole,
                          Icons::pixmap(icon, colors[Icons::roleOf(icon)], iconPixels, devicePixelRatioF()));
        }
    }
}

void DataTable::measure()
{
    resizeRowsToContents();
    int height = horizontalHeader()->sizeHint().height() + 2 * frameWidth();
    for (int row = 0; row < rowCount(); ++row)
        height += rowHeight(row);
    if (height == m_height)
        return;
    m_height = height;
    setMaximumHeight(height);
    updateGeometry();
}

}
