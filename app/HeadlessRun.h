#pragma once

#include "app/Composition.h"
#include "app/Console.h"
#include "app/ConsoleSignIn.h"
#include "app/Options.h"

#include <QHash>
#include <QSet>

namespace passerelle::app {

// The whole procedure in the console, with the services and the words of the window. Ends the event loop with the exit
// code of DESIGN section 1.
class HeadlessRun : public QObject {
    Q_OBJECT
public:
    HeadlessRun(Composition &run, Options options);

    void start();
    void stop();  // Ctrl+C: ends at the next safe point

signals:
    void finished(passerelle::app::Exit exit);

private:
    void watch(model::Activity &activity);
    void printNews(const model::Activity &activity);
    void printWaits(const model::Activity &activity);
    bool takeOn(const model::Activity &activity, Exit otherwise);
    void connectExchange();
    bool askAccess(model::ExchangeAccess &access, core::Secret &password);
    void signIn();
    void afterSignIn();
    void takeAnswer();
    void saveForOperator(qsizetype index);
    void signedIn();
    void tell(const core::Failure &failure);
    void checkPrerequisites();
    void review();
    void printChange(const model::Change &change);
    QStringList takenOffers(const QList<model::Change> &changes);
    void runStep(qsizetype index);
    void verify();
    void conclude(Exit exit);
    void heading(const QString &text);

    Composition &m_run;
    Options m_options;
    Console m_console;
    ConsoleSignIn m_signIn;
    QSet<QString> m_printed;
    QHash<QString, int> m_waits;  // seconds last printed, by line
    model::Activity *m_current = nullptr;
    bool m_stepFailed = false;
    bool m_answerMissing = false;  // step 6 waits for another operator
    bool m_stopped = false;
    bool m_concluded = false;
};

}
