"""pypsrp, a client written by others, carries steps 2 to 4 of the procedure through against the lab.

pypsrp_lab.py LAB CLIENT. Our own client (CLIENT, interop/psrp_client) then does the same over https with Basic, and both
must have received the same (beside.py).
"""

import hashlib
import sys

from pypsrp.complex_objects import GenericComplexObject
from pypsrp.exceptions import AuthenticationError, WSManFaultError
from pypsrp.powershell import PowerShell, PSInvocationState, RunspacePool
from pypsrp.wsman import WSMan
from urllib.parse import urlsplit

from labrun import check, lab

NAME = "SfBOnline-ApplicationAccount"
ADDRESS = NAME + "@contoso.fr"
SKYPE = "00000004-0000-0ff1-ce00-000000000000"


def connection(ready, password=None):
    account = ready["accounts"]["exchange"]
    return WSMan(
        "127.0.0.1",
        port=urlsplit(ready["exchange"]["https"]).port,
        path="PowerShell/",
        ssl=True,
        auth="basic",
        username=account["user"],
        password=password or account["password"],
        encryption="never",
        cert_validation=ready["ca"],
    )


def run(pool, command, **parameters):
    shell = PowerShell(pool)
    shell.add_cmdlet(command)
    for name, value in parameters.items():
        shell.add_parameter(name, value)
    output = shell.invoke()
    return shell, output


def properties(value):
    check(isinstance(value, GenericComplexObject), "an object came back")
    return value.adapted_properties


def steps(pool, ready):
    dc = "dc1.contoso.fr"
    shell, commands = run(pool, "Get-Command", Name=["New-MailUser", "Set-MailUser"])
    check([c.adapted_properties["Name"] for c in commands] == ["New-MailUser", "Set-MailUser"], "Get-Command")
    check("DomainController" in commands[0].adapted_properties["Parameters"], "parameters are listed")

    shell, servers = run(pool, "Get-ExchangeServer")
    check([s.adapted_properties["Fqdn"] for s in servers] == ["ex1.contoso.fr", "ex2.contoso.fr"], "two servers")

    shell, found = run(pool, "Get-User", Filter=f"Name -eq '{NAME}'", DomainController=dc)
    check(not found and not shell.had_errors, "a filter without match is no error")
    shell, found = run(pool, "Get-MailUser", Identity=NAME, DomainController=dc)
    error = shell.streams.error[0]
    check(shell.state == PSInvocationState.COMPLETED, "a missing identity does not end the pipeline")
    check(error.reason == "ManagementObjectNotFoundException", "its reason is the class")
    check("[FailureCategory=Cmdlet-ManagementObjectNotFoundException]" in error.fq_error, "its id has the category")

    shell, created = run(pool, "New-MailUser", Name=NAME, ExternalEmailAddress=ADDRESS, DomainController=dc, Confirm=False)
    user = properties(created[0])
    check(not shell.had_errors and user["RecipientTypeDetails"] == "MailUser", "New-MailUser")
    check(user["Identity"] == f"contoso.fr/Users/{NAME}", "the identity is a canonical name")
    check(created[0].types[0] == "Microsoft.Exchange.Data.Directory.Management.MailUser", "type name without prefix")
    shell, again = run(pool, "New-MailUser", Name=NAME, ExternalEmailAddress=ADDRESS, DomainController=dc, Confirm=False)
    check(shell.streams.error[0].reason == "ProxyAddressExistsException", "the address is taken")
    shell, again = run(
        pool, "New-MailUser", Name=NAME, ExternalEmailAddress="other@contoso.fr", DomainController=dc, Confirm=False
    )
    check(shell.streams.error[0].reason == "ADObjectAlreadyExistsException", "the name is taken")

    guid = str(user["Guid"])
    shell, _ = run(
        pool, "Set-MailUser", Identity=guid, HiddenFromAddressListsEnabled=True, DomainController=dc, Confirm=False
    )
    check(not shell.had_errors, "Set-MailUser")
    shell, _ = run(
        pool, "Set-MailUser", Identity=guid, HiddenFromAddressListsEnabled=True, DomainController=dc, Confirm=False
    )
    check("no settings" in str(shell.streams.warning[0].message), "a second time only warns")

    for role in ("UserApplication", "ArchiveApplication"):
        shell, held = run(
            pool, "Get-ManagementRoleAssignment", Role=role, RoleAssignee=user["Identity"], DomainController=dc
        )
        check(not held and not shell.had_errors, f"{role} not assigned yet")
        shell, made = run(
            pool, "New-ManagementRoleAssignment", Role=role, User=user["Identity"], DomainController=dc, Confirm=False
        )
        check(properties(made[0])["Name"] == f"{role}-{NAME}", "the assignment is named by the server")

    shell, made = run(
        pool,
        "New-PartnerApplication",
        Name="SfBOnline",
        ApplicationIdentifier=SKYPE,
        Enabled=True,
        LinkedAccount=user["Identity"],
        DomainController=dc,
        Confirm=False,
    )
    check(properties(made[0])["LinkedAccount"] == user["Identity"], "New-PartnerApplication")

    shell, config = run(pool, "Get-AuthConfig", DomainController=dc)
    thumbprint = properties(config[0])["CurrentCertificateThumbprint"]
    shell, certificates = run(pool, "Get-ExchangeCertificate", Server="ex1.contoso.fr", Thumbprint=thumbprint)
    der = properties(certificates[0])["RawData"]
    check(list(certificates[0].adapted_properties) == ["RawData"], "a certificate has RawData only")
    check(hashlib.sha1(bytes(der)).hexdigest().upper() == thumbprint, "the bytes have that thumbprint")
    shell, certificates = run(pool, "Get-ExchangeCertificate", Server="ex1.contoso.fr", Thumbprint="0" * 40)
    check(shell.streams.error[0].reason == "InvalidOperationException", "an absent certificate")


