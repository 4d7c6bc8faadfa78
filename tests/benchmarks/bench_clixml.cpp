// bench_clixml [--write FILE] [--rounds N]: our reader against a bare QXmlStreamReader pass over the same bytes.
// clixml-read is the time, the best of all rounds; its budget is a ratio of 2 in an optimised build. clixml-throughput is
// the same in MB/s. The memory of the tree per byte of CLIXML goes to stderr.
#include "Figure.h"
#include "protocols/psrp/ClixmlReader.h"

#include <QFile>
#include <QXmlStreamReader>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace passerelle::psrp;

namespace {

// An array of made-up MailUser objects, about 1 MB of them.
QByteArray mailUsers(int count)
{
    const QByteArray types =
        "<T>Microsoft.Exchange.Data.Directory.Management.MailUser</T><T>System.Object</T>";
    QByteArray blob(96, '\0');
    for (int i = 0; i < 96; ++i)
        blob[i] = static_cast<char>(i);
    QByteArray out = "<Obj RefId=\"0\"><TN "
                     "RefId=\"0\"><T>System.Object[]</T><T>System.Array</T><T>System.Object</T></TN><LST>";
    for (int i = 0; i < count; ++i) {
        const QByteArray n = QByteArray::number(i);
        const QByteArray guid =
            QByteArray("00000000-0000-0000-0000-") + QByteArray::number(i, 16).rightJustified(12, '0');
        out += "<Obj RefId=\"" + QByteArray::number(2 * i + 1) + "\">"
            + (i == 0 ? "<TN RefId=\"1\">" + types + "</TN>" : QByteArray("<TNRef RefId=\"1\" />"))
            + "<ToString>User " + n + "</ToString><Props><S N=\"Name\">User " + n
            + "</S><S N=\"DistinguishedName\">CN=User " + n + ",OU=Users,DC=contoso,DC=com</S><G N=\"Guid\">"
            + guid + "</G><B N=\"Hidden\">true</B><I32 N=\"Depth\">" + n
            + "</I32><DT N=\"WhenChanged\">2019-12-03T14:47:32-08:00</DT><S N=\"Notes\">a_x000D__x000A_b "
              "_x005F_x_</S>"
              "<Obj N=\"EmailAddresses\" RefId=\""
            + QByteArray::number(2 * i + 2) + "\"><TN RefId=\"" + QByteArray::number(i + 100'000)
            + "\"><T>Microsoft.Exchange.Data.ProxyAddressCollection</T><T>System.Object</T></"
              "TN><LST><S>SMTP:user"
            + n + "@contoso.com</S><S>smtp:u" + n
            + "@contoso.local</S></LST></Obj><Nil N=\"Manager\" /><BA N=\"Blob\">" + blob.toBase64()
            + "</BA></Props></Obj>";
    }
    return out + "</LST></Obj>";
}

// Processor time: what else the machine does has no say.
double milliseconds(auto work)
{
    const std::clock_t start = std::clock();
    work();
    return double(std::clock() - start) * 1000.0 / CLOCKS_PER_SEC;
}

std::size_t allocated()
{
#ifdef __GLIBC__
    const struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
#else
    return 0;
#endif
}

}

int main(int argc, char **argv)
{
    const QByteArray xml = mailUsers(1290);
    int rounds = 15;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (QByteArrayView(argv[i]) == "--rounds")
            rounds = std::max(1, std::atoi(argv[i + 1]));
        if (QByteArrayView(argv[i]) == "--write") { // for others who read the same bytes
            QFile file(QString::fromLocal8Bit(argv[i + 1]));
            if (!file.open(QIODevice::WriteOnly) || file.write(xml) != xml.size())
                return 1;
        }
    }
    double ours = 1e9;
    double reference = 1e9;
    for (int round = 0; round < rounds; ++round) {
        reference = std::min(reference, milliseconds([&] {
                                 QXmlStreamReader reader(xml);
                                 while (!reader.atEnd())
                                     reader.readNext();
                             }));
        ours = std::min(ours, milliseconds([&] {
                            if (!readClixml(xml).ok())
                                std::abort();
                        }));
    }
    const std::size_t before = allocated();
    const ClixmlDocument document = readClixml(xml);
    std::fprintf(stderr, "clixml-read: %lld bytes, %.2f bytes of memory each, %lld objects\n",
                 qlonglong(xml.size()), double(allocated() - before) / double(xml.size()),
                 qlonglong(document.value().items().size()));
    passerelle::benchmarks::print("clixml-read", ours, reference, "ms");
    const double megabytes = double(xml.size()) / 1e6;
    passerelle::benchmarks::print("clixml-throughput", megabytes / ours * 1000, megabytes / reference * 1000, "MB/s");
    return 0;
}
