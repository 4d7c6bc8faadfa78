"""Apache with mod_auth_gssapi as a reverse proxy over https, from a private configuration in a temporary folder.

Debian: apache2-bin, libapache2-mod-auth-gssapi (not apache2, which would start a service of the machine). Works as root,
where the children run as nobody's www-data, and without.
"""

import base64
import contextlib
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import kerberos
from certificates import certificate

MODULES = pathlib.Path("/usr/lib/apache2/modules")
LOADED = ("mpm_event", "authn_core", "authz_core", "authz_user", "headers", "proxy", "proxy_http", "ssl", "auth_gssapi")

CONFIGURATION = """ServerRoot {folder}
ServerName ex1.contoso.fr
Listen 127.0.0.1:{port}
PidFile {folder}/pid
Mutex posixsem
ErrorLog {folder}/error.log
LogLevel warn auth_gssapi:info
LogFormat "%u %r %>s" signed
CustomLog {folder}/access.log signed
StartServers 1
ServerLimit 2
ThreadsPerChild 8
MaxRequestWorkers 16
{modules}
{identity}
SSLEngine on
SSLCertificateFile {certificate}
SSLCertificateKeyFile {key}
KeepAliveTimeout 60
MaxKeepAliveRequests 0
<Location "/">
  AuthType GSSAPI
  AuthName "Exchange"
  GssapiSSLonly On
  GssapiAllowedMech krb5
  GssapiConnectionBound On
  GssapiCredStore keytab:{keytab}
  GssapiBasicAuth Off
  Require user {principal}
  RequestHeader set Authorization "Basic {basic}"
  ProxyPass "{upstream}"
</Location>
"""


def missing():
    """Why there can be no Apache here; nothing when there can."""
    if not shutil.which("apache2", path=kerberos.kdc.SEARCH):
        return "apache2 is not installed (Debian: apache2-bin)"
    for name in LOADED:
        if not (MODULES / f"mod_{name}.so").exists():
            return f"mod_{name} is not installed (Debian: apache2-bin libapache2-mod-auth-gssapi)"
    return ""


def configuration(folder, port, realm, upstream, account):
    """Everything the children read is in the folder, which is theirs."""
    keytab = folder / "http.keytab"
    shutil.copy(realm.keytab, keytab)
    names = certificate("ex1.contoso.fr", str(folder / "server.pem"))
    identity = ""
    if os.geteuid() == 0:
        user = pwd.getpwnam("www-data")
        identity = f"User #{user.pw_uid}\nGroup #{user.pw_gid}"
        for path in (folder, keytab):
            os.chown(path, user.pw_uid, user.pw_gid)
    modules = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in LOADED)
    basic = base64.b64encode(f"{account['user']}:{account['password']}".encode()).decode()
    text = CONFIGURATION.format(folder=folder, port=port, modules=modules, identity=identity, certificate=names[0],
                                key=names[1], keytab=keytab, principal=kerberos.PRINCIPAL, basic=basic,
                                upstream=upstream)
    (folder / "apache.conf").write_text(text)
    return folder / "apache.conf"


class Apache:
    def __init__(self, folder, port):
        self.folder = folder
        self.port = port
        self.ca = str(folder / "server.pem")

    def log(self):
        return "".join((self.folder / n).read_text() for n in ("access.log", "error.log") if (self.folder / n).exists())


@contextlib.contextmanager
def running(realm, upstream, account):
    # Inside the realm's folder: it goes with the realm, whatever ends this process. The children must pass through.
    os.chmod(realm.folder, 0o711)
    with tempfile.TemporaryDirectory(prefix="apache-", dir=realm.folder, ignore_cleanup_errors=True) as name:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        folder = pathlib.Path(name)
        file = configuration(folder, port, realm, upstream, account)
        environment = {**os.environ, "KRB5RCACHENAME": f"file2:{folder}/replays"}
        program = shutil.which("apache2", path=kerberos.kdc.SEARCH)
        process = subprocess.Popen([program, "-DFOREGROUND", "-f", str(file)], env=environment,
                                   preexec_fn=lambda: kerberos.kdc.die_with_parent(signal.SIGTERM))
        apache = Apache(folder, port)
        try:
            deadline = time.monotonic() + 15
            while True:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError("apache2 did not start: " + apache.log())
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield apache
        finally:
            process.terminate()
            process.wait(timeout=15)
