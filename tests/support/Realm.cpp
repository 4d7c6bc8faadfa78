#include "support/Realm.h"

#include <QFile>
#include <QJsonDocument>

namespace passerelle::tests {

namespace {
const QString script = QStringLiteral(PASSERELLE_REALM);
const QString python = QStringLiteral("python3");
}

Realm::~Realm()
{
    stop();
}

QString Realm::missing()
{
    QProcess check;
    check.start(python, { script, QStringLiteral("--check") });
    if (!check.waitForFinished(20'000))
        return QStringLiteral("python3 cannot be started");
    return check.exitCode() == 0 ? QString() : QString::fromUtf8(check.readAll()).trimmed();
}

bool Realm::start()
{
    stop();
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(python, { script, QStringLiteral("--stdin-lifetime") });
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(20'000)) {
            m_problem = QStringLiteral("no ready line of realm.py");
            return false;
        }
    }
    m_ready = QJsonDocument::fromJson(m_process.readLine()).object();
    const QJsonObject environment = m_ready.value(QStringLiteral("environment")).toObject();
    for (auto it = environment.begin(); it != environment.end(); ++it) {
        const QByteArray variable = it.key().toLatin1();
        m_before.insert(variable,
                        qEnvironmentVariableIsSet(variable.constData()) ? qgetenv(variable.constData())
                                                                        : QByteArray());
        qputenv(variable.constData(), it.value().toString().toLocal8Bit());
    }
    m_problem =
        environment.isEmpty() ? QStringLiteral("the ready line of realm.py is not understood") : QString();
    return m_problem.isEmpty();
}

void Realm::stop()
{
    for (auto it = m_before.constBegin(); it != m_before.constEnd(); ++it) {
        if (it.value().isNull())
            qunsetenv(it.key().constData());
        else
            qputenv(it.key().constData(), it.value());
    }
    m_before.clear();
    m_ready = {};
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.closeWriteChannel();
    m_process.waitForFinished(10'000);
}

QString Realm::principal(const QString &account) const
{
    return m_ready.value(QStringLiteral("accounts"))
        .toObject()
        .value(account)
        .toObject()
        .value(QStringLiteral("principal"))
        .toString();
}

QString Realm::password() const
{
    const QJsonObject account =
        m_ready.value(QStringLiteral("accounts")).toObject().value(QStringLiteral("adm.exchange")).toObject();
    return account.value(QStringLiteral("password")).toString();
}

bool Realm::run(const QString &program, const QStringList &arguments, const QByteArray &input,
                QByteArray *output) const
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(20'000);
    *output = process.readAll();
    return ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
}

bool Realm::signIn(const QString &account)
{
    QByteArray said;
    const bool done = run(QStringLiteral("kinit"), { principal(account) }, password().toUtf8() + '\n', &said);
    m_problem = done ? QString() : QString::fromUtf8(said).trimmed();
    return done;
}

void Realm::signOut()
{
    QByteArray said;
    run(QStringLiteral("kdestroy"), { QStringLiteral("-q") }, {}, &said);
}

QStringList Realm::tickets() const
{
    // Lines of klist with a ticket: two dates with times, then the service principal.
    QByteArray said;
    QStringList found;
    if (!run(QStringLiteral("klist"), {}, {}, &said))
        return found;
    for (const QByteArray &line : said.split('\n')) {
        const QList<QByteArray> words = line.simplified().split(' ');
        if (words.size() == 5 && words.at(0).contains('/') && words.at(4).contains('@'))
            found << QString::fromUtf8(words.at(4));
    }
    return found;
}

}
