"""A small WSMan service in front of psrpcore's server half: a stranger that judges our PowerShell remoting client.

https with Basic, one runspace pool per shell, the cmdlets of the table at the end. Prints its port on stdout. psrpcore
parses what the client sends and serialises what it receives; nothing here knows how the client is made.
"""
import base64
import contextlib
import datetime
import re
import ssl
import sys
import threading
import time
import uuid
import xml.etree.ElementTree as ET
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

import psrpcore
import psrpcore.types as t

from certificates import certificate

SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell"
NS = {"s": "http://www.w3.org/2003/05/soap-envelope", "a": "http://schemas.xmlsoap.org/ws/2004/08/addressing",
      "w": "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd", "rsp": SHELL,
      "pwsh": "http://schemas.microsoft.com/powershell"}
USER, PASSWORD = "admin@contoso.test", "psrpcore-Pässword"


class Fault(Exception):
    def __init__(self, code, text):
        super().__init__(text)
        self.code, self.text = code, text


class Pipeline:
    def __init__(self):
        self.server = None
        self.out = bytearray()
        self.done = False
        self.stop = threading.Event()
        self.answers = {}


class Shell:
    """One runspace pool; `changed` guards it and wakes the Receives that wait."""

    def __init__(self, fragment_size):
        self.pool = psrpcore.ServerRunspacePool()
        self.out = bytearray()
        self.pipelines = {}
        self.changed = threading.Condition()
        self.fragment_size = fragment_size
        self.violations = []

    def pump(self):
        while payload := self.pool.data_to_send(self.fragment_size):
            target = self.pipelines[payload.pipeline_id].out if payload.pipeline_id else self.out
            target += payload.data
        self.changed.notify_all()

    def take(self, data, pipeline_id=None):
        self.pool.receive_data(psrpcore.PSRPPayload(data, psrpcore.StreamType.default, pipeline_id))
        while event := self.pool.next_event():
            if isinstance(event, psrpcore.CreatePipelineEvent):
                threading.Thread(target=run, args=(self, self.pipelines[event.pipeline_id]), daemon=True).start()
            elif isinstance(event, psrpcore.PipelineHostResponseEvent):
                self.pipelines[event.pipeline_id].answers[event.ci] = event
                self.changed.notify_all()
        self.pump()


def run(shell, pipeline):
    with shell.changed:
        server = pipeline.server
        server.start()
        commands = server.metadata.commands
        try:
            if len(commands) > 1:
                pipe(server, commands)
            else:
                CMDLETS.get(commands[0].command_text, unknown)(shell, pipeline, dict(commands[0].parameters))
            if not pipeline.stop.is_set():
                server.complete()
        except Terminating as error:
            server._change_state(psrpcore.types.PSInvocationState.Failed, error=error.record)
        pipeline.done = True
        shell.pump()


class Terminating(Exception):
    def __init__(self, record):
        super().__init__()
        self.record = record


def record(reason, message, identifier):
    exception = t.NETException(Message=message)
    exception.PSObject.type_names = ["Microsoft.Exchange." + reason, *exception.PSObject.type_names]
    return t.ErrorRecord(Exception=exception, CategoryInfo=t.ErrorCategoryInfo(Reason=reason),
                         FullyQualifiedErrorId=identifier)


def unknown(shell, pipeline, _):
    name = pipeline.server.metadata.commands[0].command_text
    raise Terminating(record("CommandNotFoundException", f"The term '{name}' is not recognized", "CommandNotFoundException"))


def pipe(server, commands):
    """Each stage turns what came before it into what the next one gets; the last one's is the output."""
    objects = []
    for command in commands:
        stage = STAGES.get(command.command_text)
        if stage is None:
            raise Terminating(record("CommandNotFoundException", f"The term '{command.command_text}' is not recognized",
                                     "CommandNotFoundException"))
        objects = stage(objects, dict(command.parameters))
    for each in objects:
        server.write_output(each)


def letters(_, parameters):
    return [chr(ord("a") + i) for i in range(int(parameters["Count"]))]


def chosen(objects, parameters):
    """-Include is a list, -Descending a switch: it counts when it is there without a value."""
    wanted = [str(each) for each in parameters["Include"]]
    descending = "Descending" in parameters and parameters["Descending"] is None
    return sorted((each for each in objects if each in wanted), reverse=descending)


def prefixed(objects, parameters):
    return [str(parameters["Text"]) + each for each in objects]


STAGES = {"Get-Letter": letters, "Select-Letter": chosen, "Add-Prefix": prefixed}


