#include "fakes/FakeExchange.h"
#include "report/HtmlReport.h"
#include "report/JsonReport.h"
#include "services/AccountStep.h"
#include "services/PartnerApplicationStep.h"
#include "text/FailureText.h"
#include "text/FindingText.h"
#include "text/StepText.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>

using namespace passerelle;
using namespace passerelle::tests;
using psrp::Value;

namespace {

// Steps 2 and 3 ask nothing of Microsoft Graph.
class NoDirectory : public graph::Directory {
public:
    core::OperationOf<graph::Organization> *organization() override { return nullptr; }
    core::OperationOf<QList<graph::Domain>> *domains() override { return nullptr; }
    core::OperationOf<graph::Person> *me() override { return nullptr; }
    core::OperationOf<graph::ServicePrincipal> *servicePrincipal(const QString &) override { return nullptr; }
    core::OperationOf<QList<graph::PrincipalAnswer>> *servicePrincipals(const QStringList &) override { return nullptr; }
    core::OperationOf<QList<graph::WriteAnswer>> *updateKeyCredentials(const QList<graph::KeyWrite> &) override { return nullptr; }
    core::OperationOf<graph::ServicePrincipal> *createServicePrincipal(const QString &) override { return nullptr; }
    core::OperationOf<QList<graph::HybridApplication>> *hybridApplications() override { return nullptr; }
};

// What the organisation holds; the answers read it.
struct World {
    QString kind = QStringLiteral("MailUser");  // empty: no account
    bool hidden = false;
    QStringList roles;
    bool applicationExists = false;
    bool enabled = true;
    QString linked;
    QString identity = QStringLiteral("contoso.fr/Users/SfBOnline-ApplicationAccount");

    FakeExchange exchange;
    NoDirectory directory;
    model::SetupState state;
    core::Clock clock;
    net::NetworkSettings network;
    model::CallLog calls;
    services::Environment environment {state, exchange, directory, clock, network, calls};

    World()
    {
        model::Settings settings;
        settings.domain = QStringLiteral("contoso.fr");
        settings.domainController = QStringLiteral("dc1.contoso.fr");
        state.setSettings(settings);
        const auto user = [this](const psrp::Command &) -> QList<Value> {
            if (kind.isEmpty())
                return {};
            return {Value::object(QStringLiteral("User"), {{QStringLiteral("Name"), QStringLiteral("SfBOnline-ApplicationAccount")},
                                                           {QStringLiteral("Guid"), QStringLiteral("11111111-2222-3333-4444-555555555555")},
                                                           {QStringLiteral("Identity"), identity},
                                                           {QStringLiteral("RecipientTypeDetails"), kind},
                                                           {QStringLiteral("HiddenFromAddressListsEnabled"), hidden}})};
        };
        exchange.answer(QStringLiteral("Get-User"), user);
        exchange.answer(QStringLiteral("Get-MailUser"), user);
        exchange.answer(QStringLiteral("Get-Recipient"), [](const psrp::Command &) { return QList<Value> {}; });
        exchange.answer(QStringLiteral("Get-PartnerApplication"), [this](const psrp::Command &) -> QList<Value> {
            if (!applicationExists)
                return {};
            return {Value::object(QStringLiteral("PartnerApplication"), {{QStringLiteral("Name"), QStringLiteral("SfBOnline")}, {QStringLiteral("Guid"), QStringLiteral("g")},
                                                                         {QStringLiteral("ApplicationIdentifier"), QLatin1String(model::constant::skypeOnlineAppId)},
                                                                         {QStringLiteral("Enabled"), enabled}, {QStringLiteral("UseAuthServer"), true},
                                                                         {QStringLiteral("LinkedAccount"), linked}})};
        });
        exchange.answer(QStringLiteral("Get-ManagementRoleAssignment"), [this](const psrp::Command &command) -> QList<Value> {
            const QString role = std::get<QString>(command.argument(u"Role")->value());
            if (!roles.contains(role))
                return {};
            return {Value::object(QStringLiteral("Assignment"), {{QStringLiteral("Role"), role}, {QStringLiteral("RoleAssigneeName"), QStringLiteral("SfBOnline-ApplicationAccount")},
                                                                 {QStringLiteral("RoleAssigneeType"), QStringLiteral("User")}, {QStringLiteral("Enabled"), true}})};
        });
        exchange.answer(QStringLiteral("Set-MailUser"), [this](const psrp::Command &) {
            hidden = true;
            return QList<Value> {};
        });
        exchange.answer(QStringLiteral("New-ManagementRoleAssignment"), [this](const psrp::Command &command) {
            roles << std::get<QString>(command.argument(u"Role")->value());
            return QList<Value> {};
        });
        exchange.answer(QStringLiteral("Set-PartnerApplication"), [](const psrp::Command &) { return QList<Value> {}; });
    }
};

void finish(services::StepService &step, void (services::StepService::*what)())
{
    QSignalSpy spy(&step, &model::Activity::finished);
    (step.*what)();
    QTRY_COMPARE(spy.count(), 1);
}

}

