"""The benchmark behind scripts/bench: this server and another in turns, under the same calls. The other is Kamailio, or
this server without what is to be measured."""

import argparse
import contextlib
import json
import os
import re
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

import machine
import report
import servers
from calls import Credentials, NoCredentials, Sipp
from probe import Probe, one_call, percentile
from programs import Broken

# Seconds: warming up, at most until the compiler of the JVM is done, the run at a fixed rate, one step of the search.
FULL = {"warm": 40, "settle": 15, "fixed": 10, "step": 5, "bisections": 4}
QUICK = {"warm": 8, "settle": 3, "fixed": 3, "step": 2, "bisections": 0}
TOP_RATE = 25600
PROBES = 50
LEAD_IN = 1  # seconds of calls before answers are timed: a server that had nothing to do for a while is slow at first

WORKLOADS = {
    "policy": {"verifier": None, "children": 8, "start": 1600, "warm_rate": 1500,
               "what": "redirect by policy, no verifier"},
    "instant": {"verifier": 0, "children": 8, "start": 1600, "warm_rate": 1000,
                "what": "a verifier that answers at once"},
    "slow": {"verifier": 0.1, "children": 32, "start": 100, "warm_rate": 1000, "top_fixed": 200,
             "what": "a verifier that answers after 100 ms"},
    "pinned": {"verifier": None, "children": None, "start": 1600, "warm_rate": 1000,
               "what": "the verifier built in; Kamailio has no equivalent"},
    "vcons": {"verifier": None, "children": None, "start": 400, "warm_rate": 800, "top_fixed": 200, "probes": 100, "slices": 10,
              "warm": 120,  # the code of vCons is compiled late, on a thread of its own that takes a core from the calls
              "what": "a vCon of each call, beside the same server without; the verifier built in"},
    "waiting": {"verifier": 5, "children": 32, "what": "OPTIONS while 1,000 calls wait on a verifier that takes 5 s"},
}


class Steady:
    """What became of calls at a fixed rate."""

    def __init__(self):
        self.rate = self.calls = self.answered = self.retransmitted = self.cpu_ns = self.probes = 0
        self.times_ms = []

    def add(self, rate, calls, probe, cpu_ns):
        self.rate = rate
        self.calls += calls.wanted
        self.answered += calls.answered
        self.retransmitted += calls.retransmitted
        self.cpu_ns += cpu_ns
        self.probes += probe.wanted
        self.times_ms += probe.times_ms

    def figures(self):
        return {"rate": self.rate, "calls": self.calls, "answered": self.answered,
                "retransmitted": self.retransmitted,
                "cpu_us_per_call": round(self.cpu_ns / 1000 / (self.calls + self.probes), 1),
                **{f"p{share}_ms": percentile(self.times_ms, self.probes, share) for share in (50, 99)}}


