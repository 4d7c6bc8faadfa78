// DESIGN section 5, cloud.md e.4 and e.5: whatever way the person signs in, no secret is found in anything the program
// shows or leaves behind. One row for each flow and channel; a flow runs once.
#include "flows/SecretFlows.h"

#include <QTest>

using namespace passerelle::tests;

class TestFlowSecrets : public QObject {
    Q_OBJECT

    QList<SecretFlow> m_flows = secretFlows();
    std::map<QString, std::unique_ptr<Evidence>> m_evidence;

    const SecretFlow &flow(const QString &name) const
    {
        return *std::find_if(m_flows.begin(), m_flows.end(), [&](const SecretFlow &one) { return one.name == name; });
    }
    Evidence &evidence(const QString &name)
    {
        auto &entry = m_evidence[name];
        if (!entry) {
            entry = std::make_unique<Evidence>();
            flow(name).run(*entry);
            entry->end();
            entry->lab.stop();
        }
        return *entry;
    }
    static const QStringList &channels()
    {
        static const QStringList all {QStringLiteral("log"),         QStringLiteral("console"),     QStringLiteral("details"),       QStringLiteral("clipboard"),
                                      QStringLiteral("window titles"), QStringLiteral("processes"), QStringLiteral("run file"),      QStringLiteral("key files"),
                                      QStringLiteral("report html"), QStringLiteral("report json"), QStringLiteral("offline files"), QStringLiteral("lab journal"),
                                      QStringLiteral("other files")};
        return all;
    }

private slots:
    // The search itself finds what is hidden in every spelling.
    void searchFindsEverySpelling_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray secret = "Sentinel+/4711==~end";
        QTest::newRow("as it is") << "a" + secret + "b";
        QTest::newRow("percent") << QByteArray("a=Sentinel%2B%2F4711%3D%3D~end&");
        QTest::newRow("hexadecimal") << "x" + secret.toHex();
        for (const char *before : {"", "u", "us", "CONTOSO\\adm:"}) {
            QTest::addRow("base64 after %zu", qstrlen(before)) << "Basic " + (before + secret + "z").toBase64();
            QTest::addRow("base64url after %zu", qstrlen(before)) << (before + secret).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
        }
        const QString wide = QString::fromLatin1(secret);
        QTest::newRow("UTF-16") << QByteArray(reinterpret_cast<const char *>(wide.utf16()), wide.size() * 2);
    }
    void searchFindsEverySpelling()
    {
        QFETCH(QByteArray, text);
        const QList<KnownSecret> secrets {{QStringLiteral("code"), "Sentinel+/4711==~end"}, {QStringLiteral("token"), "eyJhbGciOiJ4In0.eyJhdWQiOiJ4eHgifQ.c2lnbmF0dXJl"}};
        QCOMPARE(secretsIn(text, secrets), QStringList {QStringLiteral("code")});
        QCOMPARE(secretsIn("payload eyJhdWQiOiJ4eHgifQ", secrets), QStringList {QStringLiteral("token")});
        QVERIFY(secretsIn("nothing of it: Sentinel, 4711", secrets).isEmpty());
    }

    void nothingIsFound_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("channel");
        for (const SecretFlow &flow : std::as_const(m_flows)) {
            for (const QString &channel : channels())
                QTest::addRow("%s: %s", qPrintable(flow.name), qPrintable(channel)) << flow.name << channel;
        }
    }
    void nothingIsFound()
    {
        QFETCH(QString, name);
        QFETCH(QString, channel);
        const SecretFlow &wanted = flow(name);
        if (const QString why = wanted.missing(); !why.isEmpty())
            QSKIP(qPrintable(why));
        const Evidence &seen = evidence(name);
        const QByteArray text = seen.texts.value(channel);
        QVERIFY2(seen.problem.isEmpty(), qPrintable(seen.problem + u'\n' + QString::fromUtf8(seen.texts.value(QStringLiteral("console"))).right(1500)));
        for (const QString &kind : wanted.kinds)
            QVERIFY2(std::any_of(seen.secrets.begin(), seen.secrets.end(), [&](const auto &one) { return one.kind == kind && one.value.size() >= 8; }), qPrintable(kind + QStringLiteral(" was not in use")));
        QVERIFY2(!wanted.channels.contains(channel) || !text.trimmed().isEmpty(), "the channel said nothing");

        QStringList found = secretsIn(text, seen.secrets);
        for (const auto &[where, kind] : wanted.allowed) {
            if (where == channel)
                QVERIFY2(found.removeAll(kind), qPrintable(kind + QStringLiteral(" ought to be here: the person asked for it")));
        }
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QStringLiteral(", "))));
        // The start of any token, and what a header with a password or token looks like.
        QVERIFY2(!text.contains("eyJ") && !text.contains("Bearer ey") && !text.contains("Authorization: Basic "), qPrintable(channel));
    }
};

QTEST_MAIN(TestFlowSecrets)
#include "tst_flow_secrets.moc"
