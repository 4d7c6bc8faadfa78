"""The program itself in the console, as a person uses it: questions answered, an address to open in a browser. It knows
nothing of the lab's control port."""

import contextlib
import json
import os
import pathlib
import subprocess
import tempfile
import threading
import urllib.parse


class Lab:
    """passerelle-lab with its file of secrets; ends with this object."""

    def __init__(self, program, *options):
        self.folder = tempfile.TemporaryDirectory(prefix="passerelle-lab-")
        self.secrets_file = pathlib.Path(self.folder.name) / "secrets.jsonl"
        self.process = subprocess.Popen([program, "--stdin-lifetime", "--secrets", self.secrets_file, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ready = json.loads(self.process.stdout.readline())

    def secrets(self):
        """(kind, value) of every code and token so far."""
        return [(one["kind"], one["value"]) for one in map(json.loads, self.secrets_file.read_text().splitlines())]

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=10)
        self.folder.cleanup()


class Console:
    """One run of `passerelle --headless` on that lab. `address` is what it asked to be opened in a browser."""

    def __init__(self, program, lab, language="en"):
        self.folder = tempfile.TemporaryDirectory(prefix="passerelle-console-")
        folder = pathlib.Path(self.folder.name)
        endpoints = folder / "endpoints.json"
        endpoints.write_text(json.dumps({name: value for name, value in lab.ready.items() if name != "control"}))
        self.report_file = folder / "report.json"
        account = lab.ready["accounts"]["exchange"]
        self.process = subprocess.Popen(
            [program, "--headless", "--lang", language, "--endpoints", endpoints, "--state", folder / "run.json", "--report", self.report_file],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
        yes, no = {"en": ("yes", "no"), "fr": ("oui", "non")}[language]
        # What is only offered is declined: the key on Exchange Online's own application stays.
        for answer in ("ex1.contoso.fr", account["user"], account["password"], yes, "contoso.fr", no, yes):
            self.process.stdin.write(answer + "\n")
        self.process.stdin.flush()
        self.lines = []
        self.address = None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if line.startswith(lab.ready["login"]):
                self.address = line.strip()
                break
        self.rest = threading.Thread(target=lambda: self.lines.extend(line.rstrip() for line in self.process.stdout), daemon=True)
        self.rest.start()

    @property
    def loopback(self):
        """Where the program waits for the browser: http://localhost:port/"""
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.address).query)
        return query["redirect_uri"][0]

    def finish(self, seconds=60):
        """Exit code and report."""
        code = self.process.wait(timeout=seconds)
        self.rest.join(timeout=5)
        return code, json.loads(self.report_file.read_text()) if self.report_file.exists() else {}

    def close(self):
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()
        self.folder.cleanup()
