#pragma once

#include "model/Finding.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace passerelle::pages {
class TextLabel;
enum class Scheme;
}

namespace passerelle::ui {

class RailRow;

// The list of pages at the left, in three groups, with the language and the theme at its foot. Folds to icons
// when the window is narrow or its text large.
class Rail : public QWidget {
    Q_OBJECT
public:
    explicit Rail(QWidget *parent = nullptr);

    RailRow *row(int id) const { return m_rows.value(id); }
    void setFolded(bool folded);
    bool isFolded() const { return m_folded; }
    int openWidth() const;
    void setLanguage(const QString &code);

signals:
    void pageRequested(int id);
    void languageRequested(const QString &code);
    void schemeRequested(passerelle::pages::Scheme scheme);

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void addGroup(QVBoxLayout *column, int first, int last);
    void buildSubject();
    void buildFoot(QVBoxLayout *column);
    void retranslate();
    void dressFoot();

    QList<RailRow *> m_rows;
    QList<pages::TextLabel *> m_groups;
    pages::TextLabel *m_product;
    QWidget *m_subject;
    pages::TextLabel *m_subjectFrom;
    pages::TextLabel *m_subjectTo;
    QVBoxLayout *m_column;
    QPushButton *m_language;
    QPushButton *m_theme;
    QString m_code;
    bool m_folded = false;
};

}
