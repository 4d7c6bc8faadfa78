#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

// Reads every include line under wizard/ and app/ and holds it against the drawing of CONTRIBUTING.md. Linking alone
// would not tell: Qt's headers are found whatever a target links.
class TestArchitecture : public QObject {
    Q_OBJECT

    // Folder -> folders it may include, besides itself.
    const QHash<QString, QStringList> m_allowed {
        {QStringLiteral("core"), {}},
        {QStringLiteral("crypto"), {QStringLiteral("core")}},
        {QStringLiteral("net"), {QStringLiteral("core")}},
        {QStringLiteral("auth"), {QStringLiteral("core"), QStringLiteral("crypto")}},
        {QStringLiteral("protocols/psrp"), {QStringLiteral("core"), QStringLiteral("net")}},
        {QStringLiteral("protocols/graph"), {QStringLiteral("core"), QStringLiteral("crypto"), QStringLiteral("auth")}},
        {QStringLiteral("protocols/exo"), {QStringLiteral("core"), QStringLiteral("auth")}},
        {QStringLiteral("model"), {QStringLiteral("core")}},
        {QStringLiteral("inspection"), {QStringLiteral("core"), QStringLiteral("crypto"), QStringLiteral("net"), QStringLiteral("auth"), QStringLiteral("protocols/psrp"), QStringLiteral("protocols/graph"), QStringLiteral("protocols/exo"), QStringLiteral("model")}},
        {QStringLiteral("services"), {QStringLiteral("core"), QStringLiteral("crypto"), QStringLiteral("net"), QStringLiteral("auth"), QStringLiteral("protocols/psrp"), QStringLiteral("protocols/graph"), QStringLiteral("protocols/exo"), QStringLiteral("model"), QStringLiteral("inspection")}},
        {QStringLiteral("verification"), {QStringLiteral("core"), QStringLiteral("crypto"), QStringLiteral("protocols/graph"), QStringLiteral("model"), QStringLiteral("inspection"), QStringLiteral("services")}},
        {QStringLiteral("text"), {QStringLiteral("core"), QStringLiteral("model")}},
        {QStringLiteral("report"), {QStringLiteral("core"), QStringLiteral("model"), QStringLiteral("text")}},
        {QStringLiteral("pages"), {QStringLiteral("core"), QStringLiteral("model"), QStringLiteral("text"), QStringLiteral("services"), QStringLiteral("verification")}},
        {QStringLiteral("ui"), {QStringLiteral("core"), QStringLiteral("model"), QStringLiteral("text"), QStringLiteral("services"), QStringLiteral("verification"), QStringLiteral("pages")}},
    };

    static QString folderOf(const QString &path)
    {
        const QStringList parts = path.split(u'/');
        return parts.first() == u"protocols" ? parts.value(0) + u'/' + parts.value(1) : parts.first();
    }

    static QStringList lines(const QString &file)
    {
        QFile f(file);
        return f.open(QIODevice::ReadOnly) ? QString::fromUtf8(f.readAll()).split(u'\n') : QStringList();
    }

private slots:
    void includesFollowTheDrawing()
    {
        const QString root = QStringLiteral(PASSERELLE_SOURCE_DIR "/wizard/");
        const QRegularExpression own(QStringLiteral("^\\s*#\\s*include\\s+\"([^\"]+)\""));
        const QRegularExpression widgets(QStringLiteral("#\\s*include\\s+<(QtWidgets/|QWidget|QDialog|QMessageBox|QFileDialog|QWizard|QLabel|QPushButton|QApplication)"));
        QStringList wrong;
        int files = 0;
        QDirIterator it(root, {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString file = it.next();
            const QString relative = file.mid(root.size());
            const QString folder = folderOf(relative);
            if (!m_allowed.contains(folder)) {
                wrong << relative + QStringLiteral(": folder not in the drawing");
                continue;
            }
            ++files;
            for (const QString &line : lines(file)) {
                const auto match = own.match(line);
                if (match.hasMatch()) {
                    const QString target = folderOf(match.captured(1));
                    if (target != folder && !m_allowed[folder].contains(target))
                        wrong << relative + QStringLiteral(" includes ") + match.captured(1);
                }
                const bool interface = folder == u"pages" || folder == u"ui";
                if (!interface && widgets.match(line).hasMatch())
                    wrong << relative + QStringLiteral(" includes a widget: ") + line.trimmed();
            }
        }
        QVERIFY(files > 100);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    // The pages see services through what they promise, never through the classes that talk to servers.
    void pagesSeeNoConcreteService()
    {
        const QSet<QString> promised {QStringLiteral("Connections.h"), QStringLiteral("Offline.h"), QStringLiteral("Plan.h"), QStringLiteral("Prerequisites.h"), QStringLiteral("StepService.h"), QStringLiteral("Proposal.h"), QStringLiteral("KeyRow.h"), QStringLiteral("PlaceRow.h"), QStringLiteral("Undo.h"), QStringLiteral("ServerName.h")};
        const QRegularExpression service(QStringLiteral("#\\s*include\\s+\"services/([^\"]+)\""));
        QStringList wrong;
        for (const char *folder : {"/wizard/pages", "/wizard/ui"}) {
            QDirIterator it(QStringLiteral(PASSERELLE_SOURCE_DIR) + QLatin1String(folder), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files);
            while (it.hasNext()) {
                const QString file = it.next();
                for (const QString &line : lines(file)) {
                    const auto match = service.match(line);
                    if (match.hasMatch() && !promised.contains(match.captured(1)))
                        wrong << file + QStringLiteral(": ") + match.captured(1);
                }
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    // DESIGN decision 3 and style.md 4: no nested event loop outside tests.
    void noNestedEventLoop()
    {
        QStringList wrong;
        for (const char *folder : {"/wizard", "/app"}) {
            QDirIterator it(QStringLiteral(PASSERELLE_SOURCE_DIR) + QLatin1String(folder), {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
            const QRegularExpression loop(QStringLiteral("QEventLoop|processEvents|QDialog::exec|waitForReadyRead|waitForBytesWritten"));
            while (it.hasNext()) {
                const QString file = it.next();
                for (const QString &line : lines(file)) {
                    if (loop.match(line).hasMatch())
                        wrong << file + QStringLiteral(": ") + line.trimmed();
                }
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    // The lab shares no code with the program: a shared parser would hide shared mistakes (DESIGN section 3).
    void labSharesNothing()
    {
        QStringList wrong;
        QDirIterator it(QStringLiteral(PASSERELLE_SOURCE_DIR "/tests/lab"), {QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("CMakeLists.txt")}, QDir::Files, QDirIterator::Subdirectories);
        const QRegularExpression shared(QStringLiteral("passerelle::(core|net|psrp|graph|auth|crypto|model|services)|PROJECT_SOURCE_DIR\\}/wizard|include \".*wizard/"));
        while (it.hasNext()) {
            const QString file = it.next();
            for (const QString &line : lines(file)) {
                if (shared.match(line).hasMatch())
                    wrong << file + QStringLiteral(": ") + line.trimmed();
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