def refusals(pool):
    for command, parameters, reason in (
        ("Get-Nothing", {}, "CommandNotFoundException"),
        ("New-MailUser", {"Name": "x", "ApplicationAccount": "y"}, "ParameterBindingException"),
        ("New-MailUser", {"Name": "x"}, "ParameterBindingException"),
    ):
        shell = PowerShell(pool)
        shell.add_cmdlet(command)
        for name, value in parameters.items():
            shell.add_parameter(name, value)
        shell.invoke()
        check(shell.state == PSInvocationState.FAILED, f"{command} {list(parameters)} fails")
        check(shell.streams.error[-1].reason == reason, f"with {reason}")
    shell = PowerShell(pool)
    shell.add_script("$x = 1")
    shell.invoke()
    check(shell.streams.error[-1].fq_error == "ScriptsNotAllowed", "a script is refused")


def piped(pool):
    shell = PowerShell(pool)
    shell.add_cmdlet("Get-MailUser").add_parameter("Identity", NAME)
    shell.add_cmdlet("Set-MailUser").add_parameter("DisplayName", "Skype").add_parameter("Confirm", False)
    shell.invoke()
    check(not shell.had_errors, "a structured pipe of two commands")


def odd_objects(running):
    """Of the lab's rare objects and spellings (its README), those that pypsrp can read."""
    import beside  # it needs this module too

    def server(**switches):
        running.post("/faults", {"switches": {"oddObjects": [], "escapes": "", **switches}}).raise_for_status()
        with connection(running.ready) as wsman, RunspacePool(wsman, configuration_name="Microsoft.Exchange") as pool:
            return beside.value_of_pypsrp(run(pool, "Get-ExchangeServer")[1][0])

    plain = server()
    check(len(plain["properties"]) > 5, "a server as it always is")
    check(server(oddObjects=["nested-base"]) == plain, "the properties in a base object")
    odd = server(oddObjects=["self-reference", "type-reference"])
    check(odd["properties"].pop("LabSelf") == "<around>", "an object that holds itself")
    check(odd["properties"].pop("LabTwin") == {**plain, "properties": {"LabName": "twin"}}, "a type by reference")
    check(odd == plain, "and nothing else is different")
    try:
        server(oddObjects=["dangling-reference"])
        check(False, "pypsrp raises on a reference to nothing (psrp.md 11.2)")
    except KeyError:
        check(True, "a reference to nothing is written: pypsrp raises on it")
    running.post("/faults", {"switches": {"oddObjects": [], "escapes": "small"}}).raise_for_status()
    text = "_x0041_ a\tb \U0001f600"
    with connection(running.ready) as wsman, RunspacePool(wsman, configuration_name="Microsoft.Exchange") as pool:
        run(pool, "Set-MailUser", Identity=NAME, DisplayName=text, Confirm=False)
        shell, found = run(pool, "Get-MailUser", Identity=NAME)
        check(properties(found[0])["DisplayName"] == text, "escapes in small letters")