class TestStepConsent : public QObject {
    Q_OBJECT

    static QStringList acceptOnly(services::StepService &step, model::SetupState &state, const QString &changeId)
    {
        QStringList accepted, declined;
        for (const model::Change &change : step.changes())
            (change.id == changeId ? accepted : declined) << change.key();
        state.acceptPlan(accepted, declined);
        return declined;
    }

private slots:
    // ux.md U5, U50: a row that was not ticked is not written, whatever else of the same step is.
    void declinedRolesAreNotAssigned()
    {
        World world;
        services::AccountStep step(world.environment);
        finish(step, &services::StepService::probe);
        QCOMPARE(step.changes().size(), 3);  // hide, and two roles
        QCOMPARE(acceptOnly(step, world.state, QStringLiteral("account.hide")).size(), 2);
        finish(step, &services::StepService::run);
        QCOMPARE(step.status(), model::StepStatus::Done);
        QCOMPARE(world.exchange.writes(), QStringList {QStringLiteral("Set-MailUser")});
    }

    void declinedHidingIsNotDone()
    {
        World world;
        services::AccountStep step(world.environment);
        finish(step, &services::StepService::probe);
        acceptOnly(step, world.state, QStringLiteral("account.role"));
        finish(step, &services::StepService::run);
        QCOMPARE(step.status(), model::StepStatus::Done);
        QCOMPARE(world.exchange.writes(), QStringList({QStringLiteral("New-ManagementRoleAssignment"), QStringLiteral("New-ManagementRoleAssignment")}));
        QVERIFY(!world.hidden);
    }

    // psrp.md 13.2: what a server says reaches no screen, report or run file with control or direction characters, nor at
    // any length; commands name the object as it is.
    void hostileName()
    {
        const QString spoof = QStringLiteral("contoso.fr/Users/\u202Egnp\u001B]0;x\u0007");
        const auto clean = [](const QString &text) {
            return text.size() < 40'000 && !text.contains(QChar(0x202E)) && !text.contains(QChar(0x1B)) && !text.contains(QChar(7));
        };
        World world;
        world.identity = spoof + QString(1 << 20, u'x');
        world.kind = QStringLiteral("UserMailbox");
        services::AccountStep step(world.environment);
        finish(step, &services::StepService::probe);
        QCOMPARE(step.failure()->code, core::FailureCode::MuExists);
        QVERIFY(text::failureSentence(*step.failure()).contains(QStringLiteral("contoso.fr/Users/gnp")));
        QVERIFY(clean(text::failureSentence(*step.failure())));

        world.identity = spoof;
        world.kind = QStringLiteral("MailUser");
        finish(step, &services::StepService::probe);
        QStringList keys;
        for (const model::Change &change : step.changes()) {
            keys << change.key();
            QVERIFY(clean(text::changeTitle(change) + text::changeBefore(change) + text::changeAfter(change)));
        }
        world.state.acceptPlan(keys, {});
        finish(step, &services::StepService::run);
        QCOMPARE(step.status(), model::StepStatus::Done);
        QVERIFY(!step.findings().isEmpty());
        for (const model::Finding &finding : step.findings()) {
            QVERIFY(clean(text::findingTitle(finding) + text::findingDetail(finding) + finding.evidence.join(u' ')));
            QVERIFY(clean(QStringList(finding.values.values()).join(u' ')));
        }
        QVERIFY(world.exchange.sent.filter(QStringLiteral("New-ManagementRoleAssignment")).value(0).contains(spoof));

        model::Change change = world.state.stepRecord(QStringLiteral("account")).changes.value(0);
        change.object = spoof;
        change.after = spoof + QString(1 << 20, u'x');
        world.state.addPerformedChange(QStringLiteral("account"), change);
        world.state.setChecks({{QStringLiteral("V1"), model::Verdict::Fail, {{QStringLiteral("name"), spoof}}, core::FailureCode::MuExists, {spoof}, -1, {}}}, QDateTime::currentDateTimeUtc());
        const report::ReportData data = report::gather(world.state, QDateTime::currentDateTimeUtc());
        QVERIFY(clean(report::toHtml(data)));
        for (const QJsonValue told : report::toJson(data)[QStringLiteral("steps")].toArray()) {
            for (const QJsonValue one : told.toObject()[QStringLiteral("changes")].toArray())
                QVERIFY(clean(one[QStringLiteral("object")].toString() + one[QStringLiteral("after")].toString()));
        }
    }

