#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QTest>

namespace passerelle::tests {

// The throw-away Kerberos realm of tests/kerberos/realm.py for one test: a real MIT KDC of CONTOSO.FR on
// loopback. Waits are allowed here: it is test code.
class Realm {
public:
    ~Realm();

    // Why there can be no realm on this machine; empty when there can.
    static QString missing();

    // Starts the KDC and enters the realm: until stop() this process and what it starts from now on (the lab
    // too, which then accepts Kerberos) have its environment. Nobody is signed in.
    bool start();
    void stop(); // the environment is as before; KDC, keys and tickets are gone
    QString problem() const { return m_problem; } // of the last call that returned false

    QString name() const { return m_ready.value(QStringLiteral("realm")).toString(); }
    QString keytab() const { return m_ready.value(QStringLiteral("keytab")).toString(); }
    // "adm.exchange" (the lab knows it), "lecteur" (the lab does not), "adm.expire", "adm.desactive"
    QString principal(const QString &account = QStringLiteral("adm.exchange")) const;
    QString password() const; // of every account

    // As if the person had signed in to the machine: a ticket in the cache of KRB5CCNAME.
    bool signIn(const QString &account = QStringLiteral("adm.exchange"));
    void signOut();
    // Tickets in that cache, one principal each.
    QStringList tickets() const;

private:
    bool run(const QString &program, const QStringList &arguments, const QByteArray &input,
             QByteArray *output) const;

    QProcess m_process;
    QJsonObject m_ready;
    QString m_problem;
    QHash<QByteArray, QByteArray> m_before; // variables as they were; null: not set
};

// main() of a test program that is about Kerberos only: exit code 77 (skipped) without a KDC.
template <typename TestObject> int kerberosMain(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (const QString why = Realm::missing(); !why.isEmpty()) {
        std::printf("SKIPPED: %s\n", qPrintable(why));
        return 77;
    }
    TestObject test;
    QTEST_SET_MAIN_SOURCE_PATH
    const int failures = QTest::qExec(&test, argc, argv);
    return failures == 77 ? 76 : failures;
}

}
