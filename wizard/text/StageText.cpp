#include "text/StageText.h"

#include <QCoreApplication>

namespace passerelle::text {

struct Stage {
    const char *word;
    const char *sentence;
};

static const Stage stages[]{
    { "name",
      QT_TRANSLATE_NOOP("Failure", "This PC finds no address for {host}. Check the spelling, that it is the full name of the "
                                   "server, and the DNS or the VPN of this PC.") },
    { "port",
      QT_TRANSLATE_NOOP("Failure", "{host} has an address, but nothing answers at port {port}. Check that the server and its web "
                                   "service (IIS) are running and that no firewall stands in between.") },
    { "tls",
      QT_TRANSLATE_NOOP("Failure", "{host} answers at port {port}, but no TLS connection comes about. Check the HTTPS binding and "
                                   "its certificate in IIS, or connect over HTTP with Kerberos.") },
    { "answer",
      QT_TRANSLATE_NOOP("Failure", "{host} accepts the connection at port {port} and then gives no answer. Check that IIS and the "
                                   "Exchange services are running there, then retry.") },
};

const char *stageSentence(const core::Values &values)
{
    const QString failed = values.value(QStringLiteral("stage"));
    for (const Stage &stage : stages) {
        if (failed == QLatin1String(stage.word))
            return stage.sentence;
    }
    return nullptr;
}

}
