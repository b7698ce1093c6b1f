"""The endurance run behind scripts/soak --bridge: calls that are bridged, and each minute what the server holds on to."""

import re
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import servers
from calls import Sipp
from programs import Broken, Program, free_port
from soak import Held, judge, main

SCENARIOS = Path(__file__).resolve().parent.parent / "sipp"
TALK_MS = 10_000
FORGOTTEN_S = 60
GAUGES = ("bridged_calls", "bridge_entries", "calls_in_hand", "transactions", "client_transactions")


class Kind:
    """Calls that end in the same way: a caller with an address of its own, by which the policy finds the callee."""

    def __init__(self, share, address, caller, callee, *options):
        self.share, self.address, self.options = share, address, options
        self.caller, self.callee, self.port = SCENARIOS / caller, SCENARIOS / callee, free_port()

    def answering(self, directory):
        program = Program(
            f"callee-{self.port}",
            ["sipp", "-sf", self.callee, "-i", "127.0.0.1", "-p", self.port, "-nostdin", "-deadcall_wait", "0"],
            directory, {"TERM": "dumb"})
        program.await_that(lambda: servers.bound(self.port))
        return program

    def rule(self):
        return (f'{{ when {{ source = "{self.address}" }}, action = bridge, '
                f'destination-template = "sip:{{dest}}@127.0.0.1:{self.port}" }}')


KINDS = [
    Kind(0.8, "127.0.0.2", "bridge/caller-hangs-up.xml", "bridge/callee-is-hung-up-on.xml", "-d", str(TALK_MS)),
    Kind(0.1, "127.0.0.3", "bridge/caller-cancels.xml", "bridge/callee-is-cancelled.xml", "-d", "500"),
    Kind(0.1, "127.0.0.4", "bridge/caller-is-refused.xml", "busy.xml"),
]


class Calling(Sipp):
    """One run of callers of a kind."""

    def __init__(self, server, kind, rate, calls, directory):
        Sipp.count += 1
        self.server, self.calls, self.rate = server, calls, rate
        self.directory = Path(directory) / f"sipp-{Sipp.count}"
        self.directory.mkdir()
        self.log = open(self.directory / "log", "wb")
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            ["sipp", "-sf", kind.caller, "-i", kind.address, "-m", str(calls), "-r", str(rate), "-l", "20000",
             "-key", "headers", "", "-nostdin", "-deadcall_wait", "0", "-trace_stat", "-fd", "1", "-stf", "stat.csv",
             *kind.options, f"127.0.0.1:{server.port}"],
            cwd=self.directory, stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)


def minute(server, rate, directory):
    running = []
    for kind in KINDS:
        share = max(1, round(rate * kind.share))
        running.append(Calling(server, kind, share, share * 60, directory))
    return [calls.finish(patience=TALK_MS / 1000 + 20) for calls in running]


def policy(directory):
    rules = "\n".join(kind.rule() for kind in KINDS)
    file = Path(directory) / "policy.conf"
    file.write_text(f"rules = [\n{rules}\n]\n" + (Path(__file__).parent / "policy.conf").read_text())
    return file


def left(server):
    """What the tables hold, by gauge."""
    port = re.search(r"^ready .*http 127\.0\.0\.1:(\d+)", server.program.text(), re.M)[1]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as page:
        text = page.read().decode()
    return {name: float(re.search(rf"^sipverify_{name} (\S+)", text, re.M)[1]) for name in GAUGES}


def forgotten(server):
    """Over UDP the last requests may be repeated for 32 seconds."""
    end = time.monotonic() + FORGOTTEN_S
    while any(left(server).values()) and time.monotonic() < end:
        time.sleep(1)
    return left(server)


def run(options, directory, stack):
    server = servers.ours(
        options.server, directory, 0, {"policy.path": policy(directory), "http.port": free_port()})
    stack.callback(server.program.stop)
    for kind in KINDS:
        stack.callback(kind.answering(directory).stop)
    jdk = servers.used_jdk(server)
    jcmd = Path(jdk.partition(" in ")[2]) / "bin" / "jcmd"
    if not jcmd.exists():
        raise Broken(f"{jdk} has no jcmd: the server must run on a whole JDK here")
    print(f"{jdk}; {options.rate} calls/s for {options.minutes} minutes, of which 80 % are answered and last "
          f"{TALK_MS // 1000} s, 10 % cancelled, 10 % refused", flush=True)
    print("minute  calls  as wanted  retransmitted  heap after GC (KiB)  threads  descriptors", flush=True)
    heaps, failed = [], 0
    for number in range(1, options.minutes + 1):
        runs = minute(server, options.rate, directory)
        held = Held(server, jcmd)
        heaps.append(held.heap_kib)
        wanted, answered = sum(each.wanted for each in runs), sum(each.answered for each in runs)
        failed += wanted - answered
        print(f"{number:6} {wanted:6} {answered:10} {sum(each.retransmitted for each in runs):14} {held.heap_kib:20} "
              f"{held.threads:8} {held.descriptors:12}", flush=True)
    rest = {name: count for name, count in forgotten(server).items() if count}
    print(f"left in the tables: {rest or 'nothing'}")
    return judge(heaps, failed) or (1 if rest else 0)


if __name__ == "__main__":
    sys.exit(main(run, 50))
