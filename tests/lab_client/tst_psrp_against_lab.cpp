#include "lab/test/LabProcess.h"
#include "protocols/psrp/RunspacePool.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

using namespace passerelle;
using namespace passerelle::psrp;

// Our PowerShell remoting client meets what the lab's switches make legal and rare: objects and spellings of reference
// psrp.md 13.3, 14 and 15.
class TestPsrpAgainstLab : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void oddObjects_data();
    void oddObjects();
    void selfReferences();
    void escapes_data();
    void escapes();

private:
    void use(const QJsonObject &switches);
    CommandOutput run(const Command &command);
    static QVariantMap texts(const Value &object);

    std::unique_ptr<LabProcess> m_lab;
    std::unique_ptr<RunspacePool> m_pool;
};

void TestPsrpAgainstLab::initTestCase()
{
    qunsetenv("PASSERELLE_LAB_KEYTAB");
    m_lab = std::make_unique<LabProcess>();
    QVERIFY2(m_lab->isReady(), "no ready line");
}

void TestPsrpAgainstLab::init()
{
    m_pool.reset();
    QCOMPARE(m_lab->control("POST", "/reset").status, 204);
    const QJsonObject ready = m_lab->ready();
    const QJsonObject account = ready["accounts"].toObject()["exchange"].toObject();
    ConnectionSettings settings;
    settings.url = QUrl(ready["exchange"].toObject()["https"].toString());
    settings.user = account["user"].toString();
    settings.password = core::Secret(account["password"].toString().toUtf8());
    settings.scheme = net::SchemePreference::Basic;
    settings.network.trust.extraAuthorities = QSslCertificate::fromPath(ready["ca"].toString());
    m_pool = std::make_unique<RunspacePool>(std::move(settings));
    auto *opening = m_pool->open();
    QSignalSpy finished(opening, &core::Operation::finished);
    opening->start();
    QVERIFY(finished.wait(20'000));
    QVERIFY2(opening->result(), opening->result() ? "" : qPrintable(opening->result().failure().technical));
    opening->deleteLater();
}

void TestPsrpAgainstLab::use(const QJsonObject &switches)
{
    QCOMPARE(m_lab->control("POST", "/faults", { { "switches", switches } }).status, 200);
}

CommandOutput TestPsrpAgainstLab::run(const Command &command)
{
    auto *operation = m_pool->invoke(command, this);
    QSignalSpy finished(operation, &core::Operation::finished);
    operation->start();
    if (!finished.wait(20'000))
        qFatal("operation does not finish");
    core::Result<CommandOutput> result = operation->result();
    operation->deleteLater();
    return result ? *result : CommandOutput();
}

// Every property of the lab's own as text; what the oddities added is looked at by itself.
QVariantMap TestPsrpAgainstLab::texts(const Value &object)
{
    QVariantMap map{ { "type", object.typeNames() }, { "text", object.toString() } };
    for (const QString &name : object.propertyNames()) {
        if (!name.startsWith("Lab"))
            map.insert("." + name, object.property(name).toStringList());
    }
    return map;
}

void TestPsrpAgainstLab::oddObjects_data()
{
    QTest::addColumn<QString>("oddity");
    for (const char *name : { "nested-base", "self-reference", "self-list", "dangling-reference", "type-reference",
                              "lone-surrogate" })
        QTest::newRow(name) << QString(name);
}

// An oddity changes nothing in what else is read.
void TestPsrpAgainstLab::oddObjects()
{
    QFETCH(QString, oddity);
    const Command command = Command("Get-ExchangeServer");
    const CommandOutput plain = run(command);
    QCOMPARE(plain.objects.size(), 2);
    QVERIFY(plain.objects.first().propertyNames().size() > 5);
    use({ { "oddObjects", QJsonArray{ oddity } } });
    const CommandOutput odd = run(command);
    QVERIFY(odd.succeeded());
    QCOMPARE(odd.objects.size(), 2);
    for (int i = 0; i < 2; ++i)
        QCOMPARE(texts(odd.objects[i]), texts(plain.objects[i]));
    const Value &first = odd.objects.first();
    if (oddity == "dangling-reference")
        QVERIFY(first.hasProperty(u"LabGone") && first.property(u"LabGone").isNull());
    if (oddity == "type-reference") {
        QCOMPARE(first.property(u"LabTwin").typeNames(), first.typeNames());
        QCOMPARE(first.property(u"LabTwin").property(u"LabName").toString(), QString("twin"));
    }
    if (oddity == "lone-surrogate")
        QCOMPARE(first.property(u"LabLone").toString(), QString::fromUtf16(u"a\uFFFDb"));
}

// However far one goes into something that contains itself, it is there, and costs nothing.
void TestPsrpAgainstLab::selfReferences()
{
    use({ { "oddObjects", QJsonArray{ "self-reference", "self-list" } } });
    const CommandOutput output = run(Command("Get-ExchangeServer"));
    QVERIFY(output.succeeded());
    const Value &server = output.objects.first();
    Value self = server;
    Value list = server.property(u"LabList");
    for (int depth = 0; depth < 1000; ++depth) {
        self = self.property(u"LabSelf");
        QCOMPARE(list.items().size(), 2);
        QCOMPARE(list.items().first().toString(), QString("first"));
        list = list.items().last();
    }
    QCOMPARE(self.property(u"Name").toString(), server.property(u"Name").toString());
}

void TestPsrpAgainstLab::escapes_data()
{
    QTest::addColumn<QString>("spelling");
    for (const char *name : { "", "small", "capital", "eight-digits" })
        QTest::newRow(name) << QString(name);
}

void TestPsrpAgainstLab::escapes()
{
    QFETCH(QString, spelling);
    use({ { "escapes", spelling } });
    const QString text = QString::fromUtf16(u"_x0041_ _X000a_ _x_ a\tb\u0085 \U0001F600 _x005F_ <&> é");
    const CommandOutput made = run(Command("New-MailUser")
                                       .with("Name", QString("Odd"))
                                       .with("ExternalEmailAddress", QString("odd@contoso.fr"))
                                       .with("DisplayName", text)
                                       .with("Confirm", false));
    QVERIFY(made.succeeded());
    QCOMPARE(made.objects.size(), 1);
    QCOMPARE(made.objects.first().property(u"DisplayName").toString(), text);
    const CommandOutput read = run(Command("Get-MailUser").with("Identity", QString("Odd")));
    QCOMPARE(read.objects.size(), 1);
    QCOMPARE(read.objects.first().property(u"DisplayName").toString(), text);
}

QTEST_GUILESS_MAIN(TestPsrpAgainstLab)
#include "tst_psrp_against_lab.moc"
