#include "report/JsonReport.h"

#include "core/Scrub.h"
#include "model/StateJson.h"

#include <QJsonArray>

namespace passerelle::report {

// The words of DESIGN section 1: a step somebody else carries out is skipped here, with the reason.
static QString reportWordOf(model::StepStatus status)
{
    return model::statusWord(status == model::StepStatus::HandedOver ? model::StepStatus::Skipped : status);
}

static QJsonObject stepObject(const QString &id, const model::StepRecord &record)
{
    QJsonArray changes;
    for (const model::Change &change : record.changes) {
        changes.append(QJsonObject {{QStringLiteral("target"), change.target},
                                    {QStringLiteral("object"), core::displayable(change.object)},
                                    {QStringLiteral("kind"), change.id},
                                    {QStringLiteral("before"), core::displayable(change.before)},
                                    {QStringLiteral("after"), core::displayable(change.after)}});
    }
    QJsonObject o {{QStringLiteral("id"), id}, {QStringLiteral("status"), reportWordOf(record.status)}, {QStringLiteral("changes"), changes}};
    if (record.failure)
        o[QStringLiteral("code")] = core::codeText(*record.failure);
    if (record.status == model::StepStatus::HandedOver)
        o[QStringLiteral("reason")] = QStringLiteral("handed-over");
    if (record.fromAnswer)
        o[QStringLiteral("evidence")] = QStringLiteral("answer-brought-back");
    model::json::putTime(o, QStringLiteral("finished"), record.finishedUtc);
    return o;
}

// Check status of DESIGN section 1: what has not run is not tested.
static QString checkWord(model::Verdict verdict)
{
    switch (verdict) {
    case model::Verdict::Pending:
    case model::Verdict::Running:
    case model::Verdict::Skipped: return QStringLiteral("not-tested");
    default: return model::json::verdictWord(verdict);
    }
}

static QJsonObject checkObject(const model::Finding &check, const QMap<QString, model::Confirmation> &confirmations)
{
    QJsonArray evidence;
    for (const QString &line : check.evidence) {
        if (!line.isEmpty())
            evidence.append(core::displayable(line));
    }
    QJsonObject o {{QStringLiteral("id"), check.id}, {QStringLiteral("status"), checkWord(check.verdict)}, {QStringLiteral("evidence"), evidence}};
    if (check.code)
        o[QStringLiteral("code")] = core::codeText(*check.code);
    if (const QString commands = check.values.value(QStringLiteral("commands")); !commands.isEmpty())
        o[QStringLiteral("commands")] = commands;
    if (confirmations.contains(check.id)) {
        const model::Confirmation &c = confirmations[check.id];
        QJsonObject answer {{QStringLiteral("answer"), c.answer}, {QStringLiteral("who"), c.who}, {QStringLiteral("note"), c.note}};
        model::json::putTime(answer, QStringLiteral("time"), c.utc);
        o[QStringLiteral("confirmation")] = answer;
    }
    return o;
}

QJsonObject toJson(const ReportData &data)
{
    QJsonArray steps;
    for (const auto &[id, record] : data.steps)
        steps.append(stepObject(id, record));
    QJsonArray checks;
    for (const model::Finding &check : data.checks)
        checks.append(checkObject(check, data.confirmations));
    QJsonArray warnings;
    for (const model::Finding &warning : allWarnings(data))
        warnings.append(QJsonObject {{QStringLiteral("code"), warning.code ? core::codeText(*warning.code) : QLatin1StringView()}, {QStringLiteral("from"), warning.id}});
    QJsonObject o {{QStringLiteral("schema"), 1},
                   {QStringLiteral("mode"), data.mode == model::Mode::Verify ? QStringLiteral("verify") : QStringLiteral("setup")},
                   {QStringLiteral("result"), resultWord(data)},
                   {QStringLiteral("program"), data.programVersion},
                   {QStringLiteral("time"), data.utc.toString(Qt::ISODate)},
                   {QStringLiteral("steps"), steps},
                   {QStringLiteral("checks"), checks},
                   {QStringLiteral("warnings"), warnings}};
    if (data.exchange) {
        o[QStringLiteral("exchange")] = QJsonObject {{QStringLiteral("server"), data.exchange->server},
                                                     {QStringLiteral("organization"), data.exchange->organization},
                                                     {QStringLiteral("user"), data.exchange->user}};
    }
    if (data.tenant) {
        o[QStringLiteral("tenant")] = QJsonObject {{QStringLiteral("id"), data.tenant->id}, {QStringLiteral("name"), data.tenant->name}, {QStringLiteral("user"), data.tenant->user}};
    }
    model::json::putTime(o, QStringLiteral("checked"), data.checksUtc);
    return o;
}

}
