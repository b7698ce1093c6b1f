"""The servers of one workload, running, and the measurements on them."""

import json
import re
import time
from pathlib import Path

import servers
from calls import Credentials, NoCredentials, Sipp
from load import Load
from probe import Probe, one_call
from programs import Broken, Program, free_port
from secsipid import Identity
from split import Cpu
from workloads import FULL, QUICK, TOP_RATE, WORKLOADS


class Workload:
    """Two servers that get the same calls in turns; the first is this one."""

    def __init__(self, name, options, directory, stack):
        self.name, self.options, self.directory, self.stack = name, options, directory, stack
        self.plan = WORKLOADS[name]
        self.lengths = QUICK if options.quick else FULL
        self.fixed_rate = min(options.rate, self.plan.get("top_fixed", options.rate))
        self.servers = []
        verifier_port = self._verifier(stack)
        self._serve_ours(verifier_port)
        if name == "pinned":
            identity = Identity(directory)
            self._serve(servers.secsipid(directory, identity.public, self.plan["children"]), identity)
        elif self.plan["children"]:
            self._serve(servers.kamailio(directory, verifier_port, self.plan["children"]), self.credentials)

    def _serve_ours(self, verifier_port):
        launcher, directory = self.options.server, self.directory
        settings = {"waiting": {"verifier.timeout": "10", "sip.max-calls": 4000},
                    "vcons": {"vcon.directory": Path(directory) / "vcons"},
                    "watched": {"index.file": Path(directory) / "calls.db", "http.port": free_port()}}.get(self.name, {})
        name = {"vcons": "with vCons", "watched": "watched"}.get(self.name, "sip-verify")
        ours = servers.ours(launcher, directory, verifier_port, settings, name)
        if self.name == "watched":
            self.stack.callback(Program("watchers", ["python3", Path(__file__).parent / "watchers.py",
                                                     settings["http.port"]], directory).stop)
        self.credentials = NoCredentials() if self.name == "policy" else Credentials(directory)
        self._serve(ours, self.credentials)
        if self.name in ("vcons", "watched"):
            self._serve(servers.ours(launcher, directory, verifier_port, {}, "without"), self.credentials)

    def _serve(self, server, credentials):
        self.stack.callback(server.program.stop)
        server.credentials = credentials
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
        """Each server gives the answer that is to be measured, and where both are asked the same, the same fields."""
        fields = {}
        for server in self.servers:
            answer = one_call(server, server.credentials.lines())
            fields[server.name] = sorted(
                line for line in answer.split("\r\n") if re.match("X-VVP|P-VVP|Contact", line))
            if not answer.startswith("SIP/2.0 302 ") or not ("X-VVP-Status: VALID" in answer or self.name == "policy"):
                raise Broken(f"{server.name} gives another answer than {self.name} expects:\n{answer}")
            if isinstance(server.credentials, Identity) and "INVALID" not in one_call(server, server.credentials.broken()):
                raise Broken(f"{server.name} accepts a broken signature")
        if len({tuple(lines) for lines in fields.values()}) > 1 and self.name != "pinned":
            raise Broken(f"the servers answer with different header fields: {json.dumps(fields, indent=2)}")

    def sipp(self, server, rate, seconds, *more):
        run = Sipp(server, server.credentials.lines(), rate, max(1, int(rate * seconds)), self.directory, *more)
        self.stack.callback(run.stop)
        return run

    def round(self, turn, known_tops):
        """Memory comes first: what an overload took, a JVM keeps. Then the search: it warms the JVM further, and what it
        leaves to compile must not count per call."""
        kept = {server: self._memory_under_load(server) for server in turn}
        tops = {server: self.highest(server, known_tops.get(server.name, 0)) for server in turn}
        for server in turn:
            server.program.settle(self.lengths["settle"])
        loads = {server: Load() for server in turn}
        for number in range(self.lengths["slices"]):
            for server in turn if number % 2 == 0 else turn[::-1]:
                others = [other for other in turn if other is not server]
                loads[server].run(self, server, self.fixed_rate, self.lengths["slice"], others)
        return {server.name: {
            **loads[server].figures(), "loss_free_rate": tops[server][0]["rate"],
            "loss_free_limited_by": tops[server][1], "cpu_us_per_call_at_loss_free_rate": tops[server][0]["cpu_us"],
            "memory_mib": memory(server), **kept[server],
        } for server in turn}

    def _memory_under_load(self, server):
        if not self.plan.get("memory"):
            return {}
        run = self.sipp(server, 1000, self.lengths["memory"])
        time.sleep(self.lengths["memory"] * 0.8)
        found = memory(server)
        run.finish(2)
        return {"memory_at_1000_mib": found}

    def step(self, server, rate):
        before = Cpu(server.program)
        result = self.sipp(server, rate, self.lengths["step"]).finish(1.5)
        result.cpu_us = sum(Cpu(server.program).since(before).values()) / 1000 / result.wanted
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

    def warm(self):
        """This server only: the children of the other would be taken by the first calls for long."""
        server, seconds = self.servers[0], self.lengths["warm"]
        calls = self.sipp(server, 300, seconds, "-nr", "-recv_timeout", "20000")
        Probe(server.port, "OPTIONS", "", 100, seconds).start().finish()
        calls.finish(10)
        server.program.settle(self.lengths["settle"])
        return {}

    def wait(self, server):
        """OPTIONS from the moment on when 1,000 calls wait, until just before their answers come; memory with 2,000."""
        calls = 1000
        waiting = self._waiting(server, calls)
        try:
            probe = Probe(server.port, "OPTIONS", "", 100, 3).start().finish()
            answered = waiting.finish(10).answered
        finally:
            waiting.stop()
        more = self._waiting(server, 2 * calls)
        found = memory(server)
        try:
            more.finish(10)
        finally:
            more.stop()
        return {"waiting": calls, "waiting_answered": answered, "options": probe.wanted,
                "options_answered": len(probe.times_ms), "p50_ms": probe.percentile(50),
                "p99_ms": probe.percentile(99), "memory_at_2000_waiting_mib": found}

    def _waiting(self, server, calls):
        run = self.sipp(server, calls, 1, "-nr", "-recv_timeout", "20000")
        time.sleep(1.2)
        return run


def memory(server):
    return round(server.program.memory_kib() / 1024, 1)
