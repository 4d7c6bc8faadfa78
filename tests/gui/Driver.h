#pragma once

#include "fakes/Stage.h"
#include "pages/PageBase.h"
#include "ui/MainWindow.h"
#include "ui/SetupWizard.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QLineEdit>
#include <QTest>

namespace passerelle {

// The window over a Stage, worked the way a person works it: by object name, with the mouse.
class Driver {
public:
    fakes::Stage stage;
    std::unique_ptr<ui::MainWindow> window;
    bool offline = false; // by the pages of those who may not sign in

    void open(QSize size = { 1060, 740 }, const QString &language = QStringLiteral("en"),
              bool verifyOnly = false)
    {
        stage.languages.use(language);
        if (offline)
            stage.workOffline();
        ui::Parts parts = stage.parts();
        parts.verifyOnly = verifyOnly;
        window = std::make_unique<ui::MainWindow>(parts);
        window->resize(size);
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    }

    template <class T> T *need(const char *name) const
    {
        const auto found = window->findChildren<T *>(QLatin1String(name));
        if (found.size() != 1)
            qFatal("%d widgets named %s", int(found.size()), name);
        return found.first();
    }
    bool shows(const char *name) const
    {
        const auto found = window->findChildren<QWidget *>(QLatin1String(name));
        return found.size() == 1 && found.first()->isVisible();
    }
    void click(const char *name) const
    {
        auto *button = need<QAbstractButton>(name);
        // What has just appeared may not have its place yet: a click would land beside it.
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        QVERIFY2(button->isVisible() && button->isEnabled(), name);
        QTest::mouseClick(button, Qt::LeftButton);
        QCoreApplication::processEvents();
    }
    void type(const char *name, const QString &text) const { need<QLineEdit>(name)->setText(text); }

    QString page() const { return window->wizard()->currentPage()->objectName(); }
    pages::PageBase *current() const { return window->wizard()->currentPageBase(); }
    bool idle() const { return !current()->isBusy(); }

    void connectExchange() const
    {
        type("exchangeServerEdit", QStringLiteral("ex1.contoso.fr"));
        type("exchangeUserEdit", QStringLiteral("CONTOSO\\admin.exchange"));
        type("exchangePasswordEdit", QStringLiteral("not a real one"));
        click("exchangeConnectButton");
        QTRY_VERIFY(idle());
    }

    // One page further, doing what the page asks for. Steps are made one by one.
    void advance() const
    {
        const int before = window->wizard()->currentId();
        switch (before) {
        case pages::ExchangePageId:
            connectExchange();
            break;
        case pages::TenantPageId:
            if (offline) {
                click("tenantOfflineButton");
                return;
            }
            click("tenantSignInButton");
            QTRY_VERIFY(idle());
            break;
        case pages::ReviewPageId:
            QTRY_VERIFY(shows(offline ? "reviewChange3" : "reviewChange4"));
            if (!offline)
                need<QCheckBox>("reviewChange4")->setChecked(true);
            click("reviewStepByStepButton");
            return;
        default:
            break;
        }
        QTRY_VERIFY(idle());
        if (offline && before == pages::UploadPageId) {
            click("handOverSaveButton");
            QTRY_VERIFY(current()->isComplete());
        }
        if (before >= pages::OauthPageId && before <= pages::UploadCheckPageId && !current()->isComplete()) {
            click(current()->name().toLatin1() + "RunButton");
            QTRY_VERIFY(current()->isComplete());
        }
        click("nextButton");
    }
    void advanceTo(pages::PageId id) const
    {
        while (window->wizard()->currentId() != id && !QTest::currentTestFailed()) {
            const int before = window->wizard()->currentId();
            advance();
            QVERIFY2(window->wizard()->currentId() != before, qPrintable(page()));
        }
    }
};

}
