#pragma once

#include "pages/PageBase.h"
#include "ui/Parts.h"

#include <QSet>
#include <QWizard>

namespace passerelle::pages {
class StartPage;
class StepPage;
}

namespace passerelle::ui {

// The fourteen pages and the way through them. A child of the window, not a window itself: the frame around
// it (list of pages, context, foot) belongs to MainWindow, which calls next(), back() and goTo().
class SetupWizard : public QWizard {
    Q_OBJECT
public:
    explicit SetupWizard(const Parts &parts, QWidget *parent = nullptr);

    pages::PageBase *pageAt(int id) const;
    pages::PageBase *currentPageBase() const { return pageAt(currentId()); }
    QList<int> flow() const; // the pages of this run, in order
    bool isReachable(int id) const { return m_reached.contains(id) && flow().contains(id); }
    void goTo(int id); // any reachable page; validates nothing

    int nextId() const override;
    bool validateCurrentPage() override;
    void done(int result) override;

signals:
    void pageShown(); // currentId() is another page now
    void pageChanged(int id); // its buttons or its state may be different
    void languageRequested(const QString &code);
    void closeRequested();
    void returnPressed();
    void escapePressed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addPages(const Parts &parts);
    static void givePanel(pages::StepPage &page, services::StepService &step);
    void add(pages::PageBase *page);
    void arrive(int id);
    void resume();
    void tidyFrame();

    model::SetupState &m_state;
    bool m_verifyOnly;
    bool m_jumping = false;
    QSet<int> m_reached;
    pages::StartPage *m_start = nullptr;
    QList<pages::StepPage *> m_steps;
};

}