def echo(shell, pipeline, parameters):
    def plain(value):
        if isinstance(value, (list, tuple)):
            return [plain(v) for v in value]
        if isinstance(value, dict):
            return {str(k): plain(v) for k, v in value.items()}
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, (bytes, bytearray)):
            return "bytes:" + bytes(value).hex()
        return type(value).__name__ + ":" + str(value)
    pipeline.server.write_output({name: plain(value) for name, value in parameters.items()})


def streams(shell, pipeline, _):
    s = pipeline.server
    s.write_warning("careful\r\n_x0041_ é \U0001F600")
    s.write_progress("Preparing", 1, "half")
    s.write_verbose("verbose")
    s.write_debug("debug")
    s.write_information("information", "here")
    error = record("ManagementObjectNotFoundException", "not found",
                   "[Server=EX1,RequestId=1,TimeStamp=x] [FailureCategory=Cmdlet-ManagementObjectNotFoundException] 1,X")
    s.write_error(error.Exception, error.CategoryInfo, fully_qualified_error_id=error.FullyQualifiedErrorId)
    s.write_output("after")


def big(shell, pipeline, parameters):
    for i in range(int(parameters.get("Count", 50))):
        pipeline.server.write_output(f"{i}:" + "abc_x_\n\u00e9" * 2000)


def values(shell, pipeline, _):
    s = pipeline.server
    user = t.PSCustomObject(Name="n", Guid=uuid.UUID(int=1), Hidden=True, Size=t.PSInt64(5000000000), Nothing=None,
                            Raw=t.PSByteArray(b"\x30\x82\x00\xff"), Mails=t.PSList(["a", "b"]),
                            When=t.PSDateTime(2024, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc))
    s.write_output(user)
    s.write_output(t.PSList([user, user]))  # the second one travels as a reference
    s.write_output(None)
    s.write_output("")
    s.write_output(t.ApartmentState.MTA)


def slow(shell, pipeline, _):
    while not pipeline.stop.is_set():
        shell.changed.wait(0.05)
    pipeline.server.stop()


def quiet(shell, pipeline, parameters):
    deadline = time.monotonic() + float(parameters.get("Seconds", 2))
    while time.monotonic() < deadline and not pipeline.stop.is_set():
        shell.changed.wait(0.05)
    pipeline.server.write_output("late")


def prompt(shell, pipeline, _):
    s = pipeline.server
    s.host_call(t.HostMethodIdentifier.WriteLine2, ["void, needs no answer"])
    ci = s.host_call(t.HostMethodIdentifier.PromptForChoice, ["Sure?", "Really?", [], 0])
    shell.pump()
    while ci not in pipeline.answers and not pipeline.stop.is_set():
        shell.changed.wait(0.05)
    while not pipeline.stop.is_set():
        shell.changed.wait(0.05)
    answer = pipeline.answers.get(ci)
    shell.violations.append("answered" if answer and not answer.error else "refused" if answer else "silent")
    s.stop()


def duplicate(shell, pipeline, _):
    raise Terminating(record("ADObjectAlreadyExistsException", "exists", "[FailureCategory=Cmdlet-X] 2,Y"))


def report(shell, pipeline, _):
    pipeline.server.write_output(t.PSList(shell.violations))


CMDLETS = {"Get-Echo": echo, "Set-Echo": echo, "Get-Streams": streams, "Get-Big": big, "Get-Values": values,
           "Get-Slow": slow, "Get-Quiet": quiet, "New-Prompt": prompt, "New-Duplicate": duplicate, "Get-Report": report}