def same_as_ours(running, client):
    """Our client beside pypsrp, both over https with Basic."""
    import beside  # it needs this module too

    ready = running.ready
    account = ready["accounts"]["exchange"]
    order = {"url": "https://127.0.0.1/PowerShell/", "user": account["user"], "ca": ready["ca"], "scheme": "basic",
             "address": "127.0.0.1", "port": urlsplit(ready["exchange"]["https"]).port}
    beside.same_as_ours(running, client, connection(ready), order, account["password"])


def main():
    with lab() as running:
        ready = running.ready
        try:
            with connection(ready, "wrong") as wsman, RunspacePool(wsman, configuration_name="Microsoft.Exchange"):
                check(False, "a wrong password must be refused")
        except AuthenticationError:
            check(True, "a wrong password is refused")
        try:
            with connection(ready) as wsman, RunspacePool(wsman, configuration_name="Microsoft.PowerShell"):
                check(False, "another configuration must be refused")
        except WSManFaultError as fault:
            check(fault.code == 2150858811, "another configuration name: 2150858811")
        with connection(ready) as wsman:
            with RunspacePool(wsman, configuration_name="Microsoft.Exchange") as pool:
                check(len(running.get("/state")["shells"]) == 1, "one shell is open")
                steps(pool, ready)
                refusals(pool)
                piped(pool)
            check(running.get("/state")["shells"] == [], "the shell was deleted")
        state = running.get("/state")
        user = [u for u in state["mailUsers"] if u["Name"] == NAME]
        check(len(user) == 1 and user[0]["HiddenFromAddressListsEnabled"], "the state shows the hidden mail user")
        written = [r["name"] for r in running.get("/requests") if r["kind"] == "cmdlet" and r["changed"]]
        expected = ["New-MailUser", "Set-MailUser"] + 2 * ["New-ManagementRoleAssignment"]
        check(written[:5] == expected + ["New-PartnerApplication"], "the journal shows the writes in order")

        # The same over answers cut into small fragments and spread over many Receives.
        running.post("/faults", {"switches": {"fragmentSize": 400, "fragmentsPerReceive": 3}}).raise_for_status()
        with connection(ready) as wsman, RunspacePool(wsman, configuration_name="Microsoft.Exchange") as pool:
            shell, servers = run(pool, "Get-ExchangeServer")
            check(len(servers) == 2, "small fragments come together again")
            running.post("/faults", {"faults": [{"kind": "delay", "match": "Get-AuthConfig", "ms": 1500}]})
            shell, config = run(pool, "Get-AuthConfig")
            check(len(config) == 1, "a slow cmdlet is waited for")

            # (An unknown message type is not tried here: pypsrp raises KeyError on one.)
            odd = [{"kind": "timed-out", "count": 2}, {"kind": "host-call", "method": 15, "name": "WriteLine1", "count": 1}]
            running.post("/faults", {"faults": odd}).raise_for_status()
            shell, domains = run(pool, "Get-AcceptedDomain")
            check(len(domains) == 4, "empty polls and a host call do not disturb")

            running.delete("/faults")
            running.post("/faults", {"faults": [{"kind": "delay", "match": "Set-MailUser", "ms": 60000}]})
            shell = PowerShell(pool)
            shell.add_cmdlet("Set-MailUser").add_parameter("Identity", NAME).add_parameter("DisplayName", "late")
            shell.begin_invoke()
            shell.stop()
            check(shell.state == PSInvocationState.STOPPED, "a running cmdlet can be stopped")
            late = [u for u in running.get("/state")["mailUsers"] if u["DisplayName"] == "late"]
            check(not late, "and what was stopped was not done")
        running.delete("/faults")
        odd_objects(running)
        same_as_ours(running, sys.argv[2])


if __name__ == "__main__":
    main()
