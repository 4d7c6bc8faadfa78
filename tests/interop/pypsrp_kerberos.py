"""pypsrp signs in to the lab with Kerberos: the same procedure as in pypsrp_lab over http with encrypted messages.

pypsrp_kerberos.py LAB CLIENT. Our own client (CLIENT, interop/psrp_client) then runs all of it too, over http and https,
and both must have received the same (beside.py).
"""

import json
import sys
from urllib.parse import urlsplit

from pypsrp.exceptions import AuthenticationError, WinRMTransportError, WSManFaultError
from pypsrp.powershell import RunspacePool
from pypsrp.wsman import WSMan

import beside
import kerberos
import pypsrp_lab
from labrun import check, lab


def connection(ready, scheme="http", auth="kerberos", user=kerberos.PRINCIPAL, encryption="auto", host="ex1.contoso.fr"):
    return WSMan(
        host,
        port=urlsplit(ready["exchange"][scheme]).port,
        path="PowerShell/",
        ssl=scheme == "https",
        auth=auth,
        username=user,
        password=kerberos.PASSWORD,
        encryption=encryption,
        negotiate_service="HTTP",
        cert_validation=ready["ca"] if scheme == "https" else False,
    )


def opens(ready, **how):
    """Nothing, or how the session ended."""
    try:
        with connection(ready, **how) as wsman, RunspacePool(wsman, configuration_name="Microsoft.Exchange") as pool:
            _, servers = pypsrp_lab.run(pool, "Get-ExchangeServer")
            return None if len(servers) == 2 else "two servers expected"
    except (AuthenticationError, WinRMTransportError, WSManFaultError) as error:
        return error


def switch(running, **switches):
    running.post("/faults", {"switches": switches}).raise_for_status()


def sign_ins(running):
    return [r for r in running.get("/requests") if r["kind"] == "sign-in"]


def procedure(running):
    """Steps 2 to 4 over http: every body encrypted, one context for the connection."""
    ready = running.ready
    with connection(ready) as wsman:
        with RunspacePool(wsman, configuration_name="Microsoft.Exchange") as pool:
            pypsrp_lab.steps(pool, ready)
            pypsrp_lab.refusals(pool)
            pypsrp_lab.piped(pool)
        check(running.get("/state")["shells"] == [], "the shell was deleted")
    done = sign_ins(running)
    check(len(done) == 1 and done[0]["name"] == "Kerberos", "one sign-in for all of it")
    check(done[0]["parameters"]["principal"] == kerberos.PRINCIPAL, "by the administrator")
    check(done[0]["parameters"]["service"] == "HTTP/ex1.contoso.fr@CONTOSO.FR", "to HTTP/<fully qualified name>")
    check(kerberos.PASSWORD not in json.dumps(running.get("/requests")), "no password in the journal")


def variants(running):
    ready = running.ready
    check(opens(ready, encryption="never", scheme="https") is None, "https with a plain body")
    check(opens(ready, encryption="always", scheme="https") is None, "https with an encrypted body")
    check(opens(ready, scheme="http", host="mail.contoso.fr") is None, "another name of the server")
    switch(running, encryption="always")
    check(opens(ready, scheme="https", encryption="never") is not None, "encryption wanted inside TLS: plain is refused")
    check(opens(ready, scheme="https", encryption="always") is None, "and encrypted is accepted")
    switch(running, encryption="transport", delimiterSpace=False)
    check(opens(ready) is None, "without the stray space in the delimiter")
    switch(running, delimiterSpace=True, fragmentSize=400, fragmentsPerReceive=3, streamBytes=333, emptyStreams=True)
    check(opens(ready) is None, "fragments cut anywhere, empty elements")
    switch(running, fragmentSize=0, fragmentsPerReceive=0, streamBytes=0, emptyStreams=False)
    switch(running, schemes=["Negotiate", "NTLM"])
    check(opens(ready, auth="negotiate") is None, "Negotiate with encrypted messages")
    check(sign_ins(running)[-1]["name"] == "Negotiate", "was the scheme")
    for certificate in ("", "sha384"):
        switch(running, extendedProtection="Require", exchangeCertificate=certificate)
        check(opens(ready, scheme="https", auth="negotiate") is None, f"bound to the channel {certificate}")
    switch(running, extendedProtection="None", exchangeCertificate="", schemes=["Kerberos", "Basic"])
    user = ready["accounts"]["exchange"]["user"]
    check(opens(ready, scheme="https", auth="basic", user=user, encryption="never") is None, "https with Basic beside it")
    check(opens(ready, scheme="http", auth="basic", user=user, encryption="never") is None, "http with Basic, if switched on")
    switch(running, schemes=["Kerberos"])
    refused = opens(ready, user="lecteur@CONTOSO.FR")
    check("AuthZ-CmdletAccessDeniedException" in str(refused), "an account without roles: refused by the first Receive")


