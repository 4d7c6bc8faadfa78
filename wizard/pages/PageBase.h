#pragma once

#include "model/Finding.h"
#include "pages/PageIds.h"

#include <QWizardPage>

class QPushButton;
class QVBoxLayout;

namespace passerelle::model {
class Activity;
}

namespace passerelle::pages {

class TextLabel;

// What every page has in common: the title block, a name, the buttons it wants in the foot of the window, and
// a state for the list at the left. Content is built on the first visit only; texts are made when shown and
// remade when the language changes.
class PageBase : public QWizardPage {
    Q_OBJECT
public:
    // The buttons of the foot, left to right. The primary one stands last; without one of its own, Next is
    // primary.
    struct Foot {
        QList<QPushButton *> secondary;
        QPushButton *primary = nullptr;
        bool back = true;
        bool next = true;
        bool returnPresses =
            true; // Return outside a button presses the primary: never where that would write
    };
    // Forward: reached by Next or by the page before; Revisit: opened again from the list or by Back.
    enum class Entry { Forward, Revisit };

    PageBase(PageId id, const QString &name);

    PageId id() const { return m_id; }
    const QString &name() const { return m_name; } // starts the object names of its widgets
    void enter(Entry entry);
    void initializePage() override { ensureBuilt(); }

    virtual QString heading() const = 0;
    virtual QString help() const = 0;
    virtual QString stepMark() const { return {}; }
    virtual QString helpQuestion() const;
    virtual Foot foot() const { return {}; }
    virtual model::Verdict state() const { return model::Verdict::Pending; }
    // Completeness is asked through isComplete() whenever changed() is emitted; completeChanged() is not
    // used: QWizard hides and shows the whole page on it, which takes the focus out of the page.
    virtual bool isBusy() const { return false; }
    virtual void stopWork() { }

signals:
    void changed(); // foot() or state() may differ now
    void advanceRequested(); // the page is finished and asks for the next one
    void pageRequested(passerelle::pages::PageId id);

protected:
    virtual void build(QVBoxLayout *content) = 0;
    virtual void retranslate() = 0;
    virtual void entered(Entry entry) { Q_UNUSED(entry) }
    virtual QWidget *firstField() const { return nullptr; }

    bool isBuilt() const { return m_heading != nullptr; }
    QString objectNameFor(const char *role) const { return m_name + QLatin1String(role); }
    // A button for the foot; belongs to the page until the foot shows it.
    QPushButton *footButton(const char *role);
    // State of an activity as one word for the list: running, failed, attention, done or to do.
    static model::Verdict stateOf(const model::Activity &activity, bool finished);
    void changeEvent(QEvent *event) override;

private:
    void ensureBuilt();
    void retranslateAll();

    PageId m_id;
    QString m_name;
    TextLabel *m_mark = nullptr;
    TextLabel *m_heading = nullptr;
    TextLabel *m_help = nullptr;
};

}
