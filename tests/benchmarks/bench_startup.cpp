// From the start of the process to the first painted page: our window against an empty QWizard of fourteen pages. Each
// is measured in processes of its own, in turn, so that both meet the same machine.
#include "Figure.h"
#include "app/WindowRun.h"
#include "ui/Languages.h"

#include <QApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>
#include <QWizard>

#include <ctime>

using namespace passerelle;

// Prints CPU seconds and resident KiB once something under `root` has been painted.
class FirstPaint : public QObject {
public:
    explicit FirstPaint(QWidget *root) : m_root(root) { qApp->installEventFilter(this); }

protected:
    bool eventFilter(QObject *object, QEvent *event) override
    {
        if (!m_seen && event->type() == QEvent::Paint && object->isWidgetType() && m_root->isAncestorOf(static_cast<QWidget *>(object))) {
            m_seen = true;
            QTimer::singleShot(0, this, [] {
                QFile file(QStringLiteral("/proc/self/statm"));
                const long pages = file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLong() : 0;
                std::printf("%.6f %ld\n", static_cast<double>(std::clock()) / CLOCKS_PER_SEC, pages * 4);
                std::fflush(stdout);
                std::_Exit(0);
            });
        }
        return false;
    }

private:
    QWidget *m_root;
    bool m_seen = false;
};

static int runOurs(int argc, char **argv)
{
    QApplication application(argc, argv);
    QTemporaryDir folder;
    app::Composition run({}, folder.filePath(QStringLiteral("run.json")));
    ui::Languages languages;
    languages.use(QStringLiteral("fr"));
    app::WindowRun window(run, {}, languages);
    FirstPaint paint(&window.window());
    return application.exec();
}

static int runEmpty(int argc, char **argv)
{
    QApplication application(argc, argv);
    QWizard wizard;
    wizard.setWizardStyle(QWizard::ModernStyle);
    for (int i = 0; i < 14; ++i)
        wizard.addPage(new QWizardPage);
    wizard.resize(1060, 740);
    wizard.show();
    FirstPaint paint(&wizard);
    return application.exec();
}

int main(int argc, char **argv)
{
    if (argc > 1)
        return qstrcmp(argv[1], "ours") == 0 ? runOurs(argc, argv) : runEmpty(argc, argv);
    std::vector<double> cpu[2], memory[2];
    for (int round = 0; round < 9; ++round) {
        for (int which = 0; which < 2; ++which) {
            QProcess process;
            process.start(QString::fromLocal8Bit(argv[0]), {which == 0 ? QStringLiteral("ours") : QStringLiteral("empty")});
            if (!process.waitForFinished(30'000) || process.exitCode() != 0) {
                std::fprintf(stderr, "no page was painted: %s\n", process.readAllStandardError().constData());
                return 1;
            }
            const auto parts = process.readAllStandardOutput().split(' ');
            cpu[which].push_back(parts.value(0).toDouble() * 1000);
            memory[which].push_back(parts.value(1).toDouble() / 1024);
        }
    }
    benchmarks::print("startup-cpu", benchmarks::median(cpu[0]), benchmarks::median(cpu[1]), "ms");
    benchmarks::print("startup-memory", benchmarks::median(memory[0]), benchmarks::median(memory[1]), "MiB");
    return 0;
}
