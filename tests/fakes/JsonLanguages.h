#pragma once

#include "ui/Languages.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTranslator>

namespace passerelle::fakes {

// A catalogue as plain JSON: {"Context": {"source": "translation" or ["singular", "plural"]}}.
class JsonTranslator : public QTranslator {
public:
    explicit JsonTranslator(const QStringList &files)
    {
        for (const QString &name : files) {
            QFile file(name);
            if (!file.open(QIODevice::ReadOnly))
                continue;
            const QJsonObject all = QJsonDocument::fromJson(file.readAll()).object();
            for (auto context = all.begin(); context != all.end(); ++context) {
                QJsonObject merged = m_words.value(context.key()).toObject();
                const QJsonObject more = context.value().toObject();
                for (auto word = more.begin(); word != more.end(); ++word)
                    merged.insert(word.key(), word.value());
                m_words.insert(context.key(), merged);
            }
        }
    }
    bool isEmpty() const override { return m_words.isEmpty(); }
    QString translate(const char *context, const char *source, const char *, int n) const override
    {
        QString name = QString::fromUtf8(context);
        QJsonValue found = m_words.value(name).toObject().value(QString::fromUtf8(source));
        if (found.isUndefined())
            found = m_words.value(name.section(QStringLiteral("::"), -1)).toObject().value(QString::fromUtf8(source));
        if (found.isArray())
            return found.toArray().at(n > 1 ? 1 : 0).toString();
        return found.toString();
    }

private:
    QJsonObject m_words;
};

// Languages whose French comes from JSON files instead of the compiled catalogue; without files, an accented and
// longer English, so that layouts and live switching can be tested anywhere.
class JsonLanguages : public ui::Languages {
public:
    explicit JsonLanguages(QStringList files) : m_files(std::move(files)) {}

protected:
    std::vector<std::unique_ptr<QTranslator>> load(const QString &code) const override
    {
        std::vector<std::unique_ptr<QTranslator>> found;
        if (code == u"fr")
            found.push_back(std::make_unique<JsonTranslator>(m_files));
        return found;
    }

private:
    QStringList m_files;
};

}