def troubles(running):
    """Of what a careful client must notice, these are noticed by pypsrp."""
    ready = running.ready
    for kind in ("sign-in-refused", "broken-cipher", "message-gap", "message-repeated"):
        running.post("/faults", {"faults": [{"kind": kind, "count": 1}]}).raise_for_status()
        try:
            trouble = opens(ready)
        except Exception as error:  # GSSAPI's and pypsrp's own classes
            trouble = error
        check(trouble is not None, f"{kind}: {type(trouble).__name__}")
        running.delete("/faults")
    check(opens(ready) is None, "and then it works again")


def order(ready, scheme):
    """How our client reaches the lab."""
    return {"url": f"{scheme}://ex1.contoso.fr/PowerShell/", "user": kerberos.PRINCIPAL, "ca": ready["ca"],
            "scheme": "kerberos", "address": "127.0.0.1", "port": urlsplit(ready["exchange"][scheme]).port}


def one_way_only(running, client):
    """A port that is closed, a site that wants TLS: neither client gets in that way, both do the other way."""
    ready = running.ready
    for switches, scheme, code in (({"ports": "https"}, "http", "EX-UNREACHABLE"),
                                   ({"ports": "http"}, "https", "EX-UNREACHABLE"),
                                   ({"sslRequired": True}, "http", "EX-WRONG-VDIR")):
        switch(running, **switches)
        try:
            trouble = opens(ready, scheme=scheme)
        except Exception as error:  # requests' own classes
            trouble = error
        check(trouble is not None, f"{switches}: pypsrp does not get in over {scheme}: {type(trouble).__name__}")
        told = beside.report_of_ours(client, order(ready, scheme), kerberos.PASSWORD)["open"]
        check(told.get("failure") == code, f"{switches}: our client tells {code}: {told}")
        other = "http" if scheme == "https" else "https"
        check(opens(ready, scheme=other) is None, f"{switches}: pypsrp gets in over {other}")
        told = beside.report_of_ours(client, order(ready, other), kerberos.PASSWORD)["open"]
        check("shellId" in told, f"{switches}: our client too")
        switch(running, ports="both", sslRequired=False)


def same_as_ours(running, client, scheme):
    """Our client beside pypsrp, both with Kerberos."""
    beside.same_as_ours(running, client, connection(running.ready, scheme), order(running.ready, scheme), kerberos.PASSWORD,
                        {"requireCookie": False})


def main():
    with kerberos.entered():
        with lab() as running:
            check(running.get("/faults")["switches"]["schemes"] == ["Kerberos"], "with a keytab Kerberos alone is offered")
            # The cookies are marked secure, and pypsrp's jar keeps them from http (psrp.md 3.7).
            switch(running, requireCookie=False)
            procedure(running)
            variants(running)
            troubles(running)
            one_way_only(running, sys.argv[2])
            same_as_ours(running, sys.argv[2], "http")
            same_as_ours(running, sys.argv[2], "https")


if __name__ == "__main__":
    main()
