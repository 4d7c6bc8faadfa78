#pragma once

#include "app/Endpoints.h"

#include <QProcess>

namespace passerelle::app {

// The built-in organisation of the demo: starts passerelle-lab and reads the line it prints when ready. The lab ends
// with this object, or with this process.
class LabProcess : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    ~LabProcess() override;

    // `stateFile` may be empty: a new organisation each time.
    void start(const QString &stateFile);

signals:
    void ready(const passerelle::app::Endpoints &endpoints);
    void failed(const QString &reason);

private:
    void readLine();

    QProcess m_process;
    bool m_ready = false;
};

}
