#include "gui/Driver.h"
#include "pages/MessageBand.h"
#include "pages/Theme.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>

using namespace passerelle;
using namespace passerelle::pages;

// What every page owes to people who do not see it, do not use a mouse, read French, or have a small screen.
class TestAccessibility : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { Theme::apply(*qApp, Scheme::Light); }
    void everyPage_data();
    void everyPage();
    void twiceTheTextSize();
    void languageSwitchesLiveOnEveryPage();
    void keyboardAloneSuffices();
    void resultsAreAnnounced();
    void railIsOneStopAndArrows();

private:
    static void check(const Driver &d);
    static void namesOf(const Driver &d);
    static void mnemonicsOf(const Driver &d);
    static void labelsOf(const Driver &d);
    static void tabsOf(const Driver &d);
};

static QString about(const Driver &d, const QWidget *widget)
{
    const auto *label = qobject_cast<const QLabel *>(widget);
    const auto *button = qobject_cast<const QAbstractButton *>(widget);
    const QString text = label ? label->text() : (button ? button->text() : QString());
    return QStringLiteral("%1: %2 %3 “%4”")
        .arg(d.page(), QLatin1String(widget->metaObject()->className()), widget->objectName(), text);
}

static QList<QWidget *> stops(const Driver &d)
{
    QList<QWidget *> found;
    for (QWidget *widget : d.window->findChildren<QWidget *>()) {
        if ((widget->focusPolicy() & Qt::TabFocus) && widget->isVisible() && widget->isEnabled())
            found.append(widget);
    }
    return found;
}

void TestAccessibility::namesOf(const Driver &d)
{
    for (QWidget *widget : stops(d)) {
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(face && !face->text(QAccessible::Name).isEmpty(), qPrintable(about(d, widget)));
        QVERIFY2(face->text(QAccessible::Name) != widget->objectName(), qPrintable(about(d, widget)));
    }
}

void TestAccessibility::mnemonicsOf(const Driver &d)
{
    QHash<QChar, QString> used;
    const auto note = [&](const QWidget *widget, const QString &text) {
        const qsizetype at = text.indexOf(u'&');
        if (at < 0 || at + 1 >= text.size() || text[at + 1] == u'&' || !widget->isVisible())
            return;
        const QChar key = text[at + 1].toLower();
        QVERIFY2(!used.contains(key),
                 qPrintable(QStringLiteral("%1 and %2").arg(about(d, widget), used.value(key))));
        used.insert(key, text);
    };
    for (const auto *button : d.window->findChildren<QAbstractButton *>())
        note(button, button->text());
    for (const auto *label : d.window->findChildren<QLabel *>()) {
        if (label->buddy())
            note(label, label->text());
    }
}

void TestAccessibility::labelsOf(const Driver &d)
{
    QCoreApplication::processEvents();
    for (const auto *label : d.window->findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        const int needed =
            label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
        QVERIFY2(label->height() >= needed - 1, qPrintable(about(d, label)));
        if (!label->wordWrap())
            QVERIFY2(label->width() >= label->sizeHint().width() - 1, qPrintable(about(d, label)));
    }
    for (const auto *button : d.window->findChildren<QPushButton *>()) {
        if (!button->isVisible())
            continue;
        QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(about(d, button)));
        QVERIFY2(button->height() >= 24, qPrintable(about(d, button)));
        const QWidget *foot = button->parentWidget();
        QVERIFY2(button->x() >= 0 && button->geometry().right() <= foot->width(),
                 qPrintable(about(d, button)));
    }
}

