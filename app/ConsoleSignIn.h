#pragma once

#include "app/Composition.h"
#include "app/Console.h"
#include "app/LabBrowser.h"
#include "app/Options.h"

namespace passerelle::app {

// What the browser shows at the end of a sign-in, in the language of the moment.
void useBrowserTexts(services::GraphTenantConnection &tenant);

// Page 3 in the console: what has to be asked, the address or the code to sign in with (for later renewals too), and
// the second sign-in when it was ordered.
class ConsoleSignIn : public QObject {
    Q_OBJECT
public:
    ConsoleSignIn(Composition &run, const Options &options, Console &console);

    void start();

signals:
    void finished();  // see Composition::tenant

private:
    void showAddress(const QUrl &url);
    void showCode();
    void signInToExchangeOnline();

    Composition &m_run;
    const Options &m_options;
    Console &m_console;
    std::unique_ptr<LabBrowser> m_labBrowser;
};

}
