"""Starts passerelle-lab for one script and gives access to its control port."""

import contextlib
import json
import os
import subprocess
import sys

import requests

# The lab's own authority counts, and nothing goes through a proxy.
for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
    os.environ.pop(name, None)
os.environ["NO_PROXY"] = os.environ["no_proxy"] = "localhost,127.0.0.1"


class Lab:
    def __init__(self, process, ready):
        self.process = process
        self.ready = ready

    def get(self, path):
        answer = requests.get(self.ready["control"] + path, timeout=20)
        answer.raise_for_status()
        return answer.json()

    def post(self, path, body):
        return requests.post(self.ready["control"] + path, json=body, timeout=60)

    def delete(self, path):
        requests.delete(self.ready["control"] + path, timeout=20).raise_for_status()


@contextlib.contextmanager
def lab(*options):
    """sys.argv[1] is the program; it ends when its standard input is closed."""
    process = subprocess.Popen(
        [sys.argv[1], "--stdin-lifetime", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield Lab(process, json.loads(process.stdout.readline()))
    finally:
        process.stdin.close()
        process.wait(timeout=10)


def check(condition, what):
    if not condition:
        print("FAILED:", what)
        sys.exit(1)
    print("ok:", what)
