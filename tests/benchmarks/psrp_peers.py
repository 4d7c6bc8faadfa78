"""Our PowerShell remoting client beside pypsrp, on the same machine, minute and bytes; one JSON line each.

psrp_peers.py LAB CLIENT BENCH_CLIXML    run by tests/run bench through tests/interop/run.py

psrp-cpu: processor time for the same cmdlets against the same lab, without that of starting up, opening and closing.
clixml-speed: MB/s of reading the same CLIXML.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
from urllib.parse import urlsplit

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "interop"))

ROUNDS = 10
TRIES = 5  # of ours and of theirs; the best counts
COMMANDS = [
    ("Get-ExchangeServer", {}),
    ("Get-AuthConfig", {"DomainController": "dc1.contoso.fr"}),
    ("Get-AcceptedDomain", {}),
    ("Get-PartnerApplication", {"DomainController": "dc1.contoso.fr"}),
    ("Get-MailUser", {"Identity": "nobody", "DomainController": "dc1.contoso.fr"}),
    ("Get-Command", {"Name": ["New-MailUser", "Set-MailUser", "New-PartnerApplication"]}),
]


def print_figure(name, ours, reference, unit):
    line = {"name": name, "ours": round(ours, 3), "reference": round(reference, 3), "unit": unit}
    line["ratio"] = round(ours / reference, 3) if reference else 0
    print(json.dumps(line), flush=True)


def processor_time(arguments, **more):
    """Seconds of user and system time of one child."""
    before = os.times()
    subprocess.run(arguments, check=True, capture_output=True, **more)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def pypsrp_client(ready, rounds):
    from pypsrp.powershell import PowerShell, RunspacePool
    from pypsrp.wsman import WSMan

    account = ready["accounts"]["exchange"]
    wsman = WSMan("127.0.0.1", port=urlsplit(ready["exchange"]["https"]).port, path="PowerShell/", ssl=True, auth="basic",
                  username=account["user"], password=account["password"], encryption="never", cert_validation=ready["ca"])
    with wsman, RunspacePool(wsman, configuration_name="Microsoft.Exchange") as pool:
        for name, parameters in COMMANDS * rounds:
            shell = PowerShell(pool)
            shell.add_cmdlet(name).add_parameters(parameters)
            shell.invoke()


def ours(client, ready, rounds):
    account = ready["accounts"]["exchange"]
    url = urlsplit(ready["exchange"]["https"])
    commands = [{"name": name, "parameters": list(parameters.items())} for name, parameters in COMMANDS * rounds]
    run = {"url": f"https://{url.hostname}/PowerShell/", "user": account["user"], "ca": ready["ca"], "address": "127.0.0.1",
           "port": url.port, "commands": commands}
    return processor_time([client], input=json.dumps(run).encode(),
                          env={**os.environ, "PSRP_CLIENT_PASSWORD": account["password"]})


def theirs(ready, rounds):
    return processor_time([sys.executable, __file__, "--pypsrp", json.dumps(ready), str(rounds)])


def compare_cpu(client):
    from labrun import lab

    with lab() as running:
        def beside(measure):
            return min(measure(ROUNDS) for _ in range(TRIES)) - min(measure(0) for _ in range(TRIES))
        our_time = beside(lambda rounds: ours(client, running.ready, rounds))
        their_time = beside(lambda rounds: theirs(running.ready, rounds))
        asked = sum(1 for request in running.get("/requests") if request["kind"] == "cmdlet")
        if asked != 2 * TRIES * ROUNDS * len(COMMANDS):
            sys.exit(f"{asked} cmdlets reached the lab")
    print_figure("psrp-cpu", our_time * 1000, their_time * 1000, "ms")


def compare_reading(bench):
    from pypsrp.serializer import Serializer

    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "users.xml"
        done = subprocess.run([bench, "--write", str(path), "--rounds", str(TRIES)], check=True, capture_output=True,
                              text=True)
        text = path.read_text()
    figures = [json.loads(line) for line in done.stdout.splitlines()]
    ours = next(figure["ours"] for figure in figures if figure["name"] == "clixml-throughput")
    their_time = float("inf")
    for _ in range(TRIES):
        start = time.process_time()
        Serializer().deserialize(text)
        their_time = min(their_time, time.process_time() - start)
    size = len(text) / 1e6
    print_figure("clixml-speed", ours, size / their_time, "MB/s")


if __name__ == "__main__":
    if sys.argv[1] == "--pypsrp":
        pypsrp_client(json.loads(sys.argv[2]), int(sys.argv[3]))
    else:
        compare_reading(sys.argv[3])
        compare_cpu(sys.argv[2])
