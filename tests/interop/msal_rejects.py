"""What MSAL for Python and PyJWT must not take from the lab: an id_token for somebody else, from somebody else, of another
attempt, too old, or signed by nobody; an answer with another state. Each says so in its own words.

MSAL 1.38 and later checks state and nonce while it signs in; audience, issuer and time are left to its decode_id_token."""

import logging
import warnings

import jwt
import requests
from msal.oauth2cli import oidc

from labrun import check, lab
from loopback import Loopback
from msal_lab import CLIENT, SCOPE, application

KINDS = ("", "wrong-audience", "wrong-issuer", "wrong-nonce", "expired")


class Warnings(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.said = []

    def emit(self, record):
        self.said.append(record.getMessage())


def raised(action):
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            action()
    except Exception as error:  # the class is what is looked at
        return error
    return None


def code_flow(running, app):
    """The flow MSAL began and what the browser brought back; the code is not redeemed yet."""
    loopback = Loopback()
    flow = app.initiate_auth_code_flow([SCOPE], redirect_uri=loopback.address, prompt="select_account")
    visit = running.post("/browser", {"url": flow["auth_uri"], "action": "approve"})
    check(visit.status_code == 200, "the browser came back")
    loopback.shutdown()
    return flow, loopback.brought


def signed_in(running, kind):
    """(id_token or None, what MSAL raised) of one sign-in."""
    running.post("/faults", {"switches": {"idToken": kind}}).raise_for_status()
    app = application(running.ready)
    flow, brought = code_flow(running, app)
    result = {}
    error = raised(lambda: result.update(app.acquire_token_by_auth_code_flow(flow, brought)))
    return result.get("id_token"), error


def judged_by_msal(token, discovery):
    heard = Warnings()
    oidc.logger.addHandler(heard)
    error = raised(lambda: oidc.decode_id_token(token, client_id=CLIENT, issuer=discovery["issuer"]))
    oidc.logger.removeHandler(heard)
    return error, heard.said


def main():
    with lab() as running:
        ready = running.ready
        discovery = requests.get(f"{ready['login']}/{ready['tenant']['id']}/v2.0/.well-known/openid-configuration", verify=ready["ca"]).json()
        keys = jwt.PyJWKSet.from_dict(requests.get(discovery["jwks_uri"], verify=ready["ca"]).json())

        def judged_by_jwt(token):
            key = keys[jwt.get_unverified_header(token)["kid"]]
            return raised(lambda: jwt.decode(token, key, algorithms=discovery["id_token_signing_alg_values_supported"], audience=CLIENT, issuer=discovery["issuer"]))

        tokens = {}
        for kind in KINDS:
            tokens[kind], error = signed_in(running, kind)
            if kind == "wrong-nonce":
                check(isinstance(error, RuntimeError) and "nonce" in str(error), f"{kind}: MSAL raises {type(error).__name__}")
            else:
                check(error is None and tokens[kind], f"{kind or 'as it should be'}: MSAL has an id_token")
        error, said = judged_by_msal(tokens[""], discovery)
        check(error is None and not said, "a good token: MSAL says nothing")
        check(judged_by_jwt(tokens[""]) is None, "a good token: PyJWT takes it, signature and all")

        error, _ = judged_by_msal(tokens["wrong-audience"], discovery)
        check(isinstance(error, oidc.IdTokenAudienceError), f"wrong-audience: MSAL raises {type(error).__name__}")
        error, _ = judged_by_msal(tokens["wrong-issuer"], discovery)
        check(isinstance(error, oidc.IdTokenIssuerError), f"wrong-issuer: MSAL raises {type(error).__name__}")
        _, said = judged_by_msal(tokens["expired"], discovery)
        check(any("expires" in one for one in said), "expired: MSAL warns")

        for kind, wanted in (("wrong-audience", jwt.InvalidAudienceError), ("wrong-issuer", jwt.InvalidIssuerError), ("expired", jwt.ExpiredSignatureError)):
            error = judged_by_jwt(tokens[kind])
            check(type(error) is wanted, f"{kind}: PyJWT raises {type(error).__name__}")
        head, body, signature = tokens[""].split(".")
        swapped = ".".join((head, tokens["wrong-issuer"].split(".")[1], signature))
        check(type(judged_by_jwt(swapped)) is jwt.InvalidSignatureError, "another body under the same signature: PyJWT raises InvalidSignatureError")

        running.post("/faults", {"switches": {"idToken": ""}}).raise_for_status()
        app = application(ready)
        flow, brought = code_flow(running, app)
        error = raised(lambda: app.acquire_token_by_auth_code_flow(flow, {**brought, "state": "somebody-else"}))
        check(isinstance(error, ValueError) and "state" in str(error), f"another state: MSAL raises {type(error).__name__}")
        error = raised(lambda: app.acquire_token_by_auth_code_flow(flow, {k: v for k, v in brought.items() if k != "state"}))
        check(isinstance(error, ValueError), f"no state: MSAL raises {type(error).__name__}")
        check("access_token" in app.acquire_token_by_auth_code_flow(flow, brought), "and the right one is still good")


main()
