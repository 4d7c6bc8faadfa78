#pragma once

#include <QMap>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <atomic>
#include <memory>
#include <mutex>
#include <thread>

namespace passerelle::tests {

// All that a run shows or leaves behind, collected while this object lives: "log" (every message, before it is
// scrubbed), "clipboard" and "window titles" (polled, and at every change), "processes" (command lines and environments
// of this process and of everything it started, polled; Linux only), and what is added by keep(). One at a time.
class Channels : public QObject {
public:
    Channels();
    ~Channels() override;

    void keep(const QString &channel, const QByteArray &text);
    // The files below `folder`, by what they are: "run file", "key files", "report html", "report json",
    // "offline files", "other files".
    void keepFiles(const QString &folder);
    // Ends the collecting.
    QMap<QString, QByteArray> take();

protected:
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void look();
    void watchProcesses();

    QMap<QString, QByteArray> m_texts;
    std::mutex m_lock;  // of m_seen, and of m_texts for messages of other threads
    QSet<QByteArray> m_seen;
    QTimer m_timer;
    std::atomic_bool m_stop = false;
    std::thread m_processes;
    QtMessageHandler m_handler = nullptr;
};

}
