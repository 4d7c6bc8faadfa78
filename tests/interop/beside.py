"""Steps 2 to 4 of the procedure by two clients, pypsrp and ours: each against the lab as it was at the start. Both must
have received the same: objects with type, text and every property, errors, warnings.

What the lab makes anew for each of the two (certificates, GUIDs of new objects, the moment of a change, the number of a
request) is named instead of compared; all else must be equal to the letter.
"""

import base64
import datetime
import json
import os
import re
import subprocess
import xml.etree.ElementTree as ElementTree

from pypsrp.complex_objects import GenericComplexObject
from pypsrp.powershell import PSInvocationState, RunspacePool

import pypsrp_lab
from labrun import check

NAME, ADDRESS = pypsrp_lab.NAME, pypsrp_lab.ADDRESS
ACCOUNT = f"contoso.fr/Users/{NAME}"
DC = {"DomainController": "dc1.contoso.fr"}
WRITE = {**DC, "Confirm": False}
EX1 = {"Server": "ex1.contoso.fr"}
GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def procedure(thumbprint):
    """(cmdlet, parameters, objects, warnings, reasons of the errors, does the pipeline fail?)"""
    new_user = {"Name": NAME, "ExternalEmailAddress": ADDRESS, **WRITE}
    hidden = {"Identity": ACCOUNT, "HiddenFromAddressListsEnabled": True, **WRITE}
    partner = {"Name": "SfBOnline", "ApplicationIdentifier": pypsrp_lab.SKYPE, "Enabled": True, "LinkedAccount": ACCOUNT,
               **WRITE}
    missing, bad = ["ManagementObjectNotFoundException"], ["ParameterBindingException"]
    yield "Get-Command", {"Name": ["New-MailUser", "Set-MailUser", "New-PartnerApplication"]}, 3, 0, [], False
    yield "Get-ExchangeServer", {}, 2, 0, [], False
    yield "Get-AcceptedDomain", {}, 4, 0, [], False
    # Step 2: the account.
    yield "Get-User", {"Filter": f"Name -eq '{NAME}'", **DC}, 0, 0, [], False
    yield "Get-MailUser", {"Identity": NAME, **DC}, 0, 0, missing, False
    yield "New-MailUser", new_user, 1, 0, [], False
    yield "New-MailUser", new_user, 0, 0, ["ProxyAddressExistsException"], False
    other = {**new_user, "ExternalEmailAddress": "other@contoso.fr"}
    yield "New-MailUser", other, 0, 0, ["ADObjectAlreadyExistsException"], False
    yield "New-MailUser", {"Name": "x"}, 0, 0, bad, True
    yield "New-MailUser", {"Name": "x", "ApplicationAccount": "y"}, 0, 0, bad, True
    yield "Set-MailUser", hidden, 0, 0, [], False
    yield "Set-MailUser", hidden, 0, 1, [], False
    yield "Set-MailUser", {**hidden, "Identity": "nobody at all"}, 0, 0, missing, False
    yield "Get-User", {"Filter": f"Name -eq '{NAME}'", **DC}, 1, 0, [], False
    yield "Get-MailUser", {"Identity": NAME, **DC}, 1, 0, [], False
    # Step 3: its roles, the partner application.
    for role in ("UserApplication", "ArchiveApplication"):
        assignment = {"Role": role, "User": ACCOUNT, **WRITE}
        yield "Get-ManagementRoleAssignment", {"Role": role, "RoleAssignee": ACCOUNT, **DC}, 0, 0, [], False
        yield "New-ManagementRoleAssignment", assignment, 1, 0, [], False
        again = {**assignment, "Name": f"{role}-{NAME}"}  # without a name the server takes a free one
        yield "New-ManagementRoleAssignment", again, 0, 0, 1, None  # of whatever class
        yield "Get-ManagementRoleAssignment", {"Role": role, "RoleAssignee": ACCOUNT, **DC}, 1, 0, [], False
    yield "New-PartnerApplication", partner, 1, 0, [], False
    yield "New-PartnerApplication", partner, 0, 0, 1, None
    yield "Get-PartnerApplication", DC, None, 0, [], False
    # Step 4: the certificate.
    yield "Get-AuthConfig", DC, 1, 0, [], False
    yield "Get-ExchangeCertificate", {**EX1, "Thumbprint": thumbprint}, 1, 0, [], False
    yield "Get-ExchangeCertificate", {**EX1, "Thumbprint": "0" * 40}, 0, 0, ["InvalidOperationException"], False
    yield "Get-Nothing", {}, 0, 0, ["CommandNotFoundException"], True


