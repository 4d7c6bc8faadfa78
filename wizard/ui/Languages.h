#pragma once

#include <QObject>
#include <QStringList>
#include <memory>
#include <vector>

class QTranslator;

namespace passerelle::ui {

// The language of the interface, French or English, changed at any moment: every widget gets a
// LanguageChange.
class Languages : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    ~Languages() override;

    static QString ofSystem(); // "fr" on a French system, else "en"
    void use(const QString &code);
    const QString &current() const { return m_current; }

signals:
    void changed();

protected:
    // The catalogues of a language; the program's own comes last, so that it is asked first.
    virtual std::vector<std::unique_ptr<QTranslator>> load(const QString &code) const;

private:
    QString m_current;
    std::vector<std::unique_ptr<QTranslator>> m_installed;
};

}
