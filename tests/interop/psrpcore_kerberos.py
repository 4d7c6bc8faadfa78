"""The service of psrpcore_server over plain http behind Kerberos or Negotiate, every message encrypted.

The acceptor is python-gssapi with the keytab of KRB5_KTNAME; bodies are multipart/encrypted as a Windows server writes
them (psrp.md 3.3). One connection, that is one handler object, has one context.
"""
import base64
import re
import struct
import threading
from http.server import ThreadingHTTPServer

import gssapi

import psrpcore_server

PROTOCOLS = {"Kerberos": "application/HTTP-Kerberos-session-encrypted",
             "Negotiate": "application/HTTP-SPNEGO-session-encrypted"}
HEAD = re.compile(rb"--Encrypted Boundary\r\n\tContent-Type: ([^\r]+)\r\n"
                  rb"\tOriginalContent: type=application/soap\+xml;charset=UTF-8;Length=(\d+)\r\n"
                  rb"--Encrypted Boundary\r\n\tContent-Type: application/octet-stream\r\n")
TAIL = b"--Encrypted Boundary--\r\n"


class Handler(psrpcore_server.Handler):
    service = psrpcore_server.Service()
    scheme = "Kerberos"
    contexts = []  # (initiator, service) of every context
    plain = []  # bodies that came in the clear
    context = None
    token = None

    def opened(self, body):
        authorization = self.headers.get("Authorization", "")
        if authorization:
            return self.sign_in(authorization, body)
        if self.context is None or not self.context.complete:
            self.answer(401, "text/html", b"no", {"WWW-Authenticate": self.scheme})
            return None
        try:
            return self.unwrapped(body)
        except (ValueError, gssapi.exceptions.GSSError) as error:
            self.context = None
            self.answer(400, "text/plain", str(error).encode())
            return None

    def sign_in(self, authorization, body):
        scheme, token = authorization.split(" ")
        if body:
            self.plain.append(body)
        if scheme != self.scheme:
            self.answer(401, "text/html", b"no", {"WWW-Authenticate": self.scheme})
            return None
        if self.context is None or self.context.complete:
            self.context = gssapi.SecurityContext(creds=gssapi.Credentials(usage="accept"), usage="accept")
        try:
            reply = base64.b64encode(self.context.step(base64.b64decode(token, validate=True)) or b"").decode()
        except gssapi.exceptions.GSSError:
            self.context = None
            self.answer(401, "text/html", b"no", {"WWW-Authenticate": self.scheme})
            return None
        complete = self.context.complete
        if complete:
            self.contexts.append((str(self.context.initiator_name), str(self.context.target_name)))
        self.answer(200 if complete else 401, "text/html", b"", {"WWW-Authenticate": f"{self.scheme} {reply}"})
        return None

    def unwrapped(self, body):
        head = HEAD.match(body)
        expected = f'multipart/encrypted;protocol="{PROTOCOLS[self.scheme]}";boundary="Encrypted Boundary"'
        if self.headers["Content-Type"] != expected:
            raise ValueError("Content-Type " + self.headers["Content-Type"])
        if not head or not body.endswith(TAIL) or head[1].decode() != PROTOCOLS[self.scheme]:
            self.plain.append(body)
            raise ValueError("not an encrypted body")
        sealed = body[head.end():-len(TAIL)]
        size, = struct.unpack_from("<I", sealed)
        # A Windows server takes the header by its length; with AES it is 60 bytes, rotated by 28 (psrp.md 3.3).
        if size != 60 or sealed[4:6] != b"\x05\x04" or sealed[10:12] != b"\x00\x1c":
            raise ValueError(f"the header of the message: {sealed[4:20].hex()}, {size} bytes")
        done = self.context.unwrap(sealed[4:])
        if not done.encrypted or len(done.message) != int(head[2]):
            raise ValueError("not encrypted, or another length than announced")
        return done.message

    def close_envelope(self, status, envelope):
        parts = gssapi.raw.IOV(gssapi.raw.IOVBufferType.header, envelope, gssapi.raw.IOVBufferType.padding,
                               std_layout=False)
        gssapi.raw.wrap_iov(self.context, parts, confidential=True)
        header, data, padding = (part.value or b"" for part in parts)
        protocol = PROTOCOLS[self.scheme]
        body = (f"-- Encrypted Boundary\r\n\tContent-Type: {protocol}\r\n"
                f"\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length={len(envelope) + len(padding)}\r\n"
                "-- Encrypted Boundary\r\n\tContent-Type: application/octet-stream\r\n").encode()
        body += struct.pack("<I", len(header)) + header + data + padding + b"-- Encrypted Boundary--\r\n"
        self.answer(status, f'multipart/encrypted;protocol="{protocol}";boundary="Encrypted Boundary"', body)


def serve(scheme):
    Handler.scheme = scheme
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
