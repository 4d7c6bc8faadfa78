#pragma once

#include "app/WindowRun.h"
#include "pages/Dialogs.h"
#include "pages/PageIds.h"
#include "support/Lab.h"
#include "ui/SetupWizard.h"

#include <QCheckBox>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPushButton>
#include <QTest>
#include <QTimer>

#include <functional>

namespace passerelle::tests {

class NoDialogs : public pages::Dialogs {
public:
    QString answer;
    void askSaveFile(QWidget *, const QString &, const QString &, const QString &, Answer then) override { then(answer); }
    void askOpenFile(QWidget *, const QString &, const QString &, Answer then) override { then(answer); }
    void askFolder(QWidget *, const QString &, Answer then) override { then(answer); }
};

// The lab plays the browser.
class LabOpener : public pages::UrlOpener {
public:
    explicit LabOpener(const QUrl &control) : m_lab(control) {}
    bool opens = true;  // false: no browser opens on this computer
    bool open(const QUrl &url) override
    {
        if (opens)
            m_lab.approve(url);
        return opens;
    }

private:
    app::LabBrowser m_lab;
};

// The program of one person: services, window, and what they click.
class Desk {
public:
    Desk(Lab &lab, const QString &stateFile, const QString &language, bool verifyOnly = false)
        : Desk(*app::Endpoints::fromFile(lab.readyFile()), stateFile, language, verifyOnly)
    {
    }
    // Without a lab: for what happens before the cloud is needed.
    Desk(app::Endpoints given, const QString &stateFile, const QString &language, bool verifyOnly = false)
        : endpoints(std::move(given))
        , run(endpoints, stateFile)
        , opener(endpoints.labControl)
    {
        languages.use(language);
        (void)run.store.load();
        ui::Parts parts = app::WindowRun::parts(run, dialogs, opener, languages);
        parts.verifyOnly = verifyOnly;
        run.state.setMode(verifyOnly ? model::Mode::Verify : model::Mode::Setup);
        window = std::make_unique<ui::MainWindow>(parts);
        app::WindowRun::prefill(endpoints, *window);
        window->show();
    }

    template <class T>
    T *need(const char *name)
    {
        const auto found = window->findChildren<T *>(QLatin1String(name));
        return found.size() == 1 ? found.first() : nullptr;
    }

    // Presses a button the way a person does: it has to be there, visible and enabled.
    bool press(const char *name)
    {
        auto *button = need<QPushButton>(name);
        if (!button || !button->isVisible() || !button->isEnabled()) {
            qWarning("cannot press %s on page %d", name, window->wizard()->currentId());
            return false;
        }
        bool pressed = false;
        QTimer::singleShot(0, button, [&pressed, button] {  // from the event loop, as a person's click comes
            QTest::mouseClick(button, Qt::LeftButton);
            pressed = true;
        });
        return waitFor([&pressed] { return pressed; });
    }

    // A real event loop, so that the time between its turns can be measured.
    static bool waitFor(const std::function<bool()> &predicate, int milliseconds = 30'000)
    {
        QEventLoop loop;
        QTimer poll;
        QElapsedTimer elapsed;
        elapsed.start();
        QObject::connect(&poll, &QTimer::timeout, &loop, [&] {
            if (predicate() || elapsed.elapsed() > milliseconds)
                loop.quit();
        });
        poll.start(5);
        if (!predicate())
            loop.exec();
        return predicate();
    }

    bool onPage(int id) { return waitFor([&] { return window->wizard()->currentId() == id; }); }
    bool canGoOn(const char *name)
    {
        return waitFor([&] {
            auto *button = need<QPushButton>(name);
            return button && button->isVisible() && button->isEnabled();
        });
    }

    // From the first page to the review, prepared.
    bool walkToReview()
    {
        using namespace pages;
        return onPage(StartPageId) && press("nextButton") && onPage(ExchangePageId) && press("exchangeConnectButton") && canGoOn("nextButton")
            && press("nextButton") && onPage(TenantPageId) && press("tenantSignInButton") && canGoOn("nextButton") && press("nextButton")
            && onPage(PrerequisitesPageId) && canGoOn("nextButton") && press("nextButton") && onPage(SettingsPageId) && press("nextButton")
            && onPage(ReviewPageId);
    }

    // Step 1 stays on the screen because two of its lines ask for attention in this organisation (ux.md U32).
    bool passStepOne() { return onPage(pages::OauthPageId) && canGoOn("nextButton") && press("nextButton"); }

    bool tickShared()
    {
        auto boxes = window->findChildren<QCheckBox *>();
        int ticked = 0;
        for (QCheckBox *box : boxes) {
            if (box->isVisible() && box->isEnabled() && !box->isChecked() && !box->property("offered").toBool()) {
                box->setChecked(true);
                ++ticked;
            }
        }
        return ticked == 1;  // the keys of the service application, and nothing else
    }

    app::Endpoints endpoints;
    app::Composition run;
    NoDialogs dialogs;
    LabOpener opener;
    ui::Languages languages;
    std::unique_ptr<ui::MainWindow> window;
};

}
