"""The Kerberos realm of tests/kerberos for a script here, and the names of the lab's servers on loopback."""

import contextlib
import os
import pathlib
import socket
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "kerberos"))

import realm as kdc

PASSWORD = kdc.PASSWORD
PRINCIPAL = "adm.exchange@" + kdc.REALM


def servers_on_loopback():
    """This process finds every contoso.fr server on 127.0.0.1, as a client in the domain would by DNS."""
    resolve = socket.getaddrinfo

    def local(host, *arguments, **names):
        return resolve("127.0.0.1" if str(host).endswith(".contoso.fr") else host, *arguments, **names)

    socket.getaddrinfo = local


@contextlib.contextmanager
def entered():
    """The realm runs and this process, with all it starts, is in it; exit code 77 without krb5-kdc."""
    kdc.skip_unless_installed()
    with kdc.running() as realm:
        os.environ.update(realm.environment)
        servers_on_loopback()
        yield realm
