#pragma once

#include "lab/test/LabProcess.h"

#include <QUuid>

// The smallest client that can run a cmdlet: fixed texts, no parser. Only for the lab's own test.
class PsrpProbe {
public:
    explicit PsrpProbe(LabProcess &lab);

    QString resource = "http://schemas.microsoft.com/powershell/Microsoft.Exchange";
    QString user;
    QString password;

    LabProcess::Answer create();
    bool open(); // create() and Receive until the pool is open
    // Arguments: name → CLIXML element with N="V". All message texts of the pipeline, one after another.
    QString run(const QString &cmdlet, const QList<QPair<QString, QString>> &arguments = {},
                bool script = false);
    LabProcess::Answer command(const QString &cmdlet, const QByteArray &arguments, QUuid *id);
    LabProcess::Answer receive(const QUuid &command = {});
    LabProcess::Answer close();
    LabProcess::Answer post(const QString &action, const QString &body, bool withShell = true);
    QByteArray envelope(const QString &action, const QString &body, bool withShell = true) const;
    QByteArray createEnvelope();
    QByteArray receiveEnvelope(const QUuid &command = {}) const;

    static QByteArray fragment(quint64 object, const QByteArray &message, quint8 flags = 3);
    QByteArray message(quint32 type, const QUuid &pipeline, const QByteArray &text) const;
    QByteArray pipelineText(const QString &cmdlet, const QList<QPair<QString, QString>> &arguments,
                            bool script) const;
    static QString text(const QString &value) { return "<S N=\"V\">" + value + "</S>"; }
    static QString yes() { return "<B N=\"V\">true</B>"; }
    static QString no() { return "<B N=\"V\">false</B>"; }

private:
    LabProcess::Answer send(const QByteArray &envelopeText);

    LabProcess &m_lab;
    QUuid m_pool = QUuid::createUuid();
    quint64 m_object = 1;
};
