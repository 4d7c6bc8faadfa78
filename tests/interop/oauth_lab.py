"""oauthlib and Authlib, which know nothing of Microsoft, complete the code flow with PKCE against the lab (RFC 6749, RFC 7636)
and refuse what they should."""

import os
import urllib.parse

import requests
from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc6749 import MismatchingStateException
from oauthlib.oauth2 import InvalidGrantError, MismatchingStateError, WebApplicationClient

from labrun import check, lab
from loopback import Loopback

CLIENT = "14d82eec-204b-4c2f-b7e8-296a70dab67e"
SCOPES = ["openid", "profile", "offline_access", "https://graph.microsoft.com/Application.ReadWrite.All"]


def raised(action):
    try:
        action()
    except Exception as error:  # the class is what is looked at
        return error
    return None


def visit(running, loopback, url):
    """The address the browser was sent back to, as the library wants to read it."""
    answer = running.post("/browser", {"url": url, "action": "approve"})
    check(answer.status_code == 200, f"the browser came back: {answer.json().get('error', 'yes')}")
    loopback.shutdown()
    return loopback.address.replace("http:", "https:") + "/?" + urllib.parse.urlencode(loopback.brought)  # both insist on https here


def me(ready, token):
    return requests.get(ready["graph"] + "/v1.0/me", headers={"Authorization": "Bearer " + token}, verify=ready["ca"]).status_code


def with_oauthlib(running, discovery):
    ready = running.ready
    loopback = Loopback()
    client = WebApplicationClient(CLIENT)
    verifier = client.create_code_verifier(64)
    challenge = client.create_code_challenge(verifier, "S256")
    url = client.prepare_request_uri(discovery["authorization_endpoint"], redirect_uri=loopback.address, scope=SCOPES, state="from-oauthlib",
                                     code_challenge=challenge, code_challenge_method="S256", nonce="nonce-of-oauthlib", response_mode="query")
    back = visit(running, loopback, url)
    error = raised(lambda: client.parse_request_uri_response(back, state="another"))
    check(isinstance(error, MismatchingStateError), f"oauthlib, another state: {type(error).__name__}")
    code = client.parse_request_uri_response(back, state="from-oauthlib")["code"]

    def redeem(with_verifier):
        body = client.prepare_request_body(code=code, redirect_uri=loopback.address, code_verifier=with_verifier)
        answer = requests.post(discovery["token_endpoint"], data=body, headers={"Content-Type": "application/x-www-form-urlencoded"}, verify=ready["ca"])
        return client.parse_request_body_response(answer.text)

    error = raised(lambda: redeem("x" * 64))
    check(isinstance(error, InvalidGrantError) and "501481" in error.description, f"oauthlib, a wrong verifier: {type(error).__name__}")
    token = redeem(verifier)
    check(me(ready, token["access_token"]) == 200 and token["token_type"] == "Bearer", "oauthlib: its token reads Graph")
    error = raised(lambda: redeem(verifier))
    check(isinstance(error, InvalidGrantError) and "54005" in error.description, f"oauthlib, the code again: {type(error).__name__}")
    body = client.prepare_refresh_body(refresh_token=token["refresh_token"], scope=SCOPES, client_id=CLIENT)
    answer = requests.post(discovery["token_endpoint"], data=body, headers={"Content-Type": "application/x-www-form-urlencoded"}, verify=ready["ca"])
    renewed = client.parse_request_body_response(answer.text)
    check(renewed["access_token"] != token["access_token"] and me(ready, renewed["access_token"]) == 200, "oauthlib: refreshed")


def with_authlib(running, discovery):
    ready = running.ready
    loopback = Loopback()
    session = OAuth2Session(CLIENT, scope=" ".join(SCOPES), redirect_uri=loopback.address, code_challenge_method="S256", token_endpoint_auth_method="none")
    session.verify = ready["ca"]
    verifier = generate_token(64)
    url, state = session.create_authorization_url(discovery["authorization_endpoint"], code_verifier=verifier, nonce="nonce-of-authlib", response_mode="query")
    back = visit(running, loopback, url)
    error = raised(lambda: session.fetch_token(discovery["token_endpoint"], authorization_response=back.replace("state=" + state, "state=another"), state=state, code_verifier=verifier))
    check(isinstance(error, MismatchingStateException), f"Authlib, another state: {type(error).__name__}")
    error = raised(lambda: session.fetch_token(discovery["token_endpoint"], authorization_response=back, state=state, code_verifier="x" * 64))
    check(isinstance(error, OAuthError) and error.error == "invalid_grant", f"Authlib, a wrong verifier: {type(error).__name__}")
    token = session.fetch_token(discovery["token_endpoint"], authorization_response=back, state=state, code_verifier=verifier)
    check(session.get(ready["graph"] + "/v1.0/me").json()["userPrincipalName"].startswith("admin@"), "Authlib: its token reads Graph")
    error = raised(lambda: session.fetch_token(discovery["token_endpoint"], authorization_response=back, state=state, code_verifier=verifier))
    check(isinstance(error, OAuthError) and "54005" in error.description, f"Authlib, the code again: {type(error).__name__}")
    renewed = session.refresh_token(discovery["token_endpoint"], refresh_token=token["refresh_token"])
    check(renewed["access_token"] != token["access_token"], "Authlib: refreshed")


def main():
    os.environ["OAUTHLIB_RELAX_TOKEN_SCOPE"] = "1"  # the scope of the answer is in another order
    with lab() as running:
        ready = running.ready
        discovery = requests.get(f"{ready['login']}/{ready['tenant']['id']}/v2.0/.well-known/openid-configuration", verify=ready["ca"]).json()
        with_oauthlib(running, discovery)
        with_authlib(running, discovery)


main()
