"""Calls over a bad network behind scripts/soak --disturbed: both sides come to their end, and nothing of a call is left."""

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import servers
from bridged import recorded
from disturbance import Endpoint, Network
from parties import Callees, Callers
from programs import free_port
from soak import main
from tables import forgotten

CALLER = "127.0.0.2"
STUCK_S = 150  # after the last call: ring time-out, dead targets and a lost ACK all have their end before
RULE = 'rules = [{{ when {{ source = "{0}" }}, action = bridge, ring-timeout = 15 s, destination-template = "sip:{{dest}}@{1}:{2}" }}]\n'


def policy(directory, callees):
    file = Path(directory) / "policy.conf"
    file.write_text(RULE.format(CALLER, callees.host, callees.port) + (servers.HERE / "policy.conf").read_text())
    return file


class Calls:
    """The callers, the callees and what they have come to."""

    def __init__(self, network, server, callees, vcons, options):
        self.network, self.vcons, self.options = network, vcons, options
        self.callers = Callers(Endpoint(network, CALLER, ("127.0.0.1", server.port)))
        self.callees = callees
        self.placed = []

    def place(self):
        self.placed.append(self.callers.call(f"disturbed-{len(self.placed) + 1}"))
        if len(self.placed) < self.options.calls:
            self.network.after(self.network.random.expovariate(self.options.rate), self.place)

    def pending(self):
        return self.callers.pending() + self.callees.pending()

    def report(self):
        print(f"{len(self.placed):6} calls placed, {len(self.pending()):5} legs not over, {self.network.sent:8} datagrams, "
              f"{self.network.lost:7} lost", flush=True)
        self.network.after(10, self.report)

    def run(self, server):
        self.place()
        self.report()
        self.network.run(lambda: len(self.placed) < self.options.calls)
        end = time.monotonic() + STUCK_S
        self.network.run(lambda: self.pending() and time.monotonic() < end)
        server.program.check_alive()


def keep(calls, server):
    """What was sent and received in each call, and the server's log, for who looks for the fault."""
    kept = Path(tempfile.mkdtemp(prefix="sip-verify-disturbed-"))
    (kept / "server.log").write_text(server.program.text())
    with open(kept / "messages", "w") as file:
        for peer in (calls.callers, calls.callees):
            for call_id, lines in peer.endpoint.history.items():
                print(f"{call_id}\n  " + "\n  ".join(lines), file=file)
    subprocess.run(["cp", "-r", calls.vcons, kept], check=True)
    print(f"the messages, the server's log and the vCons are in {kept}")


def run(options, directory, stack):
    network = Network(random.Random(options.seed))
    callees = Callees(Endpoint(network, "127.0.0.1", None))
    vcons = Path(directory) / "vcons"
    server = servers.ours(options.server, directory, 0, {
        "policy.path": policy(directory, callees.endpoint), "http.port": free_port(), "vcon.directory": vcons})
    stack.callback(server.program.stop)
    callees.endpoint.server = ("127.0.0.1", server.port)
    print(f"{servers.used_jdk(server)}; {options.calls} calls at {options.rate}/s, --seed {options.seed}", flush=True)
    calls = Calls(network, server, callees, vcons, options)
    calls.run(server)
    faults = calls.callers.faults + callees.faults
    faults += [f"{leg.call_id} {leg.tag}: did not end" for leg in calls.pending()]
    faults += [f"left in the server's tables: {name} {count:.0f}" for name, count in forgotten(server).items() if count]
    server.program.stop()
    found = recorded(vcons)
    faults += [f"{leg.call_id}: {found[leg.call_id]} vCons" for leg in calls.placed if found[leg.call_id] != 1]
    answered = sum(1 for leg in calls.placed if leg.answered_by)
    print(f"{answered} of {len(calls.placed)} calls were answered; {network.lost} of {network.sent} datagrams lost")
    for fault in faults[:50]:
        print(fault)
    print(f"{len(faults)} faults")
    if faults:
        keep(calls, server)
    return 1 if faults else 0


def options(parser):
    parser.add_argument("--calls", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=random.randrange(1, 99_999))


if __name__ == "__main__":
    sys.exit(main(run, 50, options))
