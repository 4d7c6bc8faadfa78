"""A throw-away Kerberos realm on loopback: a real MIT KDC (Debian krb5-kdc, krb5-admin-server, krb5-user).

    realm.py                   one JSON line when ready; ends on SIGTERM, SIGINT
    realm.py --stdin-lifetime  ends as soon as standard input is closed
    realm.py -- COMMAND…       runs the command with the realm's environment; its exit code
    realm.py --check           exit code 77, with a word, when the programs are not installed; else 0

The realm is CONTOSO.FR, AES-256 only, nothing asked of DNS. The line:
{"realm","kdc":"127.0.0.1:port","keytab","environment":{…},"accounts":{name:{"principal","password","state"}},"pid"}
"environment" is all that a client, or a server with the keytab, needs. Its ticket cache is empty until somebody signs in.

As a module: `with realm.running() as r:`, r.environment, r.sign_in(name), r.sign_out().

Whatever way this program ends (kill -9 too), the KDC stops and the folder with the database, keys and tickets goes.
"""

import contextlib
import ctypes
import json
import os
import pathlib
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
REALM = "CONTOSO.FR"
HOSTS = ("ex1.contoso.fr", "ex2.contoso.fr", "mail.contoso.fr", "autodiscover.contoso.fr")
PASSWORD = "Passerelle-Lab-2026!"  # the one of the lab's accounts
ACCOUNTS = {  # name: (what is special, options of add_principal)
    "adm.exchange": ("the lab's Exchange administrator", ""),
    "lecteur": ("known to the realm, not to the lab", ""),
    "adm.expire": ("its password has expired", "+needchange"),
    "adm.desactive": ("disabled", "-allow_tix"),
}
PROGRAMS = ("krb5kdc", "kdb5_util", "kadmin.local", "kinit", "kdestroy")
SEARCH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))

CLIENT = """[libdefaults]
  default_realm = {realm}
  dns_lookup_kdc = false
  dns_lookup_realm = false
  dns_canonicalize_hostname = false
  rdns = false
  qualify_shortname = ""
  permitted_enctypes = aes256-cts-hmac-sha1-96
  udp_preference_limit = 1
  kdc_timeout = 3
[realms]
  {realm} = {{
    kdc = 127.0.0.1:{port}
  }}
[domain_realm]
  contoso.fr = {realm}
  .contoso.fr = {realm}
"""
SERVER = """[kdcdefaults]
  kdc_listen = 127.0.0.1:{port}
  kdc_tcp_listen = 127.0.0.1:{port}
[realms]
  {realm} = {{
    database_name = {folder}/principal
    key_stash_file = {folder}/stash
    acl_file = {folder}/acl
    supported_enctypes = aes256-cts-hmac-sha1-96:normal
    master_key_type = aes256-cts-hmac-sha1-96
    max_life = 10h
    default_principal_flags = +preauth
  }}
[logging]
  kdc = FILE:{folder}/kdc.log
"""


class Problem(Exception):
    pass


def program(name):
    found = shutil.which(name, path=SEARCH)
    if not found:
        raise Problem(f"{name} is not installed (Debian: krb5-kdc krb5-admin-server krb5-user)")
    return found


def missing():
    """Why there can be no realm here; nothing when there can."""
    try:
        for name in PROGRAMS:
            program(name)
    except Problem as problem:
        return str(problem)
    return ""


def skip_unless_installed():
    if missing():
        print("SKIPPED:", missing())
        sys.exit(SKIPPED)


