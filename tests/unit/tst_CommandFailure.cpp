#include "inspection/CommandFailure.h"

#include <QTest>

using namespace passerelle;
using inspection::commandFailure;

// psrp.md 12.3: what the roles hide is named down to the parameter.
class TestCommandFailure : public QObject {
    Q_OBJECT
private slots:
    void hiddenPartIsNamed_data();
    void hiddenPartIsNamed();
};

void TestCommandFailure::hiddenPartIsNamed_data()
{
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("parameter");
    QTest::addColumn<QString>("message");
    QTest::addColumn<core::FailureCode>("code");
    QTest::addColumn<QString>("list");
    const auto row = [](const char *name, const char *reason, const char *parameter, const char *message, core::FailureCode code, const char *list) {
        QTest::newRow(name) << reason << parameter << message << code << list;
    };
    using C = core::FailureCode;
    row("cmdlet", "CommandNotFoundException", "", "The term 'Set-MailUser' is not recognized", C::RbacPartial, "Set-MailUser");
    row("parameter the server names", "ParameterBindingException", "hiddenfromaddresslistsenabled", "x", C::RbacPartial,
        "Set-MailUser -HiddenFromAddressListsEnabled");
    row("parameter in a text of any language", "ParameterBindingException", "",
        "Il n'y a pas de paramètre nommé 'HiddenFromAddressListsEnabled'.", C::RbacPartial, "Set-MailUser -HiddenFromAddressListsEnabled");
    row("parameter nobody names", "ParameterBindingException", "", "x", C::RbacPartial, "Set-MailUser");
    row("parameter that was not sent", "ParameterBindingException", "Other", "'Identity'", C::RbacPartial, "Set-MailUser");
    row("another error", "SomethingException", "Identity", "'Identity'", C::UnknownExchange, "Set-MailUser");
}

void TestCommandFailure::hiddenPartIsNamed()
{
    QFETCH(QString, reason);
    QFETCH(QString, parameter);
    QFETCH(QString, message);
    psrp::ErrorRecord error;
    error.reason = reason;
    error.parameter = parameter;
    error.message = message;
    psrp::CommandOutput output;
    output.errors = { error };
    output.failed = true;
    const psrp::Command command = psrp::Command("Set-MailUser").with("Identity", "a").with("HiddenFromAddressListsEnabled", true);
    const core::Failure failure = commandFailure(command, output);
    QTEST(failure.code, "code");
    QTEST(failure.values.value("list"), "list");
    QCOMPARE(failure.values.value("cmdlet"), "Set-MailUser");
}

QTEST_GUILESS_MAIN(TestCommandFailure)
#include "tst_CommandFailure.moc"
