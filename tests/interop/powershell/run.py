"""run.py MODULES PROGRAM: PROGRAM writes PowerShell into a folder, tree-sitter's grammar reads it; 77 when npm cannot."""

import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
HERE = pathlib.Path(__file__).parent


def skip(why):
    print("SKIPPED:", why)
    sys.exit(SKIPPED)


def prepare(modules):
    """The pinned packages, installed without running anything of theirs."""
    lock = (HERE / "package-lock.json").read_bytes()
    stamp = modules / "installed-lock.json"
    if stamp.exists() and stamp.read_bytes() == lock:
        return
    if not shutil.which("npm") or not shutil.which("node"):
        skip("node or npm is missing")
    modules.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, modules / name)
    command = ["npm", "ci", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--fetch-retries", "1"]
    installed = subprocess.run(command, cwd=modules, capture_output=True, text=True)
    if installed.returncode:
        skip("the npm registry cannot be reached or lacks the packages: " + installed.stderr.strip()[-200:])
    stamp.write_bytes(lock)


def main():
    modules, program = pathlib.Path(sys.argv[1]), sys.argv[2]
    prepare(modules)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, folder], check=True)
        scripts = sorted(str(file) for file in pathlib.Path(folder).glob("*.ps1"))
        sys.exit(subprocess.run(["node", HERE / "read.mjs", modules, *scripts]).returncode)


main()
