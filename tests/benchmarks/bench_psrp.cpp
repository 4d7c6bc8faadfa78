// psrp-cancel: from Cancel to the end of the operation, against a server that takes the request and says
// nothing. The slower of opening a session and running a cmdlet, each the median of several tries.
// psrp-cancel-write: the same for a cmdlet that changes something, once. Nobody knows whether it was carried out, so its
// answer is waited for as long as the limits for that (the reference) allow. That the Cancel itself was taken at once is in
// psrp-cancel-write-gap: the longest time between two turns of the event loop meanwhile.
#include "Figure.h"
#include "Vitals.h"

#include "protocols/psrp/RunspacePool.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QProcess>
#include <QTimer>

using namespace passerelle;
using namespace passerelle::psrp;

namespace {

constexpr int tries = 9;
constexpr int untilServerIsSilent = 300; // milliseconds; the request has arrived by then

class SilentServer {
public:
    SilentServer()
    {
        m_process.start(QStringLiteral(HOSTILE_SERVER), QStringList());
        m_certificate = QSslCertificate(QByteArray::fromBase64(line()), QSsl::Der);
    }
    ~SilentServer()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished(5000);
    }

    ConnectionSettings settings(const QByteArray &name)
    {
        m_process.write(name + '\n');
        ConnectionSettings settings;
        settings.url = QUrl(QStringLiteral("https://ex1.contoso.fr/PowerShell/"));
        settings.user = QStringLiteral("admin@contoso.test");
        settings.password = core::Secret("bench");
        settings.scheme = net::SchemePreference::Basic;
        settings.network.hosts.insert(QStringLiteral("ex1.contoso.fr"), QStringLiteral("127.0.0.1"),
                                      line().toUShort());
        settings.network.trust.extraAuthorities = { m_certificate };
        return settings;
    }

private:
    QByteArray line()
    {
        while (!m_process.canReadLine() && m_process.waitForReadyRead(10'000)) { }
        return m_process.readLine().trimmed();
    }

    QProcess m_process;
    QSslCertificate m_certificate;
};

// Milliseconds from cancel() to finished().
double cancelled(core::Operation *operation)
{
    QEventLoop loop;
    QElapsedTimer clock;
    QObject::connect(operation, &core::Operation::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(untilServerIsSilent, operation, [&] {
        clock.start();
        operation->cancel();
    });
    operation->start();
    loop.exec();
    const double time = clock.isValid() ? double(clock.nsecsElapsed()) / 1e6 : 1e9; // it ended by itself
    delete operation;
    return time;
}

bool finished(core::Operation *operation)
{
    QEventLoop loop;
    QObject::connect(operation, &core::Operation::finished, &loop, &QEventLoop::quit);
    operation->start();
    loop.exec();
    delete operation;
    return true;
}

}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    SilentServer server;
    std::vector<double> opening;
    std::vector<double> running;
    for (int i = 0; i < tries; ++i) {
        RunspacePool silent(server.settings("silent-opening"));
        opening.push_back(cancelled(silent.open()));
        RunspacePool pool(server.settings("silent"));
        finished(pool.open());
        running.push_back(cancelled(pool.invoke(Command(QStringLiteral("Get-X")), &application)));
    }
    benchmarks::print("psrp-cancel", std::max(benchmarks::median(opening), benchmarks::median(running)), 100,
                      "ms");
    const ConnectionSettings limits;
    RunspacePool pool(server.settings("silent"));
    finished(pool.open());
    const test::Vitals vitals;
    const double write = cancelled(pool.invoke(Command(QStringLiteral("Set-X")), &application));
    benchmarks::print("psrp-cancel-write", write, double((limits.writeCancelLimit + limits.stopTimeout).count()), "ms");
    benchmarks::print("psrp-cancel-write-gap", double(vitals.longestGap()), 100, "ms");
    return 0;
}
