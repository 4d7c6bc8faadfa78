// fuzz_seeds RECORDINGS OUT: makes inputs for every fuzz target from recordings of real servers (the folders
// winrm and exchange-2019), as OUT/<target>/recorded-<number>. Recordings are never copied into the project.
#include "protocols/psrp/Fragment.h"
#include "protocols/psrp/Message.h"
#include "protocols/psrp/WsmanReply.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>

#include <cstdio>

using namespace passerelle::psrp;

namespace {

constexpr qsizetype largestSeed = 20'000; // bigger ones only slow the fuzzer down

class Seeds {
public:
    explicit Seeds(const QString &folder)
        : m_folder(folder)
    {
        QDirIterator earlier(folder, { QStringLiteral("recorded-*") }, QDir::Files, QDirIterator::Subdirectories);
        while (earlier.hasNext())
            QFile::remove(earlier.next());
    }

    void add(const QString &target, const QByteArray &bytes)
    {
        if (bytes.isEmpty() || bytes.size() > largestSeed)
            return;
        const QDir folder(m_folder.filePath(target));
        folder.mkpath(QStringLiteral("."));
        QFile file(folder.filePath(QStringLiteral("recorded-%1").arg(++m_count)));
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
    }
    int count() const { return m_count; }

private:
    QDir m_folder;
    int m_count = 0;
};

QByteArray contents(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// As a server with Kerberos sends it (psrp.md 3.3); what it enciphered is not known, so the text stands for it.
void addEncrypted(Seeds &seeds, const QByteArray &envelope)
{
    const QByteArray protocol = "application/HTTP-Kerberos-session-encrypted";
    const QByteArray header(60, '\x05');
    seeds.add(QStringLiteral("multipart"),
              "multipart/encrypted;protocol=\"" + protocol + "\";boundary=\"Encrypted Boundary\"\n"
                  + "-- Encrypted Boundary\r\n\tContent-Type: " + protocol
                  + "\r\n\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length="
                  + QByteArray::number(envelope.size())
                  + "\r\n-- Encrypted Boundary\r\n\tContent-Type: application/octet-stream\r\n"
                  + QByteArray("\x3C\0\0\0", 4) + header + envelope + "-- Encrypted Boundary--\r\n");
}

void addReply(Seeds &seeds, const QByteArray &envelope)
{
    const WsmanReply reply = WsmanReply::parse(envelope);
    seeds.add(reply.fault ? QStringLiteral("fault") : QStringLiteral("envelope"), envelope);
    seeds.add(
        QStringLiteral("http"),
        "-HTTP/1.1 " + QByteArray(reply.fault ? "500" : "200")
            + " X\r\nContent-Type: application/soap+xml;charset=UTF-8\r\nServer: Microsoft-HTTPAPI/2.0\r\n"
              "Content-Length: "
            + QByteArray::number(envelope.size()) + "\r\n\r\n" + envelope);
    addEncrypted(seeds, envelope);
    Defragmenter defragmenter;
    QList<QByteArray> messages;
    for (const WsmanReply::Stream &stream : reply.streams) {
        seeds.add(QStringLiteral("fragments"), stream.bytes);
        defragmenter.feed(stream.bytes, messages);
    }
    for (const QByteArray &message : messages) {
        seeds.add(QStringLiteral("messages"), message);
        seeds.add(QStringLiteral("clixml"), message.mid(Message::headerSize));
    }
}

}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    const QDir recordings(QString::fromLocal8Bit(argv[1]));
    Seeds seeds(QString::fromLocal8Bit(argv[2]));
    const QDir winrm(recordings.filePath(QStringLiteral("winrm")));
    for (const QString &name : winrm.entryList({ QStringLiteral("*.yml") })) {
        const QByteArray folded =
            contents(winrm.filePath(name)).simplified(); // long lines are folded at blanks
        qsizetype begin = 0;
        while ((begin = folded.indexOf("<s:Envelope", begin)) >= 0) {
            const qsizetype end = folded.indexOf("</s:Envelope>", begin);
            if (end < 0)
                break;
            addReply(seeds, folded.sliced(begin, end + 13 - begin).replace("''", "'"));
            begin = end;
        }
    }
    const QDir exchange(recordings.filePath(QStringLiteral("exchange-2019")));
    for (const QString &name : exchange.entryList({ QStringLiteral("*.xml") }))
        seeds.add(QStringLiteral("clixml"), contents(exchange.filePath(name)));
    std::printf("%d seeds\n", seeds.count());
    return seeds.count() > 0 ? 0 : 1;
}
