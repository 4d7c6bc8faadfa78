#pragma once

#include "ui/Languages.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTranslator>

namespace passerelle::fakes {

// A catalogue as plain JSON: {"Context": {"source": "translation" or ["singular", "plural"]}}.
class JsonTranslator : public QTranslator {
public:
    JsonTranslator(const QStringList &files, bool french)
        : m_french(french)
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
            found = m_words.value(name.section(QStringLiteral("::"), -1))
                        .toObject()
                        .value(QString::fromUtf8(source));
        if (found.isArray())
            return found.toArray()
                .at(n == 1 || (n == 0 && m_french) ? 0 : 1)
                .toString()
                .replace(QStringLiteral("%n"), QString::number(n));
        return found.toString();
    }

private:
    QJsonObject m_words;
    bool m_french;
};

// Languages from JSON files, whose names start with the code of their language; without files, the compiled
// ones.
class JsonLanguages : public ui::Languages {
public:
    explicit JsonLanguages(QStringList files)
        : m_files(std::move(files))
    {
    }

protected:
    std::vector<std::unique_ptr<QTranslator>> load(const QString &code) const override
    {
        if (m_files.isEmpty())
            return Languages::load(code);
        std::vector<std::unique_ptr<QTranslator>> found;
        QStringList files;
        for (const QString &file : m_files) {
            if (QFileInfo(file).fileName().startsWith(code))
                files.append(file);
        }
        found.push_back(std::make_unique<JsonTranslator>(files, code == u"fr"));
        return found;
    }

private:
    QStringList m_files;
};

}