class Workload:
    """The servers of one workload, running, and the measurements on them."""

    def __init__(self, name, options, directory, stack):
        self.name, self.options, self.directory, self.stack = name, options, directory, stack
        self.plan = WORKLOADS[name]
        self.lengths = QUICK if options.quick else FULL
        verifier_port = self._verifier(stack)
        self.servers = []
        settings = {} if name != "waiting" else {"verifier.timeout": "10", "sip.max-calls": 4000}
        if name == "vcons":
            kept = {"vcon.directory": Path(directory) / "vcons"}
            self._serve(servers.ours(options.server, directory, verifier_port, kept, "with vCons"))
            self._serve(servers.ours(options.server, directory, verifier_port, {}, "without"))
        else:
            self._serve(servers.ours(options.server, directory, verifier_port, settings))
        if self.plan["children"]:
            self._serve(servers.kamailio(directory, verifier_port, self.plan["children"]))
        self.credentials = NoCredentials() if name == "policy" else Credentials(directory)

    def _serve(self, server):
        self.stack.callback(server.program.stop)
        self.servers.append(server)

    def _verifier(self, stack):
        delay = self.plan["verifier"]
        if delay is None:
            return None
        program, port = (servers.delayed_verifier(self.directory, delay) if delay
                         else servers.instant_verifier(self.directory))
        stack.callback(program.stop)
        return port

    def check(self):
        """Both servers give the answer that is to be measured, with the same header fields."""
        fields = {}
        for server in self.servers:
            answer = one_call(server, self.credentials.lines())
            fields[server.name] = sorted(
                line for line in answer.split("\r\n") if re.match("X-VVP|P-VVP|Contact", line))
            verified = "X-VVP-Status: VALID" in answer and "X-VVP-Brand-Name: ACME Corporation" in answer
            if not answer.startswith("SIP/2.0 302 ") or not (verified or self.name == "policy"):
                raise Broken(f"{server.name} gives another answer than {self.name} expects:\n{answer}")
        if len({tuple(lines) for lines in fields.values()}) > 1:
            raise Broken(f"the servers answer with different header fields: {json.dumps(fields, indent=2)}")

    def sipp(self, server, rate, seconds, *more):
        run = Sipp(server, self.credentials.lines(), rate, max(1, int(rate * seconds)), self.directory, *more)
        self.stack.callback(run.stop)
        return run

    def warm_up(self):
        """Both at once: it is the one time when they may disturb each other."""
        seconds = self.lengths["warm"] if self.options.quick else self.plan.get("warm", self.lengths["warm"])
        for run in [self.sipp(server, self.plan["warm_rate"], seconds) for server in self.servers]:
            run.finish(2)
        for server in self.servers:
            server.program.settle(self.lengths["settle"])

    def measure(self, turn, known_tops):
        """The search comes first: it warms the JVM further, and what it leaves to compile must not count per call."""
        tops = {server: self.highest(server, known_tops.get(server.name, 0)) for server in turn}
        for server in turn:
            server.program.settle(self.lengths["settle"])
        if "slices" in self.plan:
            os.sync()  # the disk must not be busy with what the search left it
        steady = {server: Steady() for server in turn}
        seconds = self.lengths["fixed"] / (3 if "slices" in self.plan else 1)
        for server in self._slices(turn):
            self.steady(server, steady[server], seconds)
        return {server.name: {
            **steady[server].figures(), "loss_free_rate": tops[server][0]["rate"],
            "loss_free_limited_by": tops[server][1], "cpu_us_per_call_at_loss_free_rate": tops[server][0]["cpu_us"],
            "memory_mib": round(server.program.memory_kib() / 1024, 1),
        } for server in turn}

    def _slices(self, turn):
        """Whose turn it is, slice by slice; what disturbs the machine for seconds meets both alike."""
        for number in range(self.plan.get("slices", 1)):
            yield from turn if number % 2 == 0 else turn[::-1]

    def steady(self, server, found, seconds):
        """Calls at a fixed rate, added to what was found in earlier slices."""
        rate = min(self.options.rate, self.plan.get("top_fixed", self.options.rate))
        before = server.program.cpu_ns()
        sipp = self.sipp(server, rate, LEAD_IN + seconds)
        time.sleep(LEAD_IN)
        probe = Probe(server.port, "INVITE", self.credentials.lines(), self.plan.get("probes", PROBES), seconds).start()
        calls = sipp.finish()
        probe.finish()
        if "slices" in self.plan:
            time.sleep(0.5)  # what was put off during the calls is theirs too
        found.add(rate, calls, probe, server.program.cpu_ns() - before)

    def round(self, turn, rounds):
        """The figures of each server, as they come: in turns of a whole measurement, or compared slice by slice."""
        tops = {name: of[-1].get("loss_free_rate", 0) for name, of in rounds.items()}
        if "slices" in self.plan:
            yield self.measure(turn, tops)
            return
        for server in turn:
            yield {server.name: self.wait(server)} if self.name == "waiting" else self.measure([server], tops)

    def step(self, server, rate):
        before = server.program.cpu_ns()
        result = self.sipp(server, rate, self.lengths["step"]).finish(1.5)
        result.cpu_us = (server.program.cpu_ns() - before) / 1000 / result.wanted
        return result

    def highest(self, server, known):
        """Doubles the rate until calls are lost, then halves the gap; begins near what an earlier round found."""
        good, bad = {"rate": 0, "cpu_us": None}, None
        rate = known // 2 if known else self.plan["start"]
        bisections = self.lengths["bisections"]
        while rate >= 25 and rate <= TOP_RATE:
            result = self.step(server, rate)
            if result.loss_free() and not result.kept_up(rate):
                return good, "sipp"
            if result.loss_free():
                good = {"rate": rate, "cpu_us": round(result.cpu_us, 1)}
            else:
                bad = rate
                time.sleep(1)
            if bad is None:
                rate *= 2
            elif good["rate"] == 0:
                rate //= 2
            elif bisections > 0 and bad - good["rate"] > max(10, good["rate"] // 20):
                bisections -= 1
                rate = (good["rate"] + bad) // 2
            else:
                break
        return good, "the server" if bad else "the search"

    def wait(self, server):
        """OPTIONS from the moment on when 1,000 calls wait, until just before their answers come."""
        calls = 1000
        waiting = self.sipp(server, calls, 1, "-nr", "-recv_timeout", "20000")
        time.sleep(1.2)
        try:
            probe = Probe(server.port, "OPTIONS", "", 100, 3).start().finish()
            answered = waiting.finish(10).answered
        finally:
            waiting.stop()
        return {"waiting": calls, "waiting_answered": answered, "options": probe.wanted,
                "options_answered": len(probe.times_ms), "p50_ms": probe.percentile(50),
                "p99_ms": probe.percentile(99), "memory_mib": round(server.program.memory_kib() / 1024, 1)}


def measured(name, options, facts):
    """All rounds of one workload, by server."""
    rounds = {}
    with contextlib.ExitStack() as stack:
        directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="sip-verify-bench-"))
        Path(directory).chmod(0o755)
        say(f"{name}: {WORKLOADS[name]['what']}")
        workload = Workload(name, options, directory, stack)
        facts.setdefault("jdk", servers.used_jdk(workload.servers[0]))
        workload.check()
        for number in range(options.rounds):
            turn = workload.servers if number % 2 == 0 else workload.servers[::-1]
            if number == 0 and name != "waiting":
                workload.warm_up()
            for found in workload.round(turn, rounds):
                for server, figures in found.items():
                    rounds.setdefault(server, []).append(figures)
                    say(f"  round {number + 1} {server}: {report.brief(figures)}")
            if name == "waiting" and number + 1 < options.rounds:
                time.sleep(15)
    return rounds


