"""The program's side of the redirect: keeps what the browser brought."""

import http.server
import threading
import urllib.parse


class Loopback(http.server.ThreadingHTTPServer):
    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.brought = None
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://localhost:{self.server_port}"


class Handler(http.server.BaseHTTPRequestHandler):
    def keep(self, text):
        fields = {k: v[0] for k, v in urllib.parse.parse_qs(text).items()}
        if "state" in fields:
            self.server.brought = fields
        self.send_response(200 if "state" in fields else 404)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self):
        self.keep(urllib.parse.urlsplit(self.path).query)

    def do_POST(self):
        self.keep(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def log_message(self, *_):
        pass
