"""MSAL for Python in the lab: device flow in all its ends, the second resource, claims, silent sign-in, revocation."""

import base64
import re
import time

import msal
import requests

from labrun import check, lab
from loopback import Loopback

GRAPH_CLIENT = "14d82eec-204b-4c2f-b7e8-296a70dab67e"
EXCHANGE_CLIENT = "fb78d390-0c51-40cd-8e17-fdbfab77341b"
GRAPH = "https://graph.microsoft.com/Application.ReadWrite.All"
EXCHANGE = "https://outlook.office365.com/.default"


def application(ready, client=GRAPH_CLIENT, **more):
    return msal.PublicClientApplication(
        client,
        authority=f"{ready['login']}/{ready['tenant']['id']}",
        instance_discovery=False,
        verify=ready["ca"],
        **more,
    )


def switches(running, **values):
    running.post("/faults", {"switches": values}).raise_for_status()


def device(running, app, decide=None, scope=GRAPH):
    """One device sign-in with an interval of a second; `decide` is called with the flow before the first poll."""
    flow = app.initiate_device_flow([scope])
    check("user_code" in flow, f"a device code: {sorted(flow)}")
    if decide:
        decide(flow)
    return app.acquire_token_by_device_flow(flow)


def person(running, page_session, account="admin@contosofr.onmicrosoft.com", decision="sign-in"):
    """Fills in the page as a person would."""

    def fill(flow):
        url = flow["verification_uri"]
        page = page_session.get(url)
        check(page.status_code == 200 and 'name="code"' in page.text, "the page asks for a code")
        wrong = page_session.post(url, data={"code": "WRONGCODE"})
        check(wrong.status_code == 400 and 'role="alert"' in wrong.text, "a wrong code is refused in words")
        typed = flow["user_code"].lower()
        second = page_session.post(url, data={"code": typed[:4] + "-" + typed[4:]})
        check(second.status_code == 200 and account in second.text, "then who signs in")
        hidden = re.search(r'name="code" value="([^"]+)"', second.text)
        done = page_session.post(url, data={"code": hidden[1], "account": account, "decision": decision})
        check(done.status_code == 200, "and it is done")

    return fill


def device_flow(running):
    ready = running.ready
    switches(running, deviceInterval=1)
    app = application(ready)
    page_session = requests.Session()
    page_session.verify = ready["ca"]
    result = device(running, app, person(running, page_session))
    check("access_token" in result, f"device code by a person: {result.get('error_description')}")
    check(result["id_token_claims"]["tid"] == ready["tenant"]["id"], "who signed in")
    check(requests.get(ready["graph"] + "/v1.0/me", verify=ready["ca"], headers={"Authorization": "Bearer " + result["access_token"]}).status_code == 200, "its token reads Graph")

    result = device(running, application(ready), person(running, page_session, decision="cancel"))
    check(result["error"] == "authorization_declined", "declined by the person")
    switches(running, deviceDeclined="access_denied", deviceErrorStatus=403)
    result = device(running, application(ready), lambda flow: running.post("/device", {"user_code": flow["user_code"], "action": "decline"}).raise_for_status())
    check(result["error"] == "access_denied", "declined, with the word of the RFC and status 403")
    result = device(running, application(ready), lambda flow: running.post("/device", {"action": "expire"}).raise_for_status())
    check(result["error"] == "expired_token" and 70020 in result["error_codes"], "expired")
    switches(running, deviceAnswer="approve", devicePending=1, deviceErrorStatus=400)
    begun = time.monotonic()
    check("access_token" in device(running, application(ready)), "pending once, then approved")
    check(time.monotonic() - begun >= 1, "it had to wait")
    switches(running, devicePending=0, signInDenied="530035")
    result = device(running, application(ready))
    check(result["error"] == "invalid_grant" and 530035 in result["error_codes"], "security defaults refuse")
    switches(running, signInDenied="", deviceAnswer="", deviceInterval=5)

    flow = application(ready).initiate_device_flow(["https://example.com/.default"])
    check(flow["error"] == "invalid_scope", "an unknown scope gets no device code")
    check(running.post("/device", {"action": "approve"}).status_code == 400, "nothing open, nothing to approve")


def code_flow(running, app, scopes, action="approve", **more):
    loopback = Loopback()
    flow = app.initiate_auth_code_flow(scopes, redirect_uri=loopback.address, **more)
    visit = running.post("/browser", {"url": flow["auth_uri"], "action": action})
    loopback.shutdown()
    if visit.status_code != 200:
        return {"page": visit.json()}
    return app.acquire_token_by_auth_code_flow(flow, loopback.brought)


