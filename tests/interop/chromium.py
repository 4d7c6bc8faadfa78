"""A real browser (chromium), driven over its debugging pipe, and pressed with the mouse."""

import base64
import contextlib
import hashlib
import json
import os
import shutil
import ssl
import subprocess
import sys
import time

SKIPPED = 77


def check(condition, what):
    if not condition:
        print("FAILED:", what)
        sys.exit(1)
    print("ok:", what)


def key_of(address):
    """What --ignore-certificate-errors-spki-list takes: this one key is trusted, nothing else."""
    host, port = address.removeprefix("https://").split(":")
    pem = ssl.get_server_certificate((host, int(port)))
    public = subprocess.run(["openssl", "x509", "-pubkey", "-noout"], input=pem.encode(), capture_output=True, check=True).stdout
    der = subprocess.run(["openssl", "pkey", "-pubin", "-outform", "DER"], input=public, capture_output=True, check=True).stdout
    return base64.b64encode(hashlib.sha256(der).digest()).decode()


class Browser:
    """Chromium over its debugging pipe: messages end with a NUL byte."""

    def __init__(self, program, profile, trusted_key, language="en"):
        # 3: what the browser reads, 4: what it writes
        to_browser, to_browser_end = os.pipe()
        from_browser_end, from_browser = os.pipe()

        def child():
            os.dup2(to_browser, 20)
            os.dup2(from_browser, 21)
            os.dup2(20, 3)
            os.dup2(21, 4)

        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--no-proxy-server", f"--lang={language}", f"--accept-lang={language}", f"--user-data-dir={profile}",
             f"--ignore-certificate-errors-spki-list={trusted_key}", "--remote-debugging-pipe", "about:blank"],
            preexec_fn=child, close_fds=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(from_browser)
        self.out, self.incoming, self.rest, self.last = to_browser_end, from_browser_end, b"", 0
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        self.session = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]

    def call(self, method, params=None):
        self.last += 1
        message = {"id": self.last, "method": method, "params": params or {}}
        if hasattr(self, "session"):
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            while b"\0" not in self.rest:
                more = os.read(self.incoming, 65536)
                if not more:
                    raise RuntimeError("the browser ended")
                self.rest += more
            text, self.rest = self.rest.split(b"\0", 1)
            answer = json.loads(text)
            if answer.get("id") == self.last:
                if "error" in answer:
                    raise RuntimeError(answer["error"]["message"])
                return answer["result"]

    def evaluate(self, expression):
        return self.call("Runtime.evaluate", {"expression": expression, "returnByValue": True})["result"].get("value")

    def open(self, url):
        self.call("Page.navigate", {"url": url})

    def wait_for(self, expression, seconds=10):
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            with contextlib.suppress(RuntimeError):
                if value := self.evaluate(expression):
                    return value
            time.sleep(0.05)
        return None

    def press(self, selector):
        """A mouse click in the middle of the element, as a person would."""
        box = self.wait_for(f"(() => {{ const e = document.querySelector({json.dumps(selector)}); if (!e) return null;"
                            " const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()")
        check(box, f"{selector} can be seen")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", {"type": kind, "x": box[0], "y": box[1], "button": "left", "clickCount": 1})

    def type(self, text):
        self.call("Input.insertText", {"text": text})

    def close(self):
        with contextlib.suppress(Exception):
            del self.session
            self.call("Browser.close")
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=5)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def program():
    """The browser of this machine; ends the test as skipped without one."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found or not shutil.which("openssl"):
        print("SKIPPED: chromium is not installed (tests/run interop installs it where apt can be reached)")
        sys.exit(SKIPPED)
    return found
