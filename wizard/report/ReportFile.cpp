#include "report/ReportFile.h"

#include "report/HtmlReport.h"
#include "report/JsonReport.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

namespace passerelle::report {

core::Outcome writeReport(const ReportData &data, const QString &file)
{
    const auto refuse = [&](const QString &technical) {
        return core::Failure {core::FailureCode::LocalFile, {{QStringLiteral("file"), QDir::toNativeSeparators(file)}}, technical, true};
    };
    const QString extension = QFileInfo(file).suffix().toLower();
    QByteArray bytes;
    if (extension == u"json")
        bytes = QJsonDocument(toJson(data)).toJson(QJsonDocument::Indented);
    else if (extension == u"html" || extension == u"htm")
        bytes = toHtml(data).toUtf8();
    else
        return refuse(QStringLiteral("extension"));
    QSaveFile target(file);
    if (!target.open(QIODevice::WriteOnly) || target.write(bytes) != bytes.size() || !target.commit())
        return refuse(target.errorString());
    return core::Nothing {};
}

}
