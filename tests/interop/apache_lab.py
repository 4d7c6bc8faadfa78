"""apache_lab.py LAB CLIENT: Apache with mod_auth_gssapi in front of the lab; curl and our client sign in with Negotiate."""

import json
import os
import shutil
import subprocess
import sys

import apache
import kerberos
from labrun import check, lab

SKIPPED = 77


def curl(front, *options, path="/autodiscover/metadata/json/1"):
    """HTTP status and body."""
    done = subprocess.run(
        ["curl", "--silent", "--noproxy", "*", "--cacert", front.ca, "--write-out", "\n%{http_code}", "--resolve",
         f"ex1.contoso.fr:{front.port}:127.0.0.1", *options, f"https://ex1.contoso.fr:{front.port}{path}"],
        capture_output=True, text=True, timeout=60)
    body, _, status = done.stdout.rpartition("\n")
    return int(status or 0), body


def ours(client, front, cmdlets, **how):
    order = {"url": "https://ex1.contoso.fr/PowerShell/", "user": kerberos.PRINCIPAL, "ca": front.ca,
             "address": "127.0.0.1", "port": front.port, "scheme": "negotiate",
             "commands": [{"name": name, "parameters": []} for name in cmdlets], **how}
    done = subprocess.run([client], input=json.dumps(order), capture_output=True, text=True, timeout=120,
                          env={**os.environ, "PSRP_CLIENT_PASSWORD": kerberos.PASSWORD})
    return json.loads(done.stdout)


def by_curl(realm, front):
    check(curl(front)[0] == 401, "without a token Apache answers 401")
    check(curl(front, "--negotiate", "-u", ":")[0] == 401, "without a ticket too")
    realm.sign_in()
    status, body = curl(front, "--negotiate", "-u", ":")
    check(status == 200 and "keys" in json.loads(body), "curl --negotiate passes and the lab answers")
    realm.sign_out()
    realm.sign_in("lecteur")
    check(curl(front, "--negotiate", "-u", ":")[0] == 401, "another account of the realm does not")
    realm.sign_out()


def by_our_client(realm, front, client, running):
    report = ours(client, front, ["Get-ExchangeServer", "Get-AuthConfig"])
    check("shellId" in report["open"], f"our client opens a session with Negotiate: {report['open']}")
    check([len(entry["objects"]) for entry in report["commands"]] == [2, 1], "and runs cmdlets")
    check(report["shellLeft"] == "" and running.get("/state")["shells"] == [], "and closes it")
    report = ours(client, front, ["Get-ExchangeServer"], scheme="auto")
    check("shellId" in report["open"], "it finds the scheme by itself")
    check(kerberos.PRINCIPAL in front.log(), "Apache knows who it was")
    realm.sign_in()
    report = ours(client, front, ["Get-ExchangeServer"], currentSession=True)
    check(len(report["commands"][0]["objects"]) == 2, "with the ticket of the session too")
    realm.sign_out()
    report = ours(client, front, [], scheme="kerberos")
    check("failure" in report["open"], f"what Apache does not offer fails: {report['open']}")
    report = ours(client, front, [], user="lecteur@CONTOSO.FR")
    check(report["open"].get("failure") == "EX-NOT-ADMITTED", f"another account is known and not admitted: {report['open']}")


def main():
    why = apache.missing() or ("" if shutil.which("curl") else "curl is not installed")
    if why:
        print("SKIPPED:", why)
        sys.exit(SKIPPED)
    with kerberos.entered() as realm, lab() as running:
        running.post("/faults", {"switches": {"schemes": ["Basic"]}}).raise_for_status()
        upstream = running.ready["exchange"]["http"].removesuffix("PowerShell/")
        with apache.running(realm, upstream, running.ready["accounts"]["exchange"]) as front:
            by_curl(realm, front)
            by_our_client(realm, front, sys.argv[2], running)


if __name__ == "__main__":
    main()
