"""chromium_program.py LAB PROGRAM: the program itself runs in the console and prints an address; a real browser opens it,
a mouse presses the button of the sign-in page, the program receives the code and carries out the whole procedure. In
both languages. Nobody uses the lab's control port but to look at the end."""

import json
import pathlib
import shutil
import sys
import tempfile
import urllib.request

from chromium import Browser, check, key_of, program
from console import Console, Lab

ACCOUNT = "admin@contosofr.onmicrosoft.com"
WORDS = {  # the button of the sign-in page, the program's last page
    "en": ("Sign in", "You are signed in."),
    "fr": ("Se connecter", "Vous êtes connecté."),
}


def whole_run(browser, lab, language):
    console = Console(sys.argv[2], lab, language)
    try:
        check(console.address, f"{language}: the program prints an address: " + " | ".join(console.lines[-3:]))
        button, last = WORDS[language]
        browser.open(console.address)
        check(browser.wait_for(f"document.body && document.body.innerText.includes('{ACCOUNT}')"), f"{language}: the sign-in page shows the account")
        shown = browser.evaluate("document.querySelector('button[value=sign-in]').innerText + ' ' + document.documentElement.lang")
        check(button in shown and shown.endswith(language), f"{language}: the page speaks the browser's language: {shown}")
        browser.press("button[value=sign-in]")
        check(browser.wait_for("location.pathname === '/done' && location.search === ''"), f"{language}: the browser ends on the last page, no code in its address")
        said = browser.wait_for("document.body && document.body.innerText")
        check(last in said, f"{language}: the program's own words: {said.strip()}")
        history = browser.call("Page.getNavigationHistory")["entries"]
        codes = [value for kind, value in lab.secrets() if kind == "code"]
        check(codes and not any(code in entry["url"] for code in codes for entry in history), f"{language}: no code in the history")
        code, report = console.finish()
        check(code == 1, f"{language}: done, with warnings: " + " | ".join(console.lines[-6:]))
        return report
    finally:
        console.close()


def main():
    chromium = program()
    lab = Lab(sys.argv[1])
    try:
        for language, statuses in (("en", {"done", "already-done"}), ("fr", {"already-done", "done"})):
            profile = tempfile.mkdtemp(prefix="passerelle-chromium-")
            browser = Browser(chromium, pathlib.Path(profile), key_of(lab.ready["login"]), language)
            try:
                report = whole_run(browser, lab, language)
            finally:
                browser.close()
                shutil.rmtree(profile, ignore_errors=True)
            check(report["result"] == "complete" and {step["status"] for step in report["steps"]} <= statuses, f"{language}: the report says complete")
            uploaded = next(step for step in report["steps"] if step["id"] == "upload")
            check(uploaded["status"] == ("done" if language == "en" else "already-done"), f"{language}: the certificate is there")
        requests = json.load(urllib.request.urlopen(lab.ready["control"] + "/requests"))
        signed_in = [one for one in requests if one["area"] == "login" and one["name"] == "token"]
        check(len(signed_in) == 2 and all(one["status"] == 200 for one in signed_in), "one token request for each run")
    finally:
        lab.close()


main()
