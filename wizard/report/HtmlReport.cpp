#include "report/HtmlReport.h"

#include "core/Scrub.h"
#include "text/FailureText.h"
#include "text/FindingText.h"
#include "text/Format.h"
#include "text/ReportText.h"
#include "text/StepText.h"

#include <QLocale>

namespace passerelle::report {

using text::ReportWord;
using text::reportWord;

static const char style[] = R"(
body{font:16px/1.5 system-ui,"Segoe UI",sans-serif;color:#1b2430;background:#fff;max-width:62rem;margin:2rem auto;padding:0 1.5rem}
h1{font-size:1.9rem;margin:0 0 .25rem}h2{font-size:1.25rem;margin:2.25rem 0 .75rem}
p.lead{color:#56616f;margin:0 0 1.5rem}.result{border-left:6px solid;padding:.75rem 1rem;border-radius:6px;font-weight:600}
.complete{border-color:#1e7b3a;background:#e6f4ea}.partial{border-color:#8a5a00;background:#fff3d6}.failed{border-color:#b3261e;background:#fce8e6}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid #d5dae1}
th{color:#56616f;font-weight:600;font-size:.9rem}td.state{white-space:nowrap;font-weight:600}.pass{color:#1e7b3a}.warn{color:#8a5a00}.fail{color:#b3261e}
.small{color:#56616f;font-size:.9rem}code{font-family:ui-monospace,Consolas,monospace;font-size:.88em;overflow-wrap:anywhere}
pre{white-space:pre-wrap;margin:.4rem 0 0}
@media print{body{margin:0}}
)";

static QString escaped(const QString &value) { return core::displayable(value).toHtmlEscaped(); }

static QString stateClass(model::Verdict verdict)
{
    switch (verdict) {
    case model::Verdict::Pass: return QStringLiteral("pass");
    case model::Verdict::Attention: return QStringLiteral("warn");
    case model::Verdict::Fail: return QStringLiteral("fail");
    default: return QStringLiteral("small");
    }
}

static QString row(const QStringList &cells)
{
    return QStringLiteral("<tr>") + cells.join(QString()) + QStringLiteral("</tr>\n");
}

static QString cell(const QString &html) { return QStringLiteral("<td>%1</td>").arg(html); }

static QString head(std::initializer_list<ReportWord> words)
{
    QString html = QStringLiteral("<thead><tr>");
    for (ReportWord word : words)
        html += QStringLiteral("<th scope=\"col\">%1</th>").arg(escaped(reportWord(word)));
    return html + QStringLiteral("</tr></thead>\n");
}

static QString heading(ReportWord word) { return QStringLiteral("<h2>%1</h2>\n").arg(escaped(reportWord(word))); }

static QString where(const ReportData &data)
{
    QStringList lines;
    if (data.exchange) {
        lines << escaped(reportWord(ReportWord::Exchange)) + QStringLiteral(" <code>") + escaped(data.exchange->server)
                + QStringLiteral("</code>, ") + escaped(data.exchange->organization) + QStringLiteral(", ") + escaped(data.exchange->user);
    }
    if (data.tenant) {
        lines << escaped(reportWord(ReportWord::Tenant)) + QStringLiteral(" ") + escaped(data.tenant->name) + QStringLiteral(" (<code>") + escaped(data.tenant->id)
                + QStringLiteral("</code>), ") + escaped(data.tenant->user);
    }
    lines << escaped(reportWord(ReportWord::Program)) + QStringLiteral(" Passerelle ") + escaped(data.programVersion);
    return QStringLiteral("<p class=\"small\">") + lines.join(QStringLiteral("<br>")) + QStringLiteral("</p>\n");
}

static QString stepTable(const ReportData &data)
{
    QString html = heading(ReportWord::Steps) + QStringLiteral("<table>\n") + head({ReportWord::Step, ReportWord::State, ReportWord::Remark}) + QStringLiteral("<tbody>\n");
    int number = 0;
    for (const auto &[id, record] : data.steps) {
        const QString remark = record.failure ? text::failureTitle(*record.failure) + QStringLiteral(" (") + core::codeText(*record.failure) + u')' : text::stepRemark(record);
        html += row({cell(QString::number(++number) + QStringLiteral(". ") + escaped(text::stepTitle(id))),
                     QStringLiteral("<td class=\"state\">%1</td>").arg(escaped(text::stepStatusWord(record.status))), cell(escaped(remark))});
    }
    return html + QStringLiteral("</tbody></table>\n");
}

static QString changeTable(const ReportData &data)
{
    QString rows;
    for (const auto &[id, record] : data.steps) {
        for (const model::Change &change : record.changes)
            rows += row({cell(escaped(text::changeTitle(change))), cell(QStringLiteral("<code>%1</code>").arg(escaped(change.before))), cell(QStringLiteral("<code>%1</code>").arg(escaped(change.after)))});
    }
    if (rows.isEmpty())
        return heading(ReportWord::Changes) + QStringLiteral("<p>%1</p>\n").arg(escaped(reportWord(ReportWord::NoChange)));
    return heading(ReportWord::Changes) + QStringLiteral("<table>\n") + head({ReportWord::Object, ReportWord::Before, ReportWord::After}) + QStringLiteral("<tbody>\n") + rows + QStringLiteral("</tbody></table>\n");
}

static QString checkTable(const ReportData &data)
{
    QString html = heading(ReportWord::Checks);
    if (data.checksUtc.isValid())
        html += QStringLiteral("<p class=\"small\">%1</p>\n").arg(escaped(text::dateTime(data.checksUtc) + QStringLiteral(" · ") + data.checksUtc.toString(Qt::ISODate)));
    html += QStringLiteral("<table>\n") + head({ReportWord::Check, ReportWord::State, ReportWord::Evidence}) + QStringLiteral("<tbody>\n");
    for (const model::Finding &check : data.checks) {
        QStringList evidence;
        for (const QString &line : check.evidence) {
            if (!line.isEmpty())
                evidence << QStringLiteral("<code>%1</code>").arg(escaped(line));
        }
        QString title = QStringLiteral("%1. %2").arg(check.id, escaped(text::findingTitle(check)));
        const QString detail = text::findingDetail(check);
        if (!detail.isEmpty())
            title += QStringLiteral("<br><span class=\"small\">%1</span>").arg(escaped(detail));
        if (const QString commands = check.values.value(QStringLiteral("commands")); !commands.isEmpty())
            title += QStringLiteral("<pre><code>%1</code></pre>").arg(escaped(commands.trimmed()));
        const QString code = check.code ? QStringLiteral("<br><span class=\"small\">%1</span>").arg(core::codeText(*check.code)) : QString();
        html += row({cell(title), QStringLiteral("<td class=\"state %1\">%2%3</td>").arg(stateClass(check.verdict), escaped(text::verdictWord(check.verdict, text::VerdictWords::Check)), code), cell(evidence.join(QStringLiteral("<br>")))});
    }
    return html + QStringLiteral("</tbody></table>\n");
}

static QString warningList(const ReportData &data)
{
    const auto warnings = allWarnings(data);
    if (warnings.isEmpty())
        return {};
    QString html = heading(ReportWord::Warnings) + QStringLiteral("<ul>\n");
    for (const model::Finding &warning : warnings) {
        const QString code = warning.code ? QString(core::codeText(*warning.code)) : QString();
        html += QStringLiteral("<li><strong>%1</strong> %2 <span class=\"small\">%3</span></li>\n")
                    .arg(escaped(warning.code ? text::failureTitle(*warning.code) : text::findingTitle(warning)), escaped(text::findingDetail(warning)), escaped(code));
    }
    return html + QStringLiteral("</ul>\n");
}

QString toHtml(const ReportData &data)
{
    const QString result = resultWord(data);
    const QString title = reportWord(data.mode == model::Mode::Verify ? ReportWord::TitleVerify : ReportWord::TitleSetup);
    const QString resultText = reportWord(result == u"complete" ? ReportWord::Complete : result == u"failed" ? ReportWord::Failed : ReportWord::Partial);
    QString html = QStringLiteral("<!DOCTYPE html>\n<html lang=\"%1\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>%2</title>\n<style>%3</style>\n</head>\n<body>\n<main>\n")
                       .arg(QLocale().bcp47Name().left(2), escaped(title), QString::fromLatin1(style));
    html += QStringLiteral("<h1>%1</h1>\n<p class=\"lead\">%2 · %3</p>\n").arg(escaped(title), escaped(text::dateTime(data.utc)), data.utc.toString(Qt::ISODate));
    html += QStringLiteral("<p class=\"result %1\">%2</p>\n").arg(result, escaped(resultText));
    html += where(data);
    if (data.mode == model::Mode::Setup)
        html += stepTable(data) + changeTable(data);
    if (!data.checks.isEmpty())
        html += checkTable(data);
    html += warningList(data);
    if (data.certificate && data.certificate->notAfter.isValid()) {
        html += heading(ReportWord::Dates)
            + QStringLiteral("<p>%1 <strong>%2</strong> (<code>%3</code>)</p>\n")
                  .arg(escaped(reportWord(ReportWord::CertificateEnds)), escaped(text::date(data.certificate->notAfter)), escaped(data.certificate->thumbprint));
    }
    return html + QStringLiteral("</main>\n</body>\n</html>\n");
}

}
