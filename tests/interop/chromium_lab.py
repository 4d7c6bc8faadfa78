"""chromium_lab.py LAB CLIENT: a real browser opens the lab's sign-in pages, a mouse presses the buttons, the program's own
sign-in receives the code. Skips where chromium is not installed."""

import json
import pathlib
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.request

from chromium import Browser, check, key_of, program

ACCOUNT = "admin@contosofr.onmicrosoft.com"


def sign_in(browser, ready, client, mode, button):
    process = subprocess.Popen([client, ready["login"], ready["graph"], ready["ca"], "contoso.fr", mode], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    browser.open(json.loads(process.stdout.readline())["url"])
    check(browser.wait_for("document.title") and browser.wait_for(f"document.body.innerText.includes('{ACCOUNT}')"), "the sign-in page shows the account")
    browser.press(f"button[value={button}]")
    answer = json.loads(process.stdout.readline())
    last = browser.wait_for("location.pathname === '/done' && location.search === ''") if button == "sign-in" else None
    process.stdin.close()
    process.wait(timeout=20)
    return answer, last


def device(browser, ready):
    form = "client_id=14d82eec-204b-4c2f-b7e8-296a70dab67e&scope=openid+Application.ReadWrite.All"
    context = ssl.create_default_context(cafile=ready["ca"])
    base = f"{ready['login']}/{ready['tenant']['id']}/oauth2/v2.0/"
    flow = json.load(urllib.request.urlopen(base + "devicecode", form.encode(), context=context))
    browser.open(flow["verification_uri"])
    browser.press("#code")
    browser.type(flow["user_code"])
    browser.press("form button")
    check(browser.wait_for(f"document.body.innerText.includes('{ACCOUNT}')"), "the code was taken")
    browser.press("button[value=sign-in]")
    check(browser.wait_for("document.body.innerText.includes('You have signed in')"), "the page says it is done")
    poll = f"grant_type=urn:ietf:params:oauth:grant-type:device_code&client_id=14d82eec-204b-4c2f-b7e8-296a70dab67e&device_code={flow['device_code']}"
    tokens = json.load(urllib.request.urlopen(base + "token", poll.encode(), context=context))
    check(tokens["token_type"] == "Bearer", "and the device has its token")


def main():
    chromium = program()
    lab = subprocess.Popen([sys.argv[1], "--stdin-lifetime"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    profile = tempfile.mkdtemp(prefix="passerelle-chromium-")
    browser = None
    try:
        ready = json.loads(lab.stdout.readline())
        browser = Browser(chromium, pathlib.Path(profile), key_of(ready["login"]))
        for mode in ("form_post", "query"):
            answer, last = sign_in(browser, ready, sys.argv[2], mode, "sign-in")
            check(answer.get("user") == ACCOUNT and answer["tenant"] == ready["tenant"]["id"], f"the program is signed in ({mode}): {answer.get('failure', 'yes')}")
            check(last, "no code stays in the address bar")
        answer, _ = sign_in(browser, ready, sys.argv[2], "form_post", "cancel")
        check("failure" in answer, "cancelled in the browser")
        device(browser, ready)
    finally:
        if browser:
            browser.close()
        lab.stdin.close()
        lab.wait(timeout=10)
        shutil.rmtree(profile, ignore_errors=True)


main()
