#pragma once

#include <QObject>
#include <QTimer>
#include <chrono>

namespace passerelle::core {

// Tells once a second how much of a wait is left. It only shows; the wait itself belongs to somebody else.
class Countdown : public QObject {
    Q_OBJECT
public:
    explicit Countdown(QObject *parent = nullptr, std::chrono::milliseconds second = std::chrono::seconds(1))
        : QObject(parent)
    {
        m_timer.setInterval(second);
        connect(&m_timer, &QTimer::timeout, this, [this] { show(m_left - 1); });
    }
    void start(int seconds)
    {
        m_timer.start();
        show(seconds);
    }
    void stop() { m_timer.stop(); }
    bool isRunning() const { return m_timer.isActive(); }

signals:
    void left(int seconds); // at once, then each second; the last one is 0

private:
    void show(int seconds)
    {
        m_left = seconds;
        if (seconds <= 0)
            m_timer.stop();
        emit left(seconds);
    }

    QTimer m_timer;
    int m_left = 0;
};

}