def value_of_pypsrp(value, around=()):
    """As psrp_client reports it. An object inside itself is "<around>"; a base object lends its properties."""
    if any(value is one for one in around):
        return "<around>"
    if isinstance(value, (GenericComplexObject, dict, list, tuple)):
        around = (*around, value)
    if isinstance(value, GenericComplexObject):
        bases = [one for one in value.property_sets if isinstance(one, GenericComplexObject)]
        properties = {**value.extended_properties, **value.adapted_properties}
        for base in bases:
            properties = {**base.extended_properties, **base.adapted_properties, **properties}
        lists = [one for one in value.property_sets if isinstance(one, list)]
        if not properties and lists:
            return [value_of_pypsrp(one, around) for one in lists[0]]
        if not properties and value.property_sets:
            # A list of a .NET class: pypsrp hands out its elements as XML.
            return [one.text or "" for part in value.property_sets for one in ElementTree.fromstring(part)]
        return {"type": value.types[0], "text": value.to_string or "",
                "properties": {name: value_of_pypsrp(one, around) for name, one in properties.items()}}
    if isinstance(value, dict):
        return {name: value_of_pypsrp(one, around) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [value_of_pypsrp(one, around) for one in value]
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode()
    return value if value is None or isinstance(value, (bool, int)) else str(value)


def error_of_pypsrp(error):
    exception = error.exception
    return {"reason": error.reason, "exception": exception.types[0], "message": exception.adapted_properties["Message"],
            "id": error.fq_error, "text": str(error), "activity": error.activity, "target": error.target_name or ""}


def by_pypsrp(wsman, commands):
    report = []
    with wsman, RunspacePool(wsman, configuration_name="Microsoft.Exchange") as pool:
        for name, parameters in commands:
            shell, output = pypsrp_lab.run(pool, name, **parameters)
            report.append({"objects": [value_of_pypsrp(one) for one in output],
                           "errors": [error_of_pypsrp(one) for one in shell.streams.error],
                           "warnings": [str(one.message) for one in shell.streams.warning],
                           "failed": shell.state == PSInvocationState.FAILED})
    return report


def report_of_ours(client, order, password, commands=()):
    order = {**order, "commands": [{"name": n, "parameters": list(p.items())} for n, p in commands]}
    done = subprocess.run([client], input=json.dumps(order), capture_output=True, text=True, timeout=120,
                          env={**os.environ, "PSRP_CLIENT_PASSWORD": password})
    return json.loads(done.stdout)


def by_ours(client, order, password, commands):
    report = report_of_ours(client, order, password, commands)
    check("shellId" in report["open"], f"our client opens its session: {report['open']}")
    for entry in report["commands"]:
        if "failure" in entry:
            check(False, f"our client ran every cmdlet: {entry}")
        for error in entry["errors"]:
            error.pop("category")  # pypsrp has the number, not the name
        for name in ("requests", "progress"):
            entry.pop(name)
    return report["commands"]


class Run:
    """One client's turn: the lab as at the start, and what is named instead of compared."""

    def __init__(self, running, switches):
        self.start = datetime.datetime.now(datetime.timezone.utc)
        running.post("/reset", {}).raise_for_status()
        running.post("/faults", {"switches": switches}).raise_for_status()
        state = running.get("/state")
        self.thumbprint = state["authConfig"]["CurrentCertificateThumbprint"]
        self.known = set(GUID.findall(json.dumps(state).lower()))
        # Each start has new certificates; exactly theirs is what must arrive.
        self.certificates = [(one[of], f"<{of} {i}>") for i, one in enumerate(state["certificates"])
                             for of in ("RawData", "Thumbprint", "SerialNumber") if one.get(of)]
        self.made = []

    def commands(self):
        return [(name, parameters) for name, parameters, *_ in procedure(self.thumbprint)]

    def guid(self, match):
        found = match[0].lower()
        if found in self.known:
            return found
        if found not in self.made:
            self.made.append(found)
        return f"<new GUID {self.made.index(found)}>"

    def moment(self, moment):
        """In UTC; days before or after the start of this turn where the lab counts from there."""
        days = round((moment - self.start) / datetime.timedelta(days=1))
        since_start = moment - datetime.timedelta(days=days) - self.start
        second = datetime.timedelta(seconds=1)
        if -second <= since_start <= datetime.datetime.now(datetime.timezone.utc) - self.start + second:
            return f"<start + {days} days>"
        return moment.isoformat()

    def text(self, text):
        text = re.sub(r"RequestId=[^,\]]*", "RequestId=<>", text)
        for value, name in self.certificates:
            text = text.replace(value, name)
        text = re.sub(r"TimeStamp=[^,\]]*", "TimeStamp=<>", text)
        if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*", text):
            moment = datetime.datetime.fromisoformat(text)
            if moment.tzinfo is None:
                return text
            return self.moment(moment.astimezone(datetime.timezone.utc))
        return GUID.sub(self.guid, text)

    def named(self, value):
        if isinstance(value, dict):
            # In an order that does not depend on the client, so that the same GUIDs get the same names.
            return {self.text(name): self.named(value[name]) for name in sorted(value)}
        if isinstance(value, list):
            return [self.named(one) for one in value]
        return self.text(value) if isinstance(value, str) else value


def differences(ours, theirs, path=""):
    """Where two reports differ, in words."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        return [line for name in ours for line in differences(ours[name], theirs[name], f"{path}/{name}")]
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return [line for i, one in enumerate(ours) for line in differences(one, theirs[i], f"{path}/{i}")]
    same = type(ours) is type(theirs) and ours == theirs
    return [] if same else [f"{path}: ours {ours!r}, theirs {theirs!r}"]


def is_expected(entry, objects, warnings, errors, failed):
    """The list itself: that two clients agree on nothing proves nothing."""
    reasons = [one["reason"] for one in entry["errors"]]
    return (objects in (None, len(entry["objects"])) and len(entry["warnings"]) == warnings
            and (len(reasons) == errors if isinstance(errors, int) else reasons == errors)
            and failed in (None, entry["failed"]))


def same_as_ours(running, client, wsman, order, password, switches=None):
    """`wsman`: pypsrp's connection, not yet open. `order`: how psrp_client reaches the same lab."""
    turn = Run(running, switches or {})
    theirs = turn.named(by_pypsrp(wsman, turn.commands()))
    turn = Run(running, switches or {})
    ours = turn.named(by_ours(client, order, password, turn.commands()))
    for (name, _, *expected), mine, other in zip(procedure(turn.thumbprint), ours, theirs, strict=True):
        what = f"{order['url'].split(':')[0]} {order['scheme']}: {name}"
        for line in differences(mine, other):
            print(line)
        check(mine == other, f"{what} gives both the same: {len(mine['objects'])} object(s), "
              f"{[one['reason'] for one in mine['errors']]}, {len(mine['warnings'])} warning(s)")
        if not is_expected(mine, *expected):
            print(json.dumps(mine)[:2000])
        check(is_expected(mine, *expected), f"{what} gives what the procedure expects")
    certificate = next(mine for (name, *_), mine in zip(turn.commands(), ours) if name == "Get-ExchangeCertificate")
    der = certificate["objects"][0]["properties"]
    check(list(der) == ["RawData"] and der["RawData"].startswith("<RawData "), "the certificate is the lab's, to the byte")
