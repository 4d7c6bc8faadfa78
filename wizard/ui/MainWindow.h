#pragma once

#include "ui/Parts.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace passerelle::pages {
class MessageBand;
class TextLabel;
}

namespace passerelle::ui {

class Foot;
class Rail;
class RenewalNotice;
class SetupWizard;

// The window: list of pages, context line, the wizard, and the foot with its buttons.
class MainWindow : public QWidget {
    Q_OBJECT
public:
    explicit MainWindow(const Parts &parts, QWidget *parent = nullptr);

    SetupWizard *wizard() const { return m_wizard; }

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildRight();
    void connectAll();
    void showPage();
    void refresh();
    void refreshSoon();
    void refreshContext();
    void refreshRail();
    void refreshTitle();
    void buildQuestion();
    void dismissQuestion();
    void refreshQuestion();
    void foldRail();
    void escape();
    void openHelp();
    bool hasWritten() const;
    bool allDone() const;
    void askToStop();
    void stopHere();

    Parts m_parts;
    SetupWizard *m_wizard;
    Rail *m_rail;
    Foot *m_foot;
    pages::TextLabel *m_context;
    pages::MessageBand *m_question = nullptr; // made when it is first asked
    QVBoxLayout *m_questionPlace = nullptr;
    RenewalNotice *m_renewal = nullptr;
    QPushButton *m_stopHere = nullptr;
    QPushButton *m_continue = nullptr;
    bool m_mayClose = false;
    bool m_refreshing = false;
};

}
