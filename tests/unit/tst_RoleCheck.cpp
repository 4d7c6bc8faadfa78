#include "fakes/FakeExchange.h"
#include "fakes/ScriptedStep.h"
#include "services/Plan.h"
#include "services/RoleCheck.h"

#include <QSignalSpy>
#include <QTest>

using namespace passerelle;
using namespace passerelle::tests;
using inspection::CommandNeed;
using services::RoleCheck;
using services::RoleCheckResult;

namespace {

// A session that has what `needs` names, less what was taken away; names as the server likes to write them.
struct Session {
    QList<CommandNeed> needs;
    QStringList hidden;      // "Set-MailUser" or "Set-MailUser -Confirm"
    QStringList unreadable;  // cmdlets whose Parameters are no dictionary
    bool lowerCase = false;
    FakeExchange exchange;

    explicit Session(QList<CommandNeed> all) : needs(std::move(all))
    {
        exchange.answer(QStringLiteral("Get-Command"), [this](const psrp::Command &command) {
            const QStringList asked = std::get<QStringList>(command.argument(u"Name")->value());
            QList<psrp::Value> found;
            for (const CommandNeed &need : needs) {
                if (asked.contains(need.cmdlet) && !hidden.contains(need.cmdlet))
                    found << described(need);
            }
            return found;
        });
    }

    QString written(const QString &name) const { return lowerCase ? name.toLower() : name; }

    psrp::Value described(const CommandNeed &need) const
    {
        psrp::Argument::Hashtable parameters;
        for (const QString &parameter : need.parameters) {
            if (!hidden.contains(need.cmdlet + QStringLiteral(" -") + parameter))
                parameters.append({written(parameter), {QStringLiteral("ParameterMetadata")}});
        }
        const psrp::Argument list = unreadable.contains(need.cmdlet) ? psrp::Argument("System.Object") : psrp::Argument(parameters);
        return psrp::Value::object(QStringLiteral("CmdletInfo"), {{QStringLiteral("Name"), written(need.cmdlet)}, {QStringLiteral("Parameters"), list}});
    }
};

template <class Op> auto finish(Op *operation)
{
    QSignalSpy finished(operation, &core::Operation::finished);
    operation->start();
    if (finished.isEmpty())
        finished.wait(5000);
    const auto result = operation->result();
    delete operation;
    return *result;
}

model::Settings withUnit()
{
    model::Settings settings;
    settings.organizationalUnit = QStringLiteral("contoso.fr/Applications");
    return settings;
}

}

// procedure.md 4.2: the session's own list of commands tells before any write what the roles do not allow.
class TestRoleCheck : public QObject {
    Q_OBJECT
private slots:
    void everythingIsThere_data()
    {
        QTest::addColumn<bool>("lowerCase");
        QTest::newRow("names as documented") << false;
        QTest::newRow("names in lower case") << true;
    }

    void everythingIsThere()
    {
        QFETCH(bool, lowerCase);
        Session session(RoleCheck::needs(model::Mode::Setup, withUnit()));
        session.lowerCase = lowerCase;
        const RoleCheckResult result = finish(new RoleCheck(session.exchange, model::Mode::Setup, withUnit()));
        QCOMPARE(result.missing, QStringList());
        QCOMPARE(result.missingWrites, QStringList());
        QCOMPARE(result.unlisted, QStringList());
        QCOMPARE(result.cmdlets, 21);
        QCOMPARE(session.exchange.sent.size(), 1);
    }

    void whatIsHiddenIsNamed_data()
    {
        QTest::addColumn<QStringList>("hidden");
        QTest::addColumn<QStringList>("missing");
        QTest::addColumn<QStringList>("missingWrites");
        const QStringList none;
        QTest::newRow("cmdlet that reads") << QStringList {"Get-User"} << QStringList {"Get-User"} << none;
        QTest::newRow("parameter that reads") << QStringList {"Get-User -Filter"} << QStringList {"Get-User -Filter"} << none;
        QTest::newRow("cmdlet that writes") << QStringList {"New-MailUser"} << none << QStringList {"New-MailUser"};
        QTest::newRow("parameter that writes") << QStringList {"Set-MailUser -HiddenFromAddressListsEnabled"} << none
                                               << QStringList {"Set-MailUser -HiddenFromAddressListsEnabled"};
        QTest::newRow("-Confirm") << QStringList {"New-ManagementRoleAssignment -Confirm"} << none << QStringList {"New-ManagementRoleAssignment -Confirm"};
        QTest::newRow("-OrganizationalUnit") << QStringList {"New-MailUser -OrganizationalUnit"} << none << QStringList {"New-MailUser -OrganizationalUnit"};
        QTest::newRow("one it can do without") << QStringList {"Get-SettingOverride"} << none << none;
    }

