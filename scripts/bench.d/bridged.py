"""The endurance run behind scripts/soak --bridge: calls that are bridged, and each minute what the server holds on to."""

import json
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import servers
from calls import Sipp
from killed import CALLER, CALLS, Outliving
from programs import Program, free_port
from soak import Held, jcmd_of, judge, main
from tables import forgotten

SCENARIOS = Path(__file__).resolve().parent.parent / "sipp"
TALK_MS = 10_000
RECORDED_S = 120  # a call that its caller may ask for once more is not closed before


class Kind:
    """Calls that end in the same way: a caller with an address of its own, by which the policy finds the callees."""

    def __init__(self, name, share, address, caller, *callees, options=()):
        self.name, self.share, self.address, self.options = name, share, address, options
        self.caller = SCENARIOS / "bridge" / caller
        self.callees = {free_port(): SCENARIOS / callee for callee in callees}

    def answering(self, directory):
        for port, scenario in self.callees.items():
            text = scenario.read_text()
            if len(self.callees) > 1:
                text = text.replace("486 Busy Here", "503 Service Unavailable")
            file = Path(directory) / f"{port}-{scenario.name}"
            file.write_text(text)
            program = Program(
                f"callee-{port}",
                ["sipp", "-sf", file, "-i", "127.0.0.1", "-p", port, "-nostdin", "-deadcall_wait", "0"],
                directory, {"TERM": "dumb"})
            yield program
            program.await_that(lambda bound=port: servers.bound(bound))

    def rule(self):
        return rule(self.address, self.callees)


def rule(address, ports):
    targets = ", ".join(f'"sip:{{dest}}@127.0.0.1:{port}"' for port in ports)
    return f'{{ when {{ source = "{address}" }}, action = bridge, destination-template = [{targets}] }}'


TALK, HALF = ("-d", str(TALK_MS)), ("-d", str(TALK_MS // 2))
KINDS = [
    Kind("answered", 0.6, "127.0.0.2", "caller-hangs-up.xml", "bridge/callee-is-hung-up-on.xml", options=TALK),
    Kind("cancelled", 0.1, "127.0.0.3", "caller-cancels.xml", "bridge/callee-is-cancelled.xml", options=("-d", "500")),
    Kind("refused", 0.1, "127.0.0.4", "caller-is-refused.xml", "busy.xml"),
    Kind("failed over", 0.1, "127.0.0.5", "caller-hangs-up.xml", "busy.xml", "bridge/callee-is-hung-up-on.xml", options=TALK),
    Kind("held", 0.06, "127.0.0.6", "caller-holds.xml", "bridge/callee-is-held.xml", options=TALK),
    Kind("refreshed", 0.04, "127.0.0.7", "caller-refreshes.xml", "bridge/callee-is-hung-up-on.xml", options=HALF),
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


def policy(directory, outliving):
    rules = "\n".join([kind.rule() for kind in KINDS] + [rule(CALLER, [outliving.port()])])
    file = Path(directory) / "policy.conf"
    file.write_text(f"rules = [\n{rules}\n]\n" + (Path(__file__).parent / "policy.conf").read_text())
    return file


def recorded(directory):
    """How many vCons there are of each call, by the caller's Call-ID."""
    found = Counter()
    for file in Path(directory).rglob("*.vcon"):
        found[json.loads(file.read_text())["dialog"][0]["sip_call_id"]] += 1
    return found


class Soak:
    """The server under load, which may be killed and is started again then."""

    def __init__(self, options, directory, stack):
        self.options, self.directory, self.stack = options, Path(directory), stack
        self.port, self.vcons = free_port(), self.directory / "vcons"
        self.outliving = Outliving(self.port)
        self.policy = policy(directory, self.outliving)
        self.start()
        for kind in KINDS:
            for program in kind.answering(directory):
                stack.callback(program.stop)

    def start(self):
        self.server = servers.ours(self.options.server, self.directory, 0, {
            "policy.path": self.policy, "http.port": free_port(), "sip.port": self.port, "vcon.directory": self.vcons,
            "vcon.retention.max-size": "4 GiB"})
        self.server.port = self.port
        self.stack.callback(self.server.program.stop)

    def kill(self):
        """Faults, a sentence each."""
        self.outliving.talk()
        self.server.program.process.send_signal(signal.SIGKILL)
        self.server.program.process.wait()
        self.start()
        codes = self.outliving.hang_up()
        calls = {leg.call_id for leg in self.outliving.calls}
        end = time.monotonic() + RECORDED_S
        while not calls <= recorded(self.vcons).keys() and time.monotonic() < end:
            time.sleep(1)
        found = recorded(self.vcons)
        wrong = [leg.call_id for leg in self.outliving.calls if found[leg.call_id] != 1]
        print(f"killed during {CALLS} calls and started again: both sides' BYEs were answered {dict(codes)}; "
              f"{CALLS - len(wrong)} of these calls have exactly one vCon", flush=True)
        faults = [f"BYEs answered {codes} where 481 is right"] if set(codes) != {481} else []
        return faults + [f"{call}: {found[call]} vCons" for call in wrong]

    def minutes(self):
        """The heaps, and faults."""
        heaps, faults = [], []
        for number in range(1, self.options.minutes + 1):
            runs = minute(self.server, self.options.rate, self.directory)
            held = Held(self.server, jcmd_of(self.server))
            heaps.append(held.heap_kib)
            wanted, answered = sum(each.wanted for each in runs), sum(each.answered for each in runs)
            faults += [f"minute {number}: {each.answered} of {each.wanted} calls {kind.name}"
                       for kind, each in zip(KINDS, runs) if each.answered != each.wanted]
            print(f"{number:6} {wanted:6} {answered:10} {sum(each.retransmitted for each in runs):14} {held.heap_kib:20} "
                  f"{held.threads:8} {held.descriptors:12}", flush=True)
            if self.options.kill and number == (self.options.minutes + 1) // 2:
                faults += self.kill()
        return heaps, faults


def run(options, directory, stack):
    soak = Soak(options, directory, stack)
    stack.callback(soak.outliving.close)
    jcmd_of(soak.server)
    mix = ", ".join(f"{kind.share:.0%} {kind.name}" for kind in KINDS)
    print(f"{servers.used_jdk(soak.server)}; {options.rate} calls/s for {options.minutes} minutes, {TALK_MS // 1000} s each: {mix}",
          flush=True)
    print("minute  calls  as wanted  retransmitted  heap after GC (KiB)  threads  descriptors", flush=True)
    heaps, faults = soak.minutes()
    rest = {name: count for name, count in forgotten(soak.server).items() if count}
    print(f"left in the tables: {rest or 'nothing'}")
    for fault in faults:
        print(fault)
    return judge(heaps, len(faults)) or (1 if rest else 0)


def options(parser):
    parser.add_argument("--kill", action="store_true")


if __name__ == "__main__":
    sys.exit(main(run, 50, options))
