#include "pages/Icons.h"
#include "pages/Style.h"
#include "pages/TextLabel.h"
#include "pages/Theme.h"

#include <QApplication>
#include <QTest>

using namespace passerelle::pages;

// Contrast of everything that is written or drawn (WCAG 2.1: 4.5 for text, 3 for icons, outlines and the
// focus).
class TestTheme : public QObject {
    Q_OBJECT
private slots:
    void text_data() { schemes(); }
    void text();
    void graphics_data() { schemes(); }
    void graphics();
    void applyFollowsTheScheme();
    void labelsFollowTheScheme();
    void colorsAreFoundFromThePalette();
    void sizesFollowTheSystemFont();
    void everyIconIsDrawn();

private:
    static QPalette pure(QColor window, QColor text);
    static void schemes();
};

QPalette TestTheme::pure(QColor window, QColor text)
{
    QPalette palette(text, window, window, text, text, text, text, window, window);
    palette.setColor(QPalette::Highlight, QColor(0x1aebff));
    palette.setColor(QPalette::HighlightedText, Qt::black);
    return palette;
}

void TestTheme::schemes()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << Colors::light().palette();
    QTest::newRow("dark") << Colors::dark().palette();
    QTest::newRow("black on white") << pure(Qt::white, Qt::black);
    QTest::newRow("white on black") << pure(Qt::black, Qt::white);
}

static void atLeast(const Colors &c, Role front, Role back, double ratio)
{
    const double found = Theme::contrast(c[front], c[back]);
    QVERIFY2(found >= ratio,
             qPrintable(QStringLiteral("role %1 on %2: %3").arg(int(front)).arg(int(back)).arg(found)));
}

void TestTheme::text()
{
    QFETCH(QPalette, palette);
    const Colors c = Colors::of(palette);
    for (Role back : { Role::Window, Role::Card, Role::Rail }) {
        for (Role front :
             { Role::Text, Role::Muted, Role::Accent, Role::Done, Role::Attention, Role::Failed })
            atLeast(c, front, back, 4.5);
    }
    for (Role tint : { Role::TintDone, Role::TintAttention, Role::TintFailed, Role::TintInformation })
        atLeast(c, Role::Text, tint, 4.5);
    atLeast(c, Role::OnAccent, Role::Accent, 4.5);
}

void TestTheme::graphics()
{
    QFETCH(QPalette, palette);
    const Colors c = Colors::of(palette);
    for (Role back : { Role::Window, Role::Card }) {
        for (Role front : { Role::Control, Role::Accent })
            atLeast(c, front, back, 3);
    }
    atLeast(c, Role::Done, Role::TintDone, 3);
    atLeast(c, Role::Attention, Role::TintAttention, 3);
    atLeast(c, Role::Failed, Role::TintFailed, 3);
    atLeast(c, Role::Accent, Role::TintInformation, 3);
}

void TestTheme::applyFollowsTheScheme()
{
    Theme::apply(*qApp, Scheme::Dark);
    QCOMPARE(qApp->palette().color(QPalette::Window), Colors::dark()[Role::Window]);
    Theme::apply(*qApp, Scheme::Light);
    QCOMPARE(qApp->palette().color(QPalette::Window), Colors::light()[Role::Window]);
    QVERIFY(qobject_cast<Style *>(qApp->style()));
}

void TestTheme::labelsFollowTheScheme()
{
    Theme::apply(*qApp, Scheme::Light);
    QWidget parent;
    auto *label = new TextLabel(Type::Detail, Role::Muted, &parent);
    QCOMPARE(label->palette().color(QPalette::WindowText), Colors::light()[Role::Muted]);
    Theme::apply(*qApp, Scheme::Dark);
    QCoreApplication::processEvents();
    QCOMPARE(label->palette().color(QPalette::WindowText), Colors::dark()[Role::Muted]);
    QCOMPARE(label->textFormat(), Qt::PlainText);
}

void TestTheme::colorsAreFoundFromThePalette()
{
    QVERIFY(!Colors::of(Colors::light().palette()).isHighContrast());
    QCOMPARE(Colors::of(Colors::dark().palette())[Role::Card], Colors::dark()[Role::Card]);
    const Colors high = Colors::of(pure(Qt::black, Qt::white));
    QVERIFY(high.isHighContrast());
    QCOMPARE(high[Role::TintFailed], high[Role::Window]);
    QCOMPARE(high[Role::Hairline], high[Role::Text]);
}

void TestTheme::sizesFollowTheSystemFont()
{
    const QFont before = qApp->font();
    QFont large = before;
    large.setPointSizeF(20);
    qApp->setFont(large);
    QCOMPARE(Theme::font(Type::Title).pointSizeF(), 38.0);
    QCOMPARE(Theme::font(Type::Detail).pointSizeF(), 18.0);
    qApp->setFont(before);
}

void TestTheme::everyIconIsDrawn()
{
    Icons::load();
    for (int i = 0; i <= static_cast<int>(Icon::Appearance); ++i) {
        const QImage image = Icons::pixmap(static_cast<Icon>(i), Qt::red, 18, 2).toImage();
        QCOMPARE(image.size(), QSize(36, 36));
        bool drawn = false;
        for (int y = 0; y < 36 && !drawn; ++y) {
            for (int x = 0; x < 36 && !drawn; ++x)
                drawn = image.pixelColor(x, y).alpha() > 200 && image.pixelColor(x, y).red() > 200;
        }
        QVERIFY2(drawn, qPrintable(QString::number(i)));
    }
    QVERIFY(!Icons::application().isNull());
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
