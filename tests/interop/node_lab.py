"""node_lab.py PROGRAM FOLDER SCRIPT: installs the locked npm packages into FOLDER, starts the lab, runs SCRIPT with node."""

import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys

SKIPPED = 77


def skip(why):
    print("SKIPPED:", why)
    sys.exit(SKIPPED)


def prepared(folder):
    """FOLDER holds the packages of package-lock.json; renewed when that changed."""
    source = pathlib.Path(__file__).with_name("node")
    if not shutil.which("node") or not shutil.which("npm"):
        skip("node and npm are not installed")
    wanted = hashlib.sha256((source / "package-lock.json").read_bytes()).hexdigest()
    stamp = folder / "lock.sha256"
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(source / name, folder / name)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1", "--cache", str(folder / ".npm")]
        installed = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if installed.returncode:
            skip("npm cannot be reached or lacks the packages: " + (installed.stderr.strip() or "?").splitlines()[-1])
        stamp.write_text(wanted)
    return source


def main():
    program, folder, script = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    source = prepared(folder)
    shutil.copy(source / script, folder / script)  # node looks for packages beside the script
    lab = subprocess.Popen([program, "--stdin-lifetime"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        ready = json.loads(lab.stdout.readline())
        environment = {**os.environ, "LAB_READY": json.dumps(ready), "NODE_EXTRA_CA_CERTS": ready["ca"]}
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
            environment.pop(name, None)
        sys.exit(subprocess.run(["node", folder / script], env=environment, timeout=120).returncode)
    finally:
        lab.stdin.close()
        lab.wait(timeout=10)


main()