    void nothingIsWrittenWithoutAPlan()
    {
        World world;
        services::AccountStep step(world.environment);
        finish(step, &services::StepService::probe);
        finish(step, &services::StepService::run);
        QCOMPARE(step.failure()->code, core::FailureCode::PlanChanged);
        QCOMPARE(world.exchange.writes(), QStringList());
    }

    // A difference that appeared after the review is never written on the strength of the old consent (ux.md U55).
    void newDifferenceStops()
    {
        World world;
        world.hidden = true;
        services::AccountStep step(world.environment);
        finish(step, &services::StepService::probe);
        QCOMPARE(step.changes().size(), 2);
        QStringList keys;
        for (const model::Change &change : step.changes())
            keys << change.key();
        world.state.acceptPlan(keys, {});
        world.hidden = false;
        finish(step, &services::StepService::run);
        QCOMPARE(step.failure()->code, core::FailureCode::PlanChanged);
        QCOMPARE(world.exchange.writes(), QStringList());
    }

    void unsavedRunFileStops()
    {
        World world;
        services::AccountStep step(world.environment);
        finish(step, &services::StepService::probe);
        acceptOnly(step, world.state, QStringLiteral("account.hide"));
        world.state.setSaveFailure(core::Failure {core::FailureCode::LocalFile, {}, {}, true});
        finish(step, &services::StepService::run);
        QCOMPARE(step.failure()->code, core::FailureCode::LocalFile);
        QCOMPARE(world.exchange.writes(), QStringList());
    }

    // procedure.md 7: an account Exchange or Lync made is kept; it has no entry in address lists to hide.
    void linkedAccountOfAnotherKindIsKept()
    {
        World world;
        world.kind = QStringLiteral("LinkedUser");
        world.applicationExists = true;
        world.linked = QStringLiteral("contoso.fr/Users/SfBOnline-ApplicationAccount");
        world.roles = QStringList {QStringLiteral("UserApplication"), QStringLiteral("ArchiveApplication")};
        services::AccountStep step(world.environment);
        finish(step, &services::StepService::probe);
        QCOMPARE(step.status(), model::StepStatus::AlreadyDone);
    }

    void takenNameIsRefused()
    {
        World world;
        world.kind = QStringLiteral("UserMailbox");
        services::AccountStep step(world.environment);
        finish(step, &services::StepService::probe);
        QCOMPARE(step.failure()->code, core::FailureCode::MuExists);
    }

    // Without New-MailUser in the session the step says so before the review (SPLIT-PERM).
    void splitPermissionsAreSaidBeforehand()
    {
        World world;
        world.kind.clear();
        world.exchange.answer(QStringLiteral("Get-Command"), [](const psrp::Command &) { return QList<Value> {}; });
        services::AccountStep step(world.environment);
        finish(step, &services::StepService::probe);
        QCOMPARE(step.failure()->code, core::FailureCode::SplitPerm);
    }

    // A write that did not take is found out by reading back, however many rows were accepted.
    void partnerReadBackCanFail()
    {
        World world;
        world.hidden = true;
        world.applicationExists = true;
        world.enabled = false;
        world.state.setAccount(model::AccountIdentity {QStringLiteral("SfBOnline-ApplicationAccount"), QStringLiteral("x"), {}, QStringLiteral("contoso.fr/Users/SfBOnline-ApplicationAccount"), {}, false});
        services::PartnerApplicationStep step(world.environment);
        finish(step, &services::StepService::probe);
        QCOMPARE(step.changes().size(), 2);
        QStringList keys;
        for (const model::Change &change : step.changes())
            keys << change.key();
        world.state.acceptPlan(keys, {});
        finish(step, &services::StepService::run);
        QCOMPARE(world.exchange.writes(), QStringList {QStringLiteral("Set-PartnerApplication")});
        QCOMPARE(step.failure()->code, core::FailureCode::DcReplication);
    }

    // A link to an account that is gone is repaired, not taken for right.
    void deadLinkIsAChange()
    {
        World world;
        world.kind.clear();
        world.applicationExists = true;
        world.linked = QStringLiteral("contoso.fr/Users/Deleted");
        services::PartnerApplicationStep step(world.environment);
        finish(step, &services::StepService::probe);
        QCOMPARE(step.changes().size(), 1);
        QCOMPARE(step.changes().first().id, QStringLiteral("partner-application.link"));
    }
};

QTEST_GUILESS_MAIN(TestStepConsent)
#include "tst_StepConsent.moc"
