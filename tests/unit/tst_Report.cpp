#include "report/HtmlReport.h"
#include "report/JsonReport.h"
#include "report/ReportFile.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace passerelle;
using namespace passerelle::report;

static void fill(model::SetupState &state)
{
    model::ExchangeFacts exchange;
    exchange.server = QStringLiteral("ex1.contoso.fr");
    exchange.organization = QStringLiteral("<script>alert(1)</script>");
    state.setExchange(exchange);
    for (const QString &id : model::stepIds())
        state.setStepRecord(id, {model::StepStatus::AlreadyDone, {}, std::nullopt, {}});
    const model::Change change {QStringLiteral("account.create"), QStringLiteral("account"), QStringLiteral("exchange"), QStringLiteral("SfBOnline-ApplicationAccount"), QStringLiteral("absent"), QStringLiteral("contoso.fr/Users/x"), {}, false, true, {}};
    state.setStepRecord(QStringLiteral("account"), {model::StepStatus::Done, {change}, std::nullopt, {}});
    state.setChecks({{QStringLiteral("V1"), model::Verdict::Pass, {}, {}, {QStringLiteral("Identity=x")}, -1, {}},
                     {QStringLiteral("V2"), model::Verdict::Attention, {}, core::FailureCode::PaLegacyOnly, {}, -1, {}},
                     {QStringLiteral("V8"), model::Verdict::NotTested, {}, {}, {}, -1, {}},
                     {QStringLiteral("V9"), model::Verdict::NeedsPerson, {}, {}, {}, -1, {}}},
                    QDateTime(QDate(2026, 1, 1), QTime(1, 0), Qt::UTC));
}

class TestReport : public QObject {
    Q_OBJECT
private slots:
    // DESIGN section 1: the members and words other programs rely on.
    void jsonSchema()
    {
        model::SetupState state;
        fill(state);
        const QJsonObject json = toJson(gather(state, QDateTime(QDate(2026, 1, 2), QTime(0, 0), Qt::UTC)));
        QCOMPARE(json[QStringLiteral("schema")].toInt(), 1);
        QCOMPARE(json[QStringLiteral("mode")].toString(), QStringLiteral("setup"));
        QCOMPARE(json[QStringLiteral("result")].toString(), QStringLiteral("complete"));
        const QJsonArray steps = json[QStringLiteral("steps")].toArray();
        QCOMPARE(steps.size(), 6);
        QCOMPARE(steps[1].toObject()[QStringLiteral("id")].toString(), QStringLiteral("account"));
        QCOMPARE(steps[1].toObject()[QStringLiteral("status")].toString(), QStringLiteral("done"));
        const QJsonObject change = steps[1].toObject()[QStringLiteral("changes")].toArray()[0].toObject();
        QCOMPARE(change[QStringLiteral("target")].toString(), QStringLiteral("exchange"));
        QCOMPARE(change[QStringLiteral("object")].toString(), QStringLiteral("SfBOnline-ApplicationAccount"));
        QCOMPARE(change[QStringLiteral("before")].toString(), QStringLiteral("absent"));
        QCOMPARE(change[QStringLiteral("after")].toString(), QStringLiteral("contoso.fr/Users/x"));
        QStringList checks;
        for (const QJsonValue v : json[QStringLiteral("checks")].toArray())
            checks << v.toObject()[QStringLiteral("status")].toString();
        QCOMPARE(checks, QStringList({QStringLiteral("pass"), QStringLiteral("warn"), QStringLiteral("not-tested"), QStringLiteral("needs-person")}));
    }

    void resultWords()
    {
        model::SetupState state;
        fill(state);
        const auto word = [&] { return resultWord(gather(state, {})); };
        QCOMPARE(word(), QStringLiteral("complete"));
        state.setStepRecord(QStringLiteral("upload"), {model::StepStatus::Skipped, {}, std::nullopt, {}});
        QCOMPARE(word(), QStringLiteral("partial"));
        // Another operator does it: skipped for the machine, with the reason, and complete once an answer has proved it.
        state.setStepRecord(QStringLiteral("upload"), {model::StepStatus::HandedOver, {}, std::nullopt, {}});
        QCOMPARE(word(), QStringLiteral("partial"));
        const auto step = [&](int index) { return toJson(gather(state, {}))[QStringLiteral("steps")].toArray()[index].toObject(); };
        QCOMPARE(step(4)[QStringLiteral("status")].toString(), QStringLiteral("skipped"));
        QCOMPARE(step(4)[QStringLiteral("reason")].toString(), QStringLiteral("handed-over"));
        QVERIFY(toHtml(gather(state, {})).contains(QStringLiteral("Another operator does it with the saved files")));
        const model::StepRecord check = state.stepRecord(QStringLiteral("upload-check"));
        state.setStepRecord(QStringLiteral("upload-check"), {model::StepStatus::Done, {}, std::nullopt, {}, true});
        QCOMPARE(word(), QStringLiteral("complete"));
        QCOMPARE(step(5)[QStringLiteral("evidence")].toString(), QStringLiteral("answer-brought-back"));
        state.setStepRecord(QStringLiteral("upload-check"), check);
        state.setStepRecord(QStringLiteral("upload"), {model::StepStatus::Failed, {}, core::FailureCode::EntraRole, {}});
        QCOMPARE(word(), QStringLiteral("failed"));
        state.setMode(model::Mode::Verify);
        QCOMPARE(word(), QStringLiteral("complete"));
        state.setChecks({}, {});
        QCOMPARE(word(), QStringLiteral("partial"));
    }

    // ux.md A26: language, one title, headings in order, table headers; and nothing received becomes markup.
    void htmlIsWellFormedAndEscaped()
    {
        model::SetupState state;
        fill(state);
        const QString html = toHtml(gather(state, QDateTime(QDate(2026, 1, 2), QTime(0, 0), Qt::UTC)));
        QVERIFY(!html.contains(QStringLiteral("<script")));
        QVERIFY(html.contains(QStringLiteral("&lt;script&gt;")));
        QVERIFY(html.contains(QStringLiteral("<html lang=\"en\">")));
        QCOMPARE(html.count(QStringLiteral("<h1>")), 1);
        QCOMPARE(html.count(QStringLiteral("<table>")), html.count(QStringLiteral("<thead>")));
        QVERIFY(html.contains(QStringLiteral("PA-LEGACY-ONLY")));
        QString xml = html.mid(html.indexOf(QStringLiteral("<body>")));
        xml.replace(QStringLiteral("<br>"), QStringLiteral("<br/>")).remove(QStringLiteral("</html>"));
        QXmlStreamReader reader(xml);
        while (!reader.atEnd())
            reader.readNext();
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
    }

    void fileByExtension()
    {
        QTemporaryDir folder;
        model::SetupState state;
        const ReportData data = gather(state, {});
        QVERIFY(writeReport(data, folder.filePath(QStringLiteral("a.json"))));
        QVERIFY(writeReport(data, folder.filePath(QStringLiteral("a.html"))));
        const auto other = writeReport(data, folder.filePath(QStringLiteral("a.doc")));
        QVERIFY(!other);
        QCOMPARE(other.failure().code, core::FailureCode::LocalFile);
        QVERIFY(!writeReport(data, folder.filePath(QStringLiteral("missing/a.html"))));
        QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("a.doc"))));
    }
};

QTEST_GUILESS_MAIN(TestReport)
#include "tst_Report.moc"
