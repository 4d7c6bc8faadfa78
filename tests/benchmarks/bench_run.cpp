// A whole run in the window against the lab: how long the interface thread was away between two turns of the event
// loop, and how many requests went over the wire.
#include "Figure.h"
#include "support/Desk.h"

#include <QAbstractEventDispatcher>
#include <QApplication>
#include <QElapsedTimer>

using namespace passerelle;
using namespace passerelle::tests;

// Time the thread spends between waking and going to sleep again.
class Gaps : public QObject {
public:
    Gaps()
    {
        auto *dispatcher = QAbstractEventDispatcher::instance();
        connect(dispatcher, &QAbstractEventDispatcher::awake, this, [this] { m_timer.start(); }, Qt::DirectConnection);
        connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, [this] {
            if (m_timer.isValid())
                m_turns.push_back(static_cast<double>(m_timer.nsecsElapsed()) / 1e6);
        }, Qt::DirectConnection);
    }
    double longest() const { return *std::max_element(m_turns.begin(), m_turns.end()); }
    double percentile(double part)
    {
        std::sort(m_turns.begin(), m_turns.end());
        return m_turns[static_cast<std::size_t>(part * static_cast<double>(m_turns.size() - 1))];
    }

private:
    QElapsedTimer m_timer;
    std::vector<double> m_turns;
};

struct Wire {
    int open = 0, commands = 0, cmdlets = 0, closing = 0;
};

static Wire count(const QJsonArray &requests)
{
    Wire wire;
    bool opened = false;
    for (const QJsonValue value : requests) {
        const QJsonObject request = value.toObject();
        const QString kind = request[QStringLiteral("kind")].toString();
        const QString name = request[QStringLiteral("name")].toString();
        if (request[QStringLiteral("status")].toInt() == 401)
            continue;  // asking which schemes are offered belongs to authentication, which is not counted
        if (kind == u"cmdlet") {
            ++wire.cmdlets;
        } else if (kind == u"wsman") {
            opened = opened || name == u"Command";
            if (name == u"Delete")
                ++wire.closing;
            else if (opened)
                ++wire.commands;
            else
                ++wire.open;
        }
    }
    return wire;
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QLoggingCategory::setFilterRules(QStringLiteral("passerelle.*.info=false"));
    Lab lab;
    if (!lab.start())
        return 1;
    QTemporaryDir folder;
    Gaps gaps;
    bool done = false;
    {
        Desk desk(lab, folder.filePath(QStringLiteral("run.json")), QStringLiteral("fr"));
        done = desk.walkToReview() && desk.canGoOn("reviewApplyButton") && desk.tickShared() && desk.press("reviewApplyButton") && desk.passStepOne()
            && desk.onPage(pages::VerificationPageId);
        if (auto *close = desk.run.session.close()) {
            bool closed = false;
            core::run(close, &application, [&closed](const auto &) { closed = true; });
            done = done && QTest::qWaitFor([&] { return closed; }, 5000);
        }
    }
    if (!done)
        return 1;
    const Wire wire = count(lab.requests());
    benchmarks::print("ui-gap", gaps.longest(), 50, "ms");
    benchmarks::print("ui-gap-p999", gaps.percentile(0.999), 16, "ms");
    benchmarks::print("psrp-open", wire.open, 3, "requests");
    benchmarks::print("psrp-cmdlet", static_cast<double>(wire.commands) / wire.cmdlets, 2, "requests");
    benchmarks::print("psrp-close", wire.closing, 1, "requests");
    return 0;
}
