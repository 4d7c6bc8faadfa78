#pragma once

#include <QElapsedTimer>

#include <chrono>

namespace passerelle::psrp {

// How fast a server may be asked again. An honest one holds a Receive until there is something to tell; one
// that answers at once and says nothing is asked ever more slowly, down to twice a second.
class PollPace {
public:
    void asked() { m_sinceAsked.start(); }
    void answered(bool withNews)
    {
        const bool hasty = m_sinceAsked.isValid() && m_sinceAsked.elapsed() < 100;
        m_hastyAnswers = hasty && !withNews ? m_hastyAnswers + 1 : 0;
    }
    // Before the next request; nothing for the first few.
    std::chrono::milliseconds pause() const
    {
        constexpr int longest = 500;
        const int steps = qMin(m_hastyAnswers, 30);
        return std::chrono::milliseconds(qMin(steps < 3 ? 0 : steps * steps, longest));
    }

private:
    QElapsedTimer m_sinceAsked;
    int m_hastyAnswers = 0;
};

}
