#include "org/Secrets.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace lab {

bool Secrets::keepIn(const QString &file)
{
    m_file.setFileName(file);
    return m_file.open(QIODevice::WriteOnly | QIODevice::Truncate, QFile::ReadOwner | QFile::WriteOwner);
}

void Secrets::note(const char *kind, const QString &value)
{
    if (!m_file.isOpen() || value.isEmpty())
        return;
    const QJsonObject line{{"kind", kind}, {"value", value}};
    m_file.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
    m_file.flush();
}

}