def second_resource(running):
    ready = running.ready
    exchange = application(ready, EXCHANGE_CLIENT)
    silent = code_flow(running, exchange, [EXCHANGE], prompt="none")
    check(silent["error"] == "login_required", "nobody is signed in yet")
    first = code_flow(running, application(ready), [GRAPH], prompt="select_account")
    check("access_token" in first, "Graph first")
    silent = code_flow(running, exchange, [EXCHANGE], prompt="none", login_hint="admin@contosofr.onmicrosoft.com")
    check("access_token" in silent, f"Exchange Online without a page: {silent.get('error_description', silent.get('page'))}")
    other = code_flow(running, exchange, [EXCHANGE], prompt="none", login_hint="lecteur@contosofr.onmicrosoft.com")
    check(other["error"] == "login_required", "not for somebody else")

    invoke = f"{ready['exo']}/adminapi/beta/{ready['tenant']['id']}/InvokeCommand"
    body = {"CmdletInput": {"CmdletName": "Get-IntraOrganizationConnector", "Parameters": {}}}
    headers = {"X-AnchorMailbox": "UPN:admin@contosofr.onmicrosoft.com", "Accept-Encoding": "identity"}

    def call(token):
        return requests.post(invoke, json=body, verify=ready["ca"], headers={**headers, "Authorization": "Bearer " + token})

    check(call(first["access_token"]).status_code == 401, "a Graph token is not for Exchange Online")
    answer = call(silent["access_token"])
    check(answer.status_code == 200 and answer.json()["value"][0]["Enabled"] is True, "one connector")
    me = requests.get(ready["graph"] + "/v1.0/me", verify=ready["ca"], headers={"Authorization": "Bearer " + silent["access_token"]})
    check(me.status_code == 401, "and the other way round")
    for client, scopes, code in ((EXCHANGE_CLIENT, [GRAPH], "65002"), (GRAPH_CLIENT, [EXCHANGE], "65002"), (GRAPH_CLIENT, [GRAPH, EXCHANGE], "28000")):
        refused = code_flow(running, application(ready, client), scopes)
        check("AADSTS" + code in refused["page"]["error"], f"AADSTS{code} for {scopes}")

    requests.get(f"{ready['login']}/{ready['tenant']['id']}/oauth2/v2.0/logout", verify=ready["ca"]).raise_for_status()
    switches(running, claimsChallenge="cp1")
    capable = application(ready, client_capabilities=["CP1"])
    held = code_flow(running, capable, [GRAPH], prompt="select_account")
    capable_cp1 = application(ready)
    plain = requests.get(ready["graph"] + "/v1.0/me", verify=ready["ca"], headers={"Authorization": "Bearer " + code_flow(running, capable_cp1, [GRAPH], prompt="select_account")["access_token"]})
    check("claims=" not in plain.headers["WWW-Authenticate"], "a bare 401 for who did not declare cp1")
    switches(running, claimsChallenge="always")
    challenged = requests.get(ready["graph"] + "/v1.0/me", verify=ready["ca"], headers={"Authorization": "Bearer " + held["access_token"]})
    wanted = re.search(r'claims="([^"]+)"', challenged.headers["WWW-Authenticate"])[1]
    import base64

    again = code_flow(running, capable, [GRAPH], prompt="login", claims_challenge=base64.b64decode(wanted).decode())
    me = requests.get(ready["graph"] + "/v1.0/me", verify=ready["ca"], headers={"Authorization": "Bearer " + again["access_token"]})
    check(me.status_code == 200, "the claims of the challenge satisfy it")
    switches(running, claimsChallenge="")

    running.post("/session", {"action": "revoke"}).raise_for_status()
    me = requests.get(ready["graph"] + "/v1.0/me", verify=ready["ca"], headers={"Authorization": "Bearer " + again["access_token"]})
    check(me.status_code == 401, "revoked tokens are refused")
    account = capable.get_accounts()[0]
    renewed = capable.acquire_token_silent_with_error([GRAPH], account=account, force_refresh=True)
    check(renewed and renewed["error"] == "invalid_grant" and 50173 in renewed["error_codes"], "and so are refresh tokens")


def main():
    with lab() as running:
        device_flow(running)
        second_resource(running)
        journal = requests.get(running.ready["control"] + "/requests").text
        check("Bearer" not in journal and "DAQAB" not in journal and "eyJ" not in journal, "no secret in the journal")


main()
