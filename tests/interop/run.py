"""run.py ENVIRONMENT SCRIPT PROGRAM…: runs SCRIPT with the pinned packages; exit code 77 when they cannot be had."""

import contextlib
import fcntl
import hashlib
import pathlib
import subprocess
import sys

SKIPPED = 77


def skip(why):
    print("SKIPPED:", why)
    sys.exit(SKIPPED)


@contextlib.contextmanager
def alone(environment):
    """Several tests start at once; one of them makes the environment."""
    environment.parent.mkdir(parents=True, exist_ok=True)
    with open(environment.with_name(environment.name + ".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def said(done):
    """The lines of a program that failed which tell why, in one."""
    lines = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower() and not line.lower().startswith("note:")]
    return " / ".join(dict.fromkeys((errors or lines or [f"exit code {done.returncode}"])[:4]))[:1000]


def prepared(environment):
    """The environment's interpreter, made or renewed when requirements.txt changed."""
    requirements = pathlib.Path(__file__).with_name("requirements.txt")
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    stamp = environment / "requirements.sha256"
    python = environment / "bin" / "python"
    if stamp.exists() and stamp.read_text() == wanted and python.exists():
        return python
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", environment], capture_output=True, text=True)
    if made.returncode:
        skip("python3 -m venv does not work here: " + said(made))
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1", "-r", requirements]
    installed = subprocess.run(pip, capture_output=True, text=True)
    if installed.returncode:
        skip("pip cannot install what requirements.txt names: " + said(installed))
    stamp.write_text(wanted)
    return python


def main():
    environment, script, programs = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    with alone(environment):
        python = prepared(environment)
    sys.exit(subprocess.run([python, script, *programs]).returncode)


main()