def call(command, environment, text=""):
    done = subprocess.run(command, input=text, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise Problem(f"{pathlib.Path(command[0]).name}: {(done.stderr or done.stdout).strip()}")
    return done.stdout + done.stderr


class Realm:
    def __init__(self, folder):
        self.folder = folder
        self.keytab = folder / "http.keytab"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = {
            "KRB5_CONFIG": str(folder / "krb5.conf"),
            "KRB5CCNAME": f"FILE:{folder}/tickets",
            "KRB5_KTNAME": f"FILE:{self.keytab}",
            "KRB5RCACHENAME": f"file2:{folder}/replays",
            "PASSERELLE_LAB_KEYTAB": str(self.keytab),
        }
        self.all = {**os.environ, **self.environment}
        self.private = {**self.all, "KRB5_KDC_PROFILE": str(folder / "kdc.conf")}

    def make(self):
        names = {"realm": REALM, "port": self.port, "folder": self.folder}
        (self.folder / "krb5.conf").write_text(CLIENT.format(**names))
        (self.folder / "kdc.conf").write_text(SERVER.format(**names))
        call([program("kdb5_util"), "create", "-s", "-r", REALM, "-P", secrets.token_hex(16)], self.private)
        orders = [f"addprinc {options} -pw {PASSWORD} {name}" for name, (_, options) in ACCOUNTS.items()]
        for host in HOSTS:
            orders += [f"addprinc -randkey HTTP/{host}", f"ktadd -k {self.keytab} HTTP/{host}"]
        said = call([program("kadmin.local"), "-r", REALM], self.private, "\n".join(orders) + "\n")
        if not self.keytab.exists() or said.count("added to keytab") != len(HOSTS):
            raise Problem("kadmin.local: " + said)

    def ready(self):
        accounts = {
            name: {"principal": f"{name}@{REALM}", "password": PASSWORD, "state": state}
            for name, (state, _) in ACCOUNTS.items()
        }
        return {"realm": REALM, "kdc": f"127.0.0.1:{self.port}", "keytab": str(self.keytab),
                "environment": self.environment, "accounts": accounts, "pid": os.getpid()}

    def wait(self, alive):
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if not alive():
                raise Problem("krb5kdc did not start: " + (self.folder / "kdc.out").read_text().strip())
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.01)
        raise Problem("krb5kdc does not answer")

    def sign_in(self, name="adm.exchange", password=PASSWORD):
        call([program("kinit"), f"{name}@{REALM}"], self.all, password + "\n")

    def sign_out(self):
        subprocess.run([program("kdestroy")], env=self.all, capture_output=True)


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def guard(realm, lifeline):
    """The process that owns the KDC and the folder: it clears both away when the other end of `lifeline` closes."""
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    with open(os.devnull, "r+b") as nothing:
        for descriptor in (0, 1, 2):
            os.dup2(nothing.fileno(), descriptor)
    with open(realm.folder / "kdc.out", "wb") as out:
        kdc = subprocess.Popen([program("krb5kdc"), "-n", "-r", REALM], env=realm.private, stdout=out, stderr=out,
                               preexec_fn=die_with_parent)
    (realm.folder / "pid").write_text(str(kdc.pid))
    os.read(lifeline, 1)
    kdc.kill()
    kdc.wait()
    shutil.rmtree(realm.folder, ignore_errors=True)
    os._exit(0)


@contextlib.contextmanager
def running():
    if missing():
        raise Problem(missing())
    realm = Realm(pathlib.Path(tempfile.mkdtemp(prefix="passerelle-realm-")))
    lifeline, held = os.pipe()
    try:
        realm.make()
        child = os.fork()
    except BaseException:
        shutil.rmtree(realm.folder, ignore_errors=True)
        raise
    if child == 0:
        os.close(held)
        guard(realm, lifeline)
    os.close(lifeline)
    try:
        realm.wait(lambda: os.waitpid(child, os.WNOHANG) == (0, 0) and kdc_alive(realm))
        yield realm
    finally:
        os.close(held)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(child, 0)


def kdc_alive(realm):
    """False once the KDC has ended (a zombie of its guard); true while it has not been started yet."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        pid = int((realm.folder / "pid").read_text())
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return True


def stop(*_):
    raise KeyboardInterrupt


def main(arguments):
    if arguments == ["--check"]:
        skip_unless_installed()
        return 0
    if arguments and arguments != ["--stdin-lifetime"] and (arguments[0] != "--" or len(arguments) < 2):
        print(__doc__, file=sys.stderr)
        return 5
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        with running() as realm:
            if arguments and arguments[0] == "--":
                return subprocess.run(arguments[1:], env=realm.all).returncode
            print(json.dumps(realm.ready()), flush=True)
            if arguments:
                sys.stdin.read()
            else:
                signal.pause()
    except KeyboardInterrupt:
        pass
    except Problem as problem:
        print("realm.py:", problem, file=sys.stderr)
        return SKIPPED if missing() else 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
