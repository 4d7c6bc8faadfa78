#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace passerelle::test {

// What a case did to this process: memory at its highest above where it began, and the longest time the event
// loop was away. Time in which the machine ran something else does not count where the kernel tells it.
class Vitals : public QObject {
public:
    static bool canMeasure(); // /proc is there and no sanitizer changes the picture

    Vitals();
    qint64 memoryGrowth() const; // bytes
    qint64 longestGap() const { return m_longestGap; } // milliseconds

private:
    void tick();

    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    qint64 m_waitedBefore = 0;
    qint64 m_longestGap = 0;
    qint64 m_memoryBefore = 0;
};

}
