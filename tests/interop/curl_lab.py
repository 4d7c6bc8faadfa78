"""curl_lab.py LAB PROGRAM: while the program signs in, and afterwards, curl asks every port there is for whatever it gives:
the program's loopback listener, and all of the lab. No code and no token comes out of any of them."""

import json
import shutil
import subprocess
import sys
import time
import urllib.parse
import urllib.request

from console import Console, Lab

SKIPPED = 77
REFUSED = 7  # curl's exit code when nobody listens


def check(condition, what):
    if not condition:
        print("FAILED:", what)
        sys.exit(1)
    print("ok:", what)


class Curl:
    """Keeps every answer, headers included."""

    def __init__(self, lab):
        self.lab = lab
        self.answers = []  # (what was asked, bytes)

    def __call__(self, url, *options):
        command = ["curl", "--silent", "--show-error", "--include", "--noproxy", "*", "--max-time", "10", "--cacert", self.lab.ready["ca"], *options, url]
        done = subprocess.run(command, capture_output=True)
        self.answers.append((" ".join(command[9:]), done.stdout + done.stderr))
        status = int(done.stdout.split(b" ", 2)[1]) if done.stdout.startswith(b"HTTP/") else 0
        return done.returncode, status, done.stdout

    def leaks(self):
        """What was asked, and the kind of secret that came out."""
        known = [(kind, value.encode()) for kind, value in self.lab.secrets()]
        found = [(asked, kind) for asked, text in self.answers for kind, value in known if value in text and value.decode() not in asked]
        return found + [(asked, "a token") for asked, text in self.answers if b"eyJ" in text]


def ask_listener(curl, address, state):
    """The program's listener, in every wrong way; it must go on waiting."""
    port = urllib.parse.urlsplit(address).port
    for path, expected in (("", 400), ("done", 200), ("favicon.ico", 404), ("?code=1&state=guess", 400), ("?state=" + state, 400), ("token", 404), ("../", 404), ("%2e%2e/etc/passwd", 404)):
        for host in ("localhost", "127.0.0.1"):
            url = f"http://{host}:{port}/{path}"
            wanted = expected if host == "localhost" else 400  # no name but localhost is answered
            code, status, _ = curl(url, "--path-as-is") if ".." in path else curl(url)
            check(status == wanted, f"{url}: {status}")
    for host in ("evil.example", f"evil.example:{port}", "localhost", f"localhost.:{port}", f"[::1]:{port}"):
        _, status, _ = curl(address, "--header", "Host: " + host)
        check(status == 400, f"Host {host}: {status}")
    for method in ("PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"):
        _, status, answer = curl(address, "--request", method, "--header", "X-Echo: sentinel-4711")
        check(status == 405 and b"sentinel-4711" not in answer, f"{method}: {status}")
    _, status, _ = curl(address, "--data", "code=1&state=guess")
    check(status == 400, f"a guessed state: {status}")


def ask_lab(curl, ready):
    """Every port of the lab, without anything that would entitle to an answer."""
    tenant = ready["tenant"]["id"]
    for login in {ready["login"], *ready["logins"].values()}:
        for path in ("", "common/oauth2/v2.0/token", f"{tenant}/oauth2/v2.0/token", f"{tenant}/oauth2/v2.0/authorize", f"{tenant}/discovery/v2.0/keys", f"{tenant}/v2.0/.well-known/openid-configuration", "devicelogin"):
            curl(f"{login}/{path}")
        client = "14d82eec-204b-4c2f-b7e8-296a70dab67e"
        for form in ({"grant_type": "authorization_code", "client_id": client, "code": "0.guess", "code_verifier": "x" * 43, "redirect_uri": "http://localhost"},
                     {"grant_type": "refresh_token", "client_id": client, "refresh_token": "0.Aguess"},
                     {"grant_type": "urn:ietf:params:oauth:grant-type:device_code", "client_id": client, "device_code": "DAQABguess"},
                     {"grant_type": "client_credentials", "client_id": client, "client_secret": "guess"}):
            _, status, _ = curl(f"{login}/{tenant}/oauth2/v2.0/token", "--data", urllib.parse.urlencode(form))
            check(status in (400, 401), f"{form['grant_type']} guessed at {login}: {status}")
    for address in (ready["graph"] + "/v1.0/me", ready["graph"] + "/v1.0/servicePrincipals", f"{ready['exo']}/adminapi/beta/{tenant}/InvokeCommand"):
        for authorization in ((), ("--header", "Authorization: Bearer guess"), ("--oauth2-bearer", "eyguess.a.b")):
            _, status, _ = curl(address, *authorization, *(("--data", "{}") if "Invoke" in address else ()))
            check(status in (400, 401), f"{address} {' '.join(authorization)}: {status}")
    for path in ("state", "requests", "faults", "secrets", "tokens", ""):
        curl(f"{ready['control']}/{path}")
    exchange = ready["exchange"]
    for address in (exchange["https"], exchange["ews"], exchange["metadata"], ready["proxy"] + "/"):
        curl(address)
        curl(address, "--data", "x")


def main():
    if not shutil.which("curl"):
        print("SKIPPED: curl is not installed")
        sys.exit(SKIPPED)
    lab = Lab(sys.argv[1])
    console = None
    try:
        curl = Curl(lab)
        console = Console(sys.argv[2], lab)
        check(console.address, "the program waits for the browser: " + " | ".join(console.lines[-3:]))
        state = urllib.parse.parse_qs(urllib.parse.urlsplit(console.address).query)["state"][0]
        ask_listener(curl, console.loopback, state)
        ask_lab(curl, lab.ready)
        check(not curl.leaks(), f"nothing before the browser came back: {curl.leaks()[:3]}")

        order = json.dumps({"url": console.address, "action": "approve"}).encode()
        urllib.request.urlopen(urllib.request.Request(lab.ready["control"] + "/browser", order, {"Content-Type": "application/json"})).read()
        # The code was taken: played again, with the right state, by whoever saw it.
        code = next(value for kind, value in lab.secrets() if kind == "code")
        played = urllib.parse.urlencode({"code": code, "state": state})
        for options in (("--data", played), ("--get", "--data", played)):
            exit_code, status, answer = curl(console.loopback, *options)
            check(exit_code == REFUSED or status in (303, 400), f"played again: {status}")
            check(code.encode() not in answer and state.encode() not in answer, "and told nothing")
        for path in ("", "done", "favicon.ico"):
            curl(console.loopback + path)
        ask_lab(curl, lab.ready)
        exit_code, report = console.finish()
        check(exit_code == 1 and report["result"] == "complete", f"the program was not disturbed: {exit_code} " + " | ".join(console.lines[-4:]))

        deadline = time.monotonic() + 15
        while curl(console.loopback)[0] != REFUSED and time.monotonic() < deadline:
            time.sleep(0.2)
        check(curl(console.loopback)[0] == REFUSED, "nobody listens any more")
        ask_lab(curl, lab.ready)
        kinds = {kind for kind, _ in lab.secrets()}
        check({"code", "code_verifier", "access_token", "id_token"} <= kinds, f"there was something to find: {sorted(kinds)}")
        for planted in (next(value for kind, value in lab.secrets() if kind == "code_verifier"), "x eyJ0eXAi"):
            curl.answers.append(("planted", planted.encode()))
            check(len(curl.leaks()) == 1, "the search would find one")
            curl.answers.pop()
        check(not curl.leaks(), f"no code and no token in {len(curl.answers)} answers: {curl.leaks()[:3]}")
    finally:
        if console:
            console.close()
        lab.close()


main()
