// Runs a fuzz target over files instead of over inputs it makes up: every argument is a file or a folder of
// them. Each file is tried whole and cut short. Needs no libFuzzer, so every build can do it.
#include "Fuzz.h"

#include <QDirIterator>
#include <QFile>

namespace {

constexpr qsizetype mostCuts = 64; // of one file

QStringList filesOf(const QString &path)
{
    if (QFileInfo(path).isFile())
        return { path };
    QStringList files;
    QDirIterator folder(path, QDir::Files);
    while (folder.hasNext())
        files.append(folder.next());
    files.sort();
    return files;
}

void run(const QByteArray &bytes)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(bytes.constData()),
                           static_cast<std::size_t>(bytes.size()));
}

}

int main(int argc, char **argv)
{
    run({});
    int count = 0;
    for (int i = 1; i < argc; ++i) {
        for (const QString &name : filesOf(QString::fromLocal8Bit(argv[i]))) {
            QFile file(name);
            if (!file.open(QIODevice::ReadOnly))
                return 1;
            std::fprintf(stderr, "%s\n",
                         qPrintable(name)); // names the culprit when a property stops the program
            const QByteArray bytes = file.readAll();
            run(bytes);
            const qsizetype step = qMax<qsizetype>(1, bytes.size() / mostCuts);
            for (qsizetype size = step; size < bytes.size(); size += step)
                run(bytes.first(size));
            ++count;
        }
    }
    std::printf("%d files\n", count);
    return count > 0 ? 0 : 1;
}