def medians(rounds):
    """The median of each figure over the rounds; None counts as beyond every number."""
    found = {}
    for key in rounds[0]:
        values = [one[key] for one in rounds]
        if all(isinstance(value, (int, float)) or value is None for value in values):
            middle = statistics.median_high([float("inf") if value is None else value for value in values])
            found[key] = None if middle == float("inf") else middle
    return found


def say(text):
    print(text, flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--workload", action="append", choices=WORKLOADS)
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--rate", type=int)
    parser.add_argument("--out")
    parser.add_argument("--server", required=True)
    options = parser.parse_args()
    options.rounds = options.rounds or (1 if options.quick else 3)
    options.rate = options.rate or 500
    names = options.workload or (["policy", "instant"] if options.quick else list(WORKLOADS))

    facts = machine.facts()
    results = {}
    for name in names:
        rounds = measured(name, options, facts)
        results[name] = {"what": WORKLOADS[name]["what"], "rounds": rounds,
                         "median": {server: medians(of) for server, of in rounds.items()}}
        results[name]["ratios"] = report.ratios(results[name]["median"])
    whole = {"machine": facts, "quick": options.quick, "rounds": options.rounds, "workloads": results}
    directory = Path(options.out or tempfile.mkdtemp(prefix="sip-verify-bench-"))
    directory.mkdir(parents=True, exist_ok=True)
    file = directory / "bench.json"
    file.write_text(json.dumps(whole, indent=2) + "\n")
    say(report.table(whole))
    say(f"written: {file}")


if __name__ == "__main__":
    # What was started must end with us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        main()
    except Broken as broken:
        sys.exit(f"bench: {broken}")
    except KeyboardInterrupt:
        sys.exit(130)