// Tab visits every stop once and comes back; inside the page the order is that of reading.
void TestAccessibility::tabsOf(const Driver &d)
{
    QTest::qWait(1);
    const auto all = stops(d);
    QVERIFY(!all.isEmpty());
    QWidget *first = all.first();
    first->setFocus(Qt::TabFocusReason);
    QSet<QWidget *> visited;
    QWidget *now = first;
    for (qsizetype i = 0; i < all.size() + 20; ++i) {
        visited.insert(now);
        QTest::keyClick(now, Qt::Key_Tab);
        now = qApp->focusWidget();
        QVERIFY(now);
        if (now == first)
            break;
    }
    QCOMPARE(now, first);
    for (QWidget *widget : all) {
        const auto *radio =
            qobject_cast<QRadioButton *>(widget); // a group is one stop, the arrows do the rest
        QVERIFY2(visited.contains(widget) || (radio && !radio->isChecked()), qPrintable(about(d, widget)));
    }
}

void TestAccessibility::check(const Driver &d)
{
    QTest::qWait(30);
    namesOf(d);
    mnemonicsOf(d);
    labelsOf(d);
    tabsOf(d);
}

void TestAccessibility::everyPage_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("offline");
    for (const char *language : { "en", "fr" }) {
        QTest::addRow("%s offline", language) << QSize(900, 600) << QString::fromLatin1(language) << true;
        QTest::addRow("%s 900x600", language) << QSize(900, 600) << QString::fromLatin1(language) << false;
        QTest::addRow("%s 1024x600", language) << QSize(1024, 600) << QString::fromLatin1(language) << false;
        QTest::addRow("%s 1060x740", language) << QSize(1060, 740) << QString::fromLatin1(language) << false;
    }
}

void TestAccessibility::everyPage()
{
    QFETCH(QSize, size);
    QFETCH(QString, language);
    QFETCH(bool, offline);
    Driver d;
    d.offline = offline;
    d.stage.dialogs.answer = QStringLiteral("/home/admin/passerelle");
    d.open(size, language);
    QSet<QString> titles;
    for (int id = StartPageId; id < PageCount; ++id) {
        QVERIFY2(!titles.contains(d.window->windowTitle()), qPrintable(d.window->windowTitle()));
        titles.insert(d.window->windowTitle());
        QCOMPARE(d.window->windowTitle().contains(QStringLiteral(" 6 – ")),
                 id >= OauthPageId && id <= UploadCheckPageId);
        QTRY_VERIFY(d.idle());
        check(d);
        QCOMPARE(d.window->size(), size);
        if (id == OauthPageId) {
            d.click("oauth.1hShowCommandsButton");
            check(d);
        }
        if (!offline && (id == UploadPageId || id == UploadCheckPageId)) { // folded away for those who sign in
            d.click(id == UploadPageId ? "uploadExtraButton" : "uploadCheckExtraButton");
            check(d);
        }
        if (id == VerificationPageId) {
            d.click("verificationRunAllButton");
            QTRY_VERIFY(d.idle());
            check(d);
        }
        if (id < SummaryPageId)
            d.advance();
        if (QTest::currentTestFailed())
            return;
    }
}

void TestAccessibility::twiceTheTextSize()
{
    const QFont usual = qApp->font();
    QFont large = usual;
    large.setPointSizeF(usual.pointSizeF() * 2);
    qApp->setFont(large);
    {
        Driver d;
        d.open({ 1366, 768 }, QStringLiteral("fr"));
        for (int id = StartPageId; id < SummaryPageId && !QTest::currentTestFailed(); ++id) {
            QTRY_VERIFY(d.idle());
            QTest::qWait(30);
            labelsOf(d);
            d.advance();
        }
        QVERIFY(d.window->width() <= 1366);
    }
    qApp->setFont(usual);
}

void TestAccessibility::languageSwitchesLiveOnEveryPage()
{
    Driver d;
    d.open();
    for (int id = StartPageId; id < PageCount; ++id) {
        QTRY_VERIFY(d.idle());
        const QString english = d.window->windowTitle();
        d.stage.languages.use(QStringLiteral("fr"));
        QTRY_VERIFY2(d.window->windowTitle() != english
                         || d.current()->heading() == d.current()->accessibleName(),
                     qPrintable(english));
        QTRY_COMPARE(d.current()->accessibleName(), d.current()->heading());
        QCOMPARE(d.need<QLabel>(d.current()->name().toLatin1() + "Heading")->text(), d.current()->heading());
        d.stage.languages.use(QStringLiteral("en"));
        QTRY_COMPARE(d.window->windowTitle(), english);
        if (id < SummaryPageId)
            d.advance();
        if (QTest::currentTestFailed())
            return;
    }
}

