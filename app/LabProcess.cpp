#include "app/LabProcess.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>

namespace passerelle::app {

// Beside the program when installed, in the build tree otherwise.
static QString labProgram()
{
    const QString folder = QCoreApplication::applicationDirPath();
    for (const QString &candidate : {folder + QStringLiteral("/passerelle-lab"), folder + QStringLiteral("/../tests/lab/passerelle-lab")}) {
        if (QFileInfo(candidate).isExecutable())
            return candidate;
    }
    return folder + QStringLiteral("/passerelle-lab");
}

LabProcess::~LabProcess()
{
    m_process.disconnect(this);
    m_process.closeWriteChannel();  // the lab was told to live as long as its standard input
    m_process.terminate();
    m_process.waitForFinished(2000);
}

void LabProcess::start(const QString &stateFile)
{
    QStringList arguments {QStringLiteral("--stdin-lifetime")};
    if (!stateFile.isEmpty())
        arguments << QStringLiteral("--state") << stateFile;
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &LabProcess::readLine);
    connect(&m_process, &QProcess::errorOccurred, this, [this] { emit failed(m_process.program() + QStringLiteral(": ") + m_process.errorString()); });
    connect(&m_process, &QProcess::finished, this, [this] {
        if (!m_ready)
            emit failed(m_process.program());
    });
    m_process.start(labProgram(), arguments);
}

void LabProcess::readLine()
{
    if (m_ready || !m_process.canReadLine())
        return;
    m_ready = true;
    const auto endpoints = Endpoints::fromLab(QJsonDocument::fromJson(m_process.readLine()).object());
    if (endpoints)
        emit ready(*endpoints);
    else
        emit failed(QStringLiteral("passerelle-lab: unexpected first line"));
}

}
