#include "app/Composition.h"
#include "app/HeadlessRun.h"
#include "app/Interrupt.h"
#include "app/LabProcess.h"
#include "app/LogHandler.h"
#include "app/Options.h"
#include "app/UndoRun.h"
#include "app/WindowRun.h"
#include "net/StepRunner.h"
#include "ui/Languages.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTimer>
#include <QTranslator>

#include <cstdio>
#include <cstdlib>

namespace {

using namespace passerelle;
using namespace passerelle::app;

// The program from the moment it knows where to connect to.
class Program : public QObject {
public:
    explicit Program(Options options) : m_options(std::move(options)) {}

    void start()
    {
        if (m_options.demo) {
            connect(&m_lab, &LabProcess::ready, this, [this](const Endpoints &endpoints) { begin(endpoints); });
            connect(&m_lab, &LabProcess::failed, this, [this](const QString &reason) { giveUp(reason); });
            m_lab.start({});
        } else if (!m_options.endpointsFile.isEmpty()) {
            if (const auto endpoints = Endpoints::fromFile(m_options.endpointsFile))
                begin(*endpoints);
            else
                giveUp(m_options.endpointsFile);
        } else {
            begin({});
        }
    }

private:
    void begin(const Endpoints &endpoints)
    {
        if (m_composition)
            return;
        m_composition = std::make_unique<Composition>(endpoints, stateFile());
        const core::Outcome loaded = m_composition->store.load();
        if (!loaded)
            Console().error(loaded.failure().technical);
        m_options.cloud.applyTo(m_composition->state);
        if (m_options.undo)
            beginUndo();
        else if (m_options.headless)
            beginHeadless();
        else
            m_window = std::make_unique<WindowRun>(*m_composition, m_options, m_languages);
    }

    // A demo leaves nothing behind unless a file was named.
    QString stateFile() const
    {
        if (!m_options.stateFile.isEmpty())
            return m_options.stateFile;
        return m_options.demo ? m_scratch.filePath(QStringLiteral("run.json")) : model::StateStore::defaultFile();
    }

    void beginUndo()
    {
        m_undo = std::make_unique<UndoRun>(*m_composition, m_options);
        connect(m_undo.get(), &UndoRun::finished, this, [](Exit exit) { QCoreApplication::exit(static_cast<int>(exit)); });
        m_undo->start();
    }

    void beginHeadless()
    {
        m_headless = std::make_unique<HeadlessRun>(*m_composition, m_options);
        connect(m_headless.get(), &HeadlessRun::finished, this, [](Exit exit) { QCoreApplication::exit(static_cast<int>(exit)); });
        auto *poll = new QTimer(this);
        connect(poll, &QTimer::timeout, this, [this, poll] {
            if (!Interrupt::requested())
                return;
            poll->stop();
            m_headless->stop();
        });
        poll->start(100);
        m_headless->start();
    }

    void giveUp(const QString &reason)
    {
        Console().error(QStringLiteral("The lab could not be started: ") + reason);
        QCoreApplication::exit(static_cast<int>(Exit::BadArguments));
    }

public:
    ui::Languages m_languages;

private:
    Options m_options;
    QTemporaryDir m_scratch;
    LabProcess m_lab;
    std::unique_ptr<Composition> m_composition;
    std::unique_ptr<HeadlessRun> m_headless;
    std::unique_ptr<UndoRun> m_undo;
    std::unique_ptr<WindowRun> m_window;
};

std::unique_ptr<QCoreApplication> makeApplication(int &argc, char **argv, bool headless)
{
    QCoreApplication::setApplicationName(QStringLiteral("Passerelle"));
    QCoreApplication::setOrganizationName(QStringLiteral("Passerelle"));
    QCoreApplication::setApplicationVersion(QStringLiteral(PASSERELLE_VERSION));
    if (headless)
        return std::make_unique<QCoreApplication>(argc, argv);
    return std::make_unique<QApplication>(argc, argv);
}

}

int main(int argc, char **argv)
{
    bool consoleOnly = false;  // decided before the application object, because a window needs a display
    for (int i = 1; i < argc; ++i) {
        for (const char *option : {"--headless", "--undo", "--help", "-h", "--version", "-v"})
            consoleOnly = consoleOnly || qstrcmp(argv[i], option) == 0;
    }
    const auto application = makeApplication(argc, argv, consoleOnly);
    const Options options = parseOptions(QCoreApplication::arguments());
    Console console;
    if (!options.error.isEmpty()) {
        console.error(options.error);
        return static_cast<int>(Exit::BadArguments);
    }
    if (!options.help.isEmpty()) {
        console.line(options.help);
        return 0;
    }
    installLogHandler(options.logLevel);
    if (options.headless)
        Interrupt::install();
    int code = 0;
    {
        Program program(options);
        program.m_languages.use(options.language);
        QTimer::singleShot(0, &program, [&program] { program.start(); });
        code = application->exec();
    }  // everything is saved and closed
    // A Kerberos library that waits for domain controllers cannot be interrupted, and nobody waits for it any more.
    if (!net::StepRunner::waitForAll(std::chrono::seconds(1))) {
        std::fflush(nullptr);
        std::_Exit(code);
    }
    return code;
}
