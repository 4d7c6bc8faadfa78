#include "support/Channels.h"

#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>
#include <QDirIterator>
#include <QLoggingCategory>
#include <QWidget>
#include <QWindow>

#include <chrono>

namespace passerelle::tests {

static Channels *current = nullptr;

static void collectMessage(QtMsgType, const QMessageLogContext &context, const QString &message)
{
    if (current)
        current->keep(QStringLiteral("log"), QByteArray(context.category) + ": " + message.toUtf8());
}

Channels::Channels()
{
    current = this;
    QLoggingCategory::setFilterRules(QStringLiteral("passerelle.*=true"));
    m_handler = qInstallMessageHandler(collectMessage);
    if (qobject_cast<QGuiApplication *>(QCoreApplication::instance())) {
        QGuiApplication::clipboard()->clear();
        connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, &Channels::look);
        connect(&m_timer, &QTimer::timeout, this, &Channels::look);
        QCoreApplication::instance()->installEventFilter(this);
        m_timer.start(5);
    }
    m_processes = std::thread([this] { watchProcesses(); });
}

Channels::~Channels() { (void)take(); }

void Channels::keep(const QString &channel, const QByteArray &text)
{
    const std::lock_guard lock(m_lock);
    m_texts[channel] += text + '\n';
}

void Channels::look()
{
    const auto once = [this](const QString &channel, const QString &text) {
        const QByteArray key = channel.toUtf8() + '=' + text.toUtf8();
        if (text.isEmpty() || m_seen.contains(key))
            return;
        m_seen.insert(key);
        keep(channel, text.toUtf8());
    };
    once(QStringLiteral("clipboard"), QGuiApplication::clipboard()->text());
    for (const QWindow *window : QGuiApplication::allWindows())
        once(QStringLiteral("window titles"), window->title());
    if (!qobject_cast<QApplication *>(QCoreApplication::instance()))
        return;
    for (const QWidget *widget : QApplication::topLevelWidgets())
        once(QStringLiteral("window titles"), widget->windowTitle());
}

// A title may be there for less than a turn of the event loop.
bool Channels::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::WindowTitleChange && !m_stop)
        look();
    return QObject::eventFilter(object, event);
}

#ifdef Q_OS_LINUX

static QByteArray readAll(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// This process and everything below it.
static QStringList family()
{
    QMultiHash<QString, QString> children;
    for (const QString &pid : QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
        const QByteArray stat = readAll(QStringLiteral("/proc/%1/stat").arg(pid));
        const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
        if (fields.size() > 1)
            children.insert(QString::fromLatin1(fields[1]), pid);
    }
    QStringList all {QString::number(QCoreApplication::applicationPid())};
    for (qsizetype i = 0; i < all.size(); ++i)
        all += children.values(all[i]);
    return all;
}

void Channels::watchProcesses()
{
    QSet<QByteArray> known;
    while (!m_stop) {
        for (const QString &pid : family()) {
            for (const char *file : {"cmdline", "environ"}) {
                const QByteArray text = readAll(QStringLiteral("/proc/%1/%2").arg(pid, QLatin1String(file)));
                if (text.isEmpty() || known.contains(text))
                    continue;
                known.insert(text);
                keep(QStringLiteral("processes"), QByteArray(text).replace('\0', '\n'));
            }
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

#else

void Channels::watchProcesses() { }

#endif

void Channels::keepFiles(const QString &folder)
{
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        const QString name = files.fileName();
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QString channel = name.startsWith(u"keys-before-") ? QStringLiteral("key files")
            : files.filePath().contains(u"/offline/")            ? QStringLiteral("offline files")
            : name.startsWith(u"run.json")                       ? QStringLiteral("run file")
            : name.startsWith(u"report.")                        ? QStringLiteral("report ") + files.fileInfo().suffix()
                                                                 : QStringLiteral("other files");
        keep(channel, name.toUtf8() + '\n' + file.readAll());
    }
}

QMap<QString, QByteArray> Channels::take()
{
    if (m_processes.joinable()) {
        if (m_timer.isActive())
            look();
        m_timer.stop();
        QCoreApplication::instance()->removeEventFilter(this);
        m_stop = true;
        m_processes.join();
        qInstallMessageHandler(m_handler);
        QLoggingCategory::setFilterRules({});
        current = nullptr;
    }
    return m_texts;
}

}
