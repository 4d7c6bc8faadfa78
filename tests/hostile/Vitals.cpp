#include "Vitals.h"

#include <QFile>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace passerelle::test {

namespace {

QByteArray contents(const char *name)
{
    QFile file(QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

qint64 statusBytes(const QByteArray &field)
{
    for (const QByteArray &line : contents("/proc/self/status").split('\n')) {
        if (line.startsWith(field + ':'))
            return line.mid(field.size() + 1).simplified().split(' ').first().toLongLong() * 1024;
    }
    return 0;
}

// Nanoseconds this thread was ready to run and had to wait for a processor.
qint64 waitedForProcessor()
{
    return contents("/proc/thread-self/schedstat").split(' ').value(1).toLongLong();
}

// Gives back what earlier cases left, and lets the high-water mark begin anew.
void forgetPeak()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
    QFile references(QStringLiteral("/proc/self/clear_refs"));
    if (references.open(QIODevice::WriteOnly))
        references.write("5");
}

}

bool Vitals::canMeasure()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return false;
#else
    return statusBytes("VmHWM") > 0;
#endif
}

Vitals::Vitals()
{
    forgetPeak();
    m_memoryBefore = statusBytes("VmRSS");
    m_waitedBefore = waitedForProcessor();
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Vitals::tick);
    m_sinceTick.start();
    m_timer.start(10);
}

void Vitals::tick()
{
    const qint64 waited = waitedForProcessor();
    const qint64 own = m_sinceTick.nsecsElapsed() - (waited - m_waitedBefore);
    m_longestGap = qMax(m_longestGap, own / 1'000'000);
    m_waitedBefore = waited;
    m_sinceTick.start();
}

qint64 Vitals::memoryGrowth() const
{
    return statusBytes("VmHWM") - m_memoryBefore;
}

}
