#include "ui/Languages.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

namespace passerelle::ui {

Languages::~Languages() = default;

QString Languages::ofSystem()
{
    return QLocale::system().language() == QLocale::French ? QStringLiteral("fr") : QStringLiteral("en");
}

void Languages::use(const QString &code)
{
    const QString wanted = code == u"fr" ? code : QStringLiteral("en");
    if (wanted == m_current)
        return;
    m_current = wanted;
    QLocale::setDefault(wanted == u"fr" ? QLocale(QLocale::French, QLocale::France)
                                        : QLocale(QLocale::English, QLocale::UnitedKingdom));
    for (const auto &translator : m_installed)
        QCoreApplication::removeTranslator(translator.get());
    m_installed = load(wanted);
    for (const auto &translator : m_installed)
        QCoreApplication::installTranslator(translator.get());
    emit changed();
}

std::vector<std::unique_ptr<QTranslator>> Languages::load(const QString &code) const
{
    std::vector<std::unique_ptr<QTranslator>> found;
    const auto add = [&found](const QString &file, const QString &folder) {
        auto translator = std::make_unique<QTranslator>();
        if (translator->load(file, folder))
            found.push_back(std::move(translator));
    };
    add(QStringLiteral("qtbase_") + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    add(QStringLiteral("passerelle_") + code, QStringLiteral(":/i18n"));
    return found;
}

}
