"""run.py ENVIRONMENT SCRIPT PROGRAM...: runs SCRIPT with the pinned packages; exit code 77 when they cannot be had."""

import hashlib
import pathlib
import subprocess
import sys

SKIPPED = 77


def skip(why):
    print("SKIPPED:", why)
    sys.exit(SKIPPED)


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
        skip("python3 -m venv does not work here: " + (made.stderr or made.stdout).strip().splitlines()[-1])
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "1", "-r", requirements]
    installed = subprocess.run(pip, capture_output=True, text=True)
    if installed.returncode:
        skip("PyPI cannot be reached or lacks the packages: " + installed.stderr.strip().splitlines()[-1])
    stamp.write_text(wanted)
    return python


def main():
    environment, script, programs = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
    sys.exit(subprocess.run([prepared(environment), script, *programs]).returncode)


main()
