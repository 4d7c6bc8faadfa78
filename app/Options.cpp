#include "app/Options.h"

#include <QCommandLineParser>
#include <QFileInfo>

namespace passerelle::app {

Options parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Links Exchange Server with Skype for Business Online and the Teams services."));
    parser.addOptions({{QStringLiteral("demo"), QStringLiteral("Work on a made-up organisation on this computer.")},
                       {QStringLiteral("verify-only"), QStringLiteral("Only run the verification; needs read rights only.")},
                       {QStringLiteral("state"), QStringLiteral("Keep the run in FILE."), QStringLiteral("FILE")},
                       {QStringLiteral("lang"), QStringLiteral("Language: fr or en."), QStringLiteral("fr|en")},
                       {QStringLiteral("headless"), QStringLiteral("No window: the same procedure in the console.")},
                       {QStringLiteral("undo"), QStringLiteral("Take away again the keys that the run uploaded to Microsoft 365. In the console.")},
                       {QStringLiteral("report"), QStringLiteral("Write the report to FILE (.html or .json)."), QStringLiteral("FILE")},
                       {QStringLiteral("offline"), QStringLiteral("With --headless: nobody signs in to Microsoft 365; save the files for another operator in FOLDER."), QStringLiteral("FOLDER")},
                       {QStringLiteral("read-back"), QStringLiteral("With --headless: nobody signs in; judge the answer that operator brought back in FILE."), QStringLiteral("FILE")},
                       {QStringLiteral("device-code"), QStringLiteral("Console: sign in to Microsoft 365 with a code on another device; many organisations block it.")},
                       {QStringLiteral("exchange-online"), QStringLiteral("Console: sign in to Exchange Online too.")},
                       {QStringLiteral("cloud"), QStringLiteral("Microsoft cloud: auto, worldwide, us-l4, us-l5, china, bleu or delos."), QStringLiteral("NAME")},
                       {QStringLiteral("client-id"), QStringLiteral("Application of your own to sign in with."), QStringLiteral("GUID")},
                       {QStringLiteral("proxy"), QStringLiteral("Proxy to Microsoft 365: system, none or http://[user@]host:port; a password is asked for."), QStringLiteral("PROXY")},
                       {QStringLiteral("log-level"), QStringLiteral("debug, info, warning or critical."), QStringLiteral("LEVEL")}});
    QCommandLineOption endpoints(QStringLiteral("endpoints"), QString(), QStringLiteral("FILE"));
    endpoints.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOption(endpoints);
    const auto help = parser.addHelpOption();
    const auto version = parser.addVersionOption();

    Options options;
    if (!parser.parse(arguments)) {
        options.error = parser.errorText();
        return options;
    }
    if (parser.isSet(help))
        options.help = parser.helpText();
    else if (parser.isSet(version))
        options.help = QStringLiteral("Passerelle %1\n").arg(QCoreApplication::applicationVersion());
    options.demo = parser.isSet(QStringLiteral("demo"));
    options.verifyOnly = parser.isSet(QStringLiteral("verify-only"));
    options.headless = parser.isSet(QStringLiteral("headless"));
    options.undo = parser.isSet(QStringLiteral("undo"));
    options.stateFile = parser.value(QStringLiteral("state"));
    options.language = parser.value(QStringLiteral("lang"));
    options.reportFile = parser.value(QStringLiteral("report"));
    options.offlineFolder = parser.value(QStringLiteral("offline"));
    options.readBackFile = parser.value(QStringLiteral("read-back"));
    options.endpointsFile = parser.value(endpoints);
    const auto given = [&parser](const char *name) {
        const QString option = QLatin1String(name);
        return parser.isSet(option) ? std::optional(parser.value(option)) : std::nullopt;
    };
    options.cloud = {given("cloud"), given("client-id"), given("proxy"), parser.isSet(QStringLiteral("device-code")), parser.isSet(QStringLiteral("exchange-online"))};
    if (parser.isSet(QStringLiteral("log-level")))
        options.logLevel = parser.value(QStringLiteral("log-level"));

    const QString extension = QFileInfo(options.reportFile).suffix().toLower();
    if (!parser.positionalArguments().isEmpty())
        options.error = QStringLiteral("Unknown argument: %1").arg(parser.positionalArguments().first());
    else if (options.undo && options.verifyOnly)
        options.error = QStringLiteral("--undo and --verify-only exclude each other.");
    else if (!options.language.isEmpty() && options.language != u"fr" && options.language != u"en")
        options.error = QStringLiteral("--lang takes fr or en.");
    else if (!options.reportFile.isEmpty() && extension != u"html" && extension != u"json")
        options.error = QStringLiteral("--report takes a file ending in .html or .json.");
    else if ((parser.isSet(QStringLiteral("offline")) && options.offlineFolder.isEmpty()) || (parser.isSet(QStringLiteral("read-back")) && options.readBackFile.isEmpty()))
        options.error = QStringLiteral("--offline takes a folder, --read-back a file.");
    else if (options.isOffline() && !options.headless)
        options.error = QStringLiteral("--offline and --read-back go with --headless; the window has its own pages for them.");
    else if (!QStringList {QStringLiteral("debug"), QStringLiteral("info"), QStringLiteral("warning"), QStringLiteral("critical")}.contains(options.logLevel))
        options.error = QStringLiteral("--log-level takes debug, info, warning or critical.");
    else
        options.error = options.cloud.problem();
    return options;
}

}
