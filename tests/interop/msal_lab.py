"""MSAL for Python signs in (authorization code, PKCE) against the lab; requests then reads and writes Graph."""

import base64
import hashlib

import msal
import requests

from labrun import check, lab
from loopback import Loopback

CLIENT = "14d82eec-204b-4c2f-b7e8-296a70dab67e"
SCOPE = "https://graph.microsoft.com/Application.ReadWrite.All"
SKYPE = "00000004-0000-0ff1-ce00-000000000000"


def application(ready):
    return msal.PublicClientApplication(
        CLIENT,
        authority=f"{ready['login']}/{ready['tenant']['id']}",
        instance_discovery=False,
        verify=ready["ca"],
    )


def sign_in(running, app, action="approve", **more):
    loopback = Loopback()
    flow = app.initiate_auth_code_flow([SCOPE], redirect_uri=loopback.address, prompt="select_account", **more)
    visit = running.post("/browser", {"url": flow["auth_uri"], "action": action})
    check(visit.status_code == 200, f"the browser pressed {action}: {visit.json()}")
    loopback.shutdown()
    return flow, loopback.brought


def principal(ready, session, select=True):
    url = f"{ready['graph']}/v1.0/servicePrincipals(appId='{SKYPE}')"
    if select:
        url += "?$select=id,appId,keyCredentials"
    answer = session.get(url)
    answer.raise_for_status()
    return answer.json()


def thumbprint(key):
    return hashlib.sha1(base64.b64decode(key["key"])).hexdigest().upper()


def by_value(key):
    return {name: key[name] for name in ("type", "usage", "key")}


def auth_certificate(ready):
    answer = requests.get(ready["exchange"]["metadata"], verify=ready["ca"])
    return answer.json()["keys"][0]["keyvalue"]["value"]


def graph(running, token):
    ready = running.ready
    session = requests.Session()
    session.verify = ready["ca"]
    check(session.get(ready["graph"] + "/v1.0/me").status_code == 401, "no token, no answer")
    session.headers["Authorization"] = "Bearer " + token

    check(session.get(ready["graph"] + "/v1.0/organization").json()["value"][0]["id"] == ready["tenant"]["id"], "/organization")
    verified = [d["id"] for d in session.get(ready["graph"] + "/v1.0/domains").json()["value"] if d["isVerified"]]
    check("contoso.fr" in verified and "contoso.lan" not in verified, "/domains")

    check(all(k["key"] is None for k in principal(ready, session, select=False)["keyCredentials"]), "key null without $select")
    before = principal(ready, session)
    check(len(before["keyCredentials"]) == 2, "two keys of another product, one of them expired")
    alive, expired = before["keyCredentials"]

    url = f"{ready['graph']}/v1.0/servicePrincipals/{before['id']}"
    new = {"type": "AsymmetricX509Cert", "usage": "Verify", "key": auth_certificate(ready)}

    def refused(body, what, code=None):
        answer = session.patch(url, json=body)
        check(answer.status_code == 400, what)
        if code:
            check(answer.json()["error"]["details"][0]["code"] == code, code)

    refused({"keyCredentials": [by_value(alive), by_value(expired), new]}, "an expired key is refused", "KeyCredentialsInvalidEndDate")
    refused({"keyCredentials": [{**by_value(alive), "keyId": alive["keyId"]}, new]}, "keyId with key", "KeyNotUpdatable")
    twice = base64.b64encode(new["key"].encode()).decode()
    refused({"keyCredentials": [by_value(alive), {**new, "key": twice}]}, "base64 twice")
    refused({"keyCredentials": [by_value(alive), {**new, "value": "x"}]}, "an unknown field")
    refused({"keycredentials": []}, "an unknown property")
    check(principal(ready, session) == before, "nothing of this changed anything")

    check(session.patch(url, json={"keyCredentials": [by_value(alive), new]}).status_code == 204, "by value")
    after = principal(ready, session)["keyCredentials"]
    check([thumbprint(k) for k in after] == [thumbprint(alive), thumbprint(new)], "both keys are there")
    check(after[1]["customKeyIdentifier"] == thumbprint(new), "the identifier is the thumbprint in upper case")
    check(after[1]["displayName"] == "CN=Microsoft Exchange Server Auth Certificate", "the name is the subject")

    by_reference = [{**key, "key": None} for key in after]
    check(session.patch(url, json={"keyCredentials": by_reference}).status_code == 204, "by reference")
    check(principal(ready, session)["keyCredentials"] == after, "by reference changes nothing")

    batch = {
        "requests": [
            {"id": str(n), "method": "GET", "url": f"/servicePrincipals(appId='{app}')?$select=id,keyCredentials"}
            for n, app in enumerate((SKYPE, "7557eb47-c689-4224-abcf-aef9bd7573df", "ffffffff-0000-0000-0000-000000000000"))
        ]
    }
    answers = {r["id"]: r for r in session.post(ready["graph"] + "/v1.0/$batch", json=batch).json()["responses"]}
    check([answers[n]["status"] for n in "012"] == [200, 200, 404], "a batch of three")

    check(session.get(ready["graph"] + "/v1.0/users").status_code == 400, "an unknown path is refused")
    check(session.get(url + "?$expand=owners").status_code == 400, "an unknown option is refused")
    running.post("/faults", {"switches": {"graphForbidden": True}}).raise_for_status()
    answer = session.patch(url, json={"keyCredentials": by_reference})
    check(answer.status_code == 403 and answer.json()["error"]["code"] == "Authorization_RequestDenied", "403 when told to")
    running.post("/faults", {"switches": {"graphForbidden": False}}).raise_for_status()
    running.post("/faults", {"faults": [{"kind": "odata-error", "status": 429, "retryAfter": "2.128", "count": 1}]})
    answer = session.get(url)
    check(answer.status_code == 429 and answer.headers["Retry-After"] == "2.128", "429 with Retry-After, once")
    check(session.get(url).status_code == 200, "and then it works")


def main():
    with lab() as running:
        ready = running.ready
        app = application(ready)
        flow, brought = sign_in(running, app)
        result = app.acquire_token_by_auth_code_flow(flow, brought)
        check("access_token" in result, f"a token: {result.get('error_description')}")
        claims = result["id_token_claims"]
        check(claims["tid"] == ready["tenant"]["id"] and claims["preferred_username"].startswith("admin@"), "who signed in")
        again = app.acquire_token_by_auth_code_flow(flow, brought)
        check(54005 in again["error_codes"], "a code works once")

        account = app.get_accounts()[0]
        renewed = app.acquire_token_silent([SCOPE], account=account, force_refresh=True)
        check(renewed and renewed["access_token"] != result["access_token"], "the refresh token works")

        flow, brought = sign_in(running, app, response_mode="form_post")
        check("access_token" in app.acquire_token_by_auth_code_flow(flow, brought), "form_post")
        flow, brought = sign_in(running, app, "cancel")
        check(app.acquire_token_by_auth_code_flow(flow, brought)["error"] == "access_denied", "cancelled")
        flow, brought = sign_in(running, app)
        flow["code_verifier"] = "x" * 43
        check(501481 in app.acquire_token_by_auth_code_flow(flow, brought)["error_codes"], "a wrong verifier")
        graph(running, result["access_token"])
        secrets = [result["access_token"], brought["code"], result["refresh_token"] if "refresh_token" in result else "none"]
        journal = requests.get(ready["control"] + "/requests").text
        check(not any(s in journal for s in secrets), "no secret in the journal")


if __name__ == "__main__":
    main()