class Service:
    def __init__(self):
        self.shells = {}
        self.lock = threading.Lock()

    def handle(self, envelope):
        root = ET.fromstring(envelope)
        action = root.find(".//a:Action", NS).text.rsplit("/", 1)[1]
        selector = root.find(".//w:Selector", NS)
        size = int(root.find(".//w:MaxEnvelopeSize", NS).text)
        timeout = float(re.fullmatch(r"PT([\d.]+)S", root.find(".//w:OperationTimeout", NS).text)[1])
        if not root.find(".//w:ResourceURI", NS).text.endswith("/Microsoft.Exchange"):
            raise Fault(2150858811, "resource")
        if action == "Create":
            return action, self.create(root, size)
        shell = self.shells.get(selector.text if selector is not None else None)
        if shell is None:
            raise Fault(2150858843, "[FailureCategory=WSMan-InvalidShellID] unknown shell")
        with shell.changed:
            return action, getattr(self, action.lower())(shell, root, timeout, selector.text)

    def create(self, root, size):
        data = base64.b64decode(root.find(".//pwsh:creationXml", NS).text, validate=True)
        shell = Shell(min(size // 2, 2000))
        with shell.changed:
            shell.take(data)
        shell_id = str(uuid.uuid4()).upper()  # not the id the client asked for
        self.shells[shell_id] = shell
        return f"<rsp:Shell><rsp:ShellId>{shell_id}</rsp:ShellId></rsp:Shell>"

    def command(self, shell, root, timeout, _):
        line = root.find(".//rsp:CommandLine", NS)
        command_id = uuid.UUID(line.get("CommandId"))
        pipeline = shell.pipelines[command_id] = Pipeline()
        pipeline.server = psrpcore.ServerPipeline(shell.pool, command_id)
        shell.take(base64.b64decode(root.find(".//rsp:Arguments", NS).text, validate=True), command_id)
        return f"<rsp:CommandResponse><rsp:CommandId>{str(command_id).lower()}</rsp:CommandId></rsp:CommandResponse>"

    def send(self, shell, root, timeout, _):
        stream = root.find(".//rsp:Stream", NS)
        command_id = stream.get("CommandId")
        shell.take(base64.b64decode(stream.text, validate=True), uuid.UUID(command_id) if command_id else None)
        return "<rsp:SendResponse/>"

    def receive(self, shell, root, timeout, _):
        command_id = root.find(".//rsp:DesiredStream", NS).get("CommandId")
        pipeline = shell.pipelines.get(uuid.UUID(command_id)) if command_id else None
        if command_id and pipeline is None:
            raise Fault(2150858843, "unknown command")
        target = pipeline or shell
        deadline = time.monotonic() + timeout
        while not target.out and not (pipeline and pipeline.done):
            left = deadline - time.monotonic()
            if left <= 0:
                raise Fault(2150858793, "timed out")
            shell.changed.wait(min(left, 0.1))
        data, target.out = bytes(target.out[:30000]), target.out[30000:]
        attribute = f' CommandId="{command_id}"' if command_id else ""
        half = len(data) // 2  # cuts a fragment in two
        body = "".join(f'<rsp:Stream Name="stdout"{attribute}>{base64.b64encode(part).decode()}</rsp:Stream>'
                       for part in (data[:half], b"", data[half:]))
        if pipeline and pipeline.done and not target.out:
            body += f'<rsp:CommandState{attribute} State="{SHELL}/CommandState/Done"/>'
            del shell.pipelines[uuid.UUID(command_id)]
        return f"<rsp:ReceiveResponse>{body}</rsp:ReceiveResponse>"

    def signal(self, shell, root, timeout, _):
        signal = root.find(".//rsp:Signal", NS)
        pipeline = shell.pipelines.get(uuid.UUID(signal.get("CommandId")))
        if root.find(".//rsp:Code", NS).text in ("powershell/signal/crtl_c", "powershell/signal/ctrl_c") and pipeline:
            pipeline.stop.set()
            shell.changed.notify_all()
        return "<rsp:SignalResponse/>"

    def delete(self, shell, root, timeout, shell_id):
        del self.shells[shell_id]
        return ""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    service = Service()

    def log_message(self, *_):
        pass

    def opened(self, body):
        """The envelope in a request; nothing when it was answered here."""
        expected = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") == expected:
            return body
        self.answer(401, "text/html", b"no", {"WWW-Authenticate": 'Basic realm="test"'})
        return None

    def close_envelope(self, status, envelope):
        self.answer(status, "application/soap+xml;charset=UTF-8", envelope)

    def do_POST(self):
        body = self.opened(self.rfile.read(int(self.headers["Content-Length"])))
        if body is None:
            return
        message = re.search(rb"<a:MessageID>([^<]*)<", body)[1].decode()
        try:
            action, reply = self.service.handle(body)
            status, action = 200, f"{SHELL}/{action}Response"
        except Fault as fault:
            status, action = 500, "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault"
            reply = ("<s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason><s:Text/></s:Reason><s:Detail>"
                     '<f:WSManFault xmlns:f="http://schemas.microsoft.com/wbem/wsman/1/wsmanfault" '
                     f'Code="{fault.code}"><f:Message>{escape(fault.text)}</f:Message></f:WSManFault></s:Detail></s:Fault>')
        names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NS.items())
        self.close_envelope(status, (
            f"<s:Envelope {names}><s:Header><a:Action>{action}</a:Action><a:RelatesTo>{message}</a:RelatesTo>"
            f"</s:Header><s:Body>{reply}</s:Body></s:Envelope>").encode())

    def answer(self, status, content_type, body, headers=None):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        with contextlib.suppress(BrokenPipeError):  # a client that closes does not wait for its last Receive
            self.end_headers()
            self.wfile.write(body)


def serve(host, certificate_path):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate(host, certificate_path))
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


if __name__ == "__main__":
    running = serve(sys.argv[1], sys.argv[2])
    print(running.server_address[1], flush=True)
    sys.stdin.read()
