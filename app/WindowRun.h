#pragma once

#include "app/Composition.h"
#include "app/LabBrowser.h"
#include "app/Options.h"
#include "pages/UrlOpener.h"
#include "ui/Languages.h"
#include "ui/MainWindow.h"
#include "ui/SystemDialogs.h"
#include "ui/SystemUrlOpener.h"

#include <memory>

namespace passerelle::app {

// Opens addresses in the system's browser; sign-in pages of the lab are handed to the lab where no browser opens.
class DemoUrlOpener : public pages::UrlOpener {
public:
    explicit DemoUrlOpener(const Endpoints &endpoints);
    bool open(const QUrl &url) override;

private:
    ui::SystemUrlOpener m_system;
    QUrl m_login;
    std::unique_ptr<LabBrowser> m_lab;
};

// The wizard in its window. Ends the program when the window is closed.
class WindowRun : public QObject {
    Q_OBJECT
public:
    WindowRun(Composition &run, const Options &options, ui::Languages &languages);

    ui::MainWindow &window() { return *m_window; }

    // Parts of a window on these objects; the caller brings what touches the desktop.
    static ui::Parts parts(Composition &run, pages::Dialogs &dialogs, pages::UrlOpener &urlOpener, ui::Languages &languages);
    // With the lab there is nothing to guess: its addresses and its made-up account are filled in.
    static void prefill(const Endpoints &endpoints, ui::MainWindow &window);

private:
    void closeDown();
    void freeShell();

    Composition &m_run;
    bool m_closing = false;
    ui::SystemDialogs m_dialogs;
    DemoUrlOpener m_urlOpener;
    std::unique_ptr<ui::MainWindow> m_window;
};

}