static void tabTo(const Driver &d, const char *name)
{
    for (int i = 0; i < 60; ++i) {
        if (qApp->focusWidget() && qApp->focusWidget()->objectName() == QLatin1String(name))
            return;
        QTest::keyClick(qApp->focusWidget() ? qApp->focusWidget() : d.window.get(), Qt::Key_Tab);
    }
    QFAIL(name);
}

static void press(const Driver &d, const char *name, Qt::Key key = Qt::Key_Space)
{
    QTest::qWait(10);
    tabTo(d, name);
    QTest::keyClick(qApp->focusWidget(), key);
    QTest::qWait(10);
    QTRY_VERIFY(d.idle());
}

void TestAccessibility::keyboardAloneSuffices()
{
    Driver d;
    d.open();
    QVERIFY(qobject_cast<QRadioButton *>(qApp->focusWidget())); // the first field has the focus
    press(d, "nextButton", Qt::Key_Return);
    QCOMPARE(qApp->focusWidget()->objectName(), QStringLiteral("exchangeServerEdit"));
    QTest::keyClicks(qApp->focusWidget(), QStringLiteral("ex1.contoso.fr"));
    tabTo(d, "exchangeUserEdit");
    QTest::keyClicks(qApp->focusWidget(), QStringLiteral("admin@contoso.fr"));
    tabTo(d, "exchangePasswordEdit");
    QTest::keyClicks(qApp->focusWidget(), QStringLiteral("not a real one"));
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Return); // Return in a field connects: that only reads
    QTRY_VERIFY(d.shows("nextButton"));
    QVERIFY(d.window->isActiveWindow());
    press(d, "nextButton");
    press(d, "tenantSignInButton");
    press(d, "nextButton");
    QTRY_VERIFY(d.shows("nextButton"));
    press(d, "nextButton");
    QCOMPARE(d.page(), QStringLiteral("settingsPage"));
    press(d, "nextButton");
    QTRY_VERIFY(d.shows("reviewChange4"));
    press(d, "reviewChange4");
    press(d, "reviewStepByStepButton");
    QCOMPARE(d.page(), QStringLiteral("oauthPage"));
    press(d, "nextButton");
    press(d, "accountRunButton", Qt::Key_Return);
    QTRY_VERIFY(d.shows("nextButton"));
    QCOMPARE(d.stage.step("account").writes, 2);
}

// Once per news: not again when the same message is shown again, in particular on every line of work.
void TestAccessibility::resultsAreAnnounced()
{
    Driver d;
    d.open();
    d.click("nextButton");
    d.stage.exchange.failure_ = core::Failure{ core::FailureCode::ExUnreachable, {}, {}, true };
    QSignalSpy announced(d.need<MessageBand>("exchangeBand"), &MessageBand::announced);
    d.connectExchange();
    QCOMPARE(announced.count(), 1);
    d.stage.languages.use(QStringLiteral("en"));
    emit d.stage.exchange.changed();
    QCOMPARE(announced.count(), 1);
    d.connectExchange();
    QCOMPARE(announced.count(), 2);
}

void TestAccessibility::railIsOneStopAndArrows()
{
    Driver d;
    d.open();
    d.advanceTo(TenantPageId);
    QTest::qWait(10);
    auto *row = d.need<QAbstractButton>("railRow2");
    QVERIFY(row->accessibleName().contains(row->text()));
    QVERIFY(row->accessibleName() != row->text()); // the state is in it
    row->setFocus();
    QTest::keyClick(row, Qt::Key_Up);
    QCOMPARE(qApp->focusWidget()->objectName(), QStringLiteral("railRow1"));
    QTest::keyClick(qApp->focusWidget(), Qt::Key_Return);
    QCOMPARE(d.page(), QStringLiteral("exchangePage"));
}

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