    void whatIsHiddenIsNamed()
    {
        QFETCH(QStringList, hidden);
        QFETCH(QStringList, missing);
        QFETCH(QStringList, missingWrites);
        Session session(RoleCheck::needs(model::Mode::Setup, withUnit()));
        session.hidden = hidden;
        const RoleCheckResult result = finish(new RoleCheck(session.exchange, model::Mode::Setup, withUnit()));
        QCOMPARE(result.missing, missing);
        QCOMPARE(result.missingWrites, missingWrites);
    }

    void theUnitCountsOnlyWhenItIsSet()
    {
        Session session(RoleCheck::needs(model::Mode::Setup, withUnit()));
        session.hidden = QStringList {"New-MailUser -OrganizationalUnit"};
        QCOMPARE(finish(new RoleCheck(session.exchange, model::Mode::Setup, {})).missingWrites, QStringList());
    }

    void verificationNeedsNoWrites()
    {
        Session session(RoleCheck::needs(model::Mode::Verify, {}));
        const RoleCheckResult result = finish(new RoleCheck(session.exchange, model::Mode::Verify, {}));
        QCOMPARE(result.missingWrites, QStringList());
        QCOMPARE(result.cmdlets, 16);
        const QString sent = session.exchange.sent.first();
        QVERIFY2(!sent.contains(QStringLiteral("New-")) && !sent.contains(QStringLiteral("Set-MailUser")), qPrintable(sent));
    }

    void unreadableParametersAreNotTakenForThere()
    {
        Session session(RoleCheck::needs(model::Mode::Setup, {}));
        session.unreadable = QStringList {"Set-MailUser", "Get-User"};
        const RoleCheckResult result = finish(new RoleCheck(session.exchange, model::Mode::Setup, {}));
        QCOMPARE(result.unlisted, (QStringList {"Get-User", "Set-MailUser"}));
        QCOMPARE(result.missing + result.missingWrites, QStringList());
    }

    // Only what the plan will send is asked for, once, and named by the step that needs it.
    void planAsksForWhatItWillSend_data()
    {
        QTest::addColumn<QStringList>("hidden");
        QTest::addColumn<bool>("needed");
        QTest::addColumn<QString>("lacking");
        QTest::newRow("all there") << QStringList {} << true << QString();
        QTest::newRow("hidden parameter") << QStringList {"New-MailUser -OrganizationalUnit"} << true << "New-MailUser -OrganizationalUnit";
        QTest::newRow("hidden cmdlet") << QStringList {"New-MailUser"} << true << "New-MailUser";
        QTest::newRow("not needed") << QStringList {"New-MailUser"} << false << QString();
    }

    void planAsksForWhatItWillSend()
    {
        QFETCH(QStringList, hidden);
        QFETCH(bool, needed);
        QFETCH(QString, lacking);
        Session session({{QStringLiteral("New-MailUser"), {QStringLiteral("Name"), QStringLiteral("OrganizationalUnit")}}});
        session.hidden = hidden;
        model::SetupState state;
        fakes::ScriptedStep first(QLatin1String(model::step::oauth), state);
        fakes::ScriptedStep second(QLatin1String(model::step::account), state);
        if (needed) {
            second.planned = {{QStringLiteral("account.create"), second.id(), {}, QStringLiteral("a"), {}, {}, {}, false, true, {}}};
            second.sends = {psrp::Command(QStringLiteral("New-MailUser")).with(QStringLiteral("Name"), "a").with(QStringLiteral("OrganizationalUnit"), "b")};
        }
        services::Plan plan({&first, &second}, state, session.exchange);
        QSignalSpy finished(&plan, &model::Activity::finished);
        plan.prepare();
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(session.exchange.sent.size(), needed ? 1 : 0);
        QCOMPARE(plan.failure().has_value(), !lacking.isEmpty());
        QCOMPARE(plan.findings()[1].verdict, lacking.isEmpty() ? model::Verdict::Pass : model::Verdict::Fail);
        if (lacking.isEmpty())
            return;
        QCOMPARE(plan.failure()->code, core::FailureCode::RbacPartial);
        QCOMPARE(plan.failure()->values.value(QStringLiteral("list")), lacking);
        QCOMPARE(plan.findings()[1].code, std::optional(core::FailureCode::RbacPartial));
        QCOMPARE(plan.findings()[0].verdict, model::Verdict::Pass);
    }
};

QTEST_GUILESS_MAIN(TestRoleCheck)
#include "tst_RoleCheck.moc"
