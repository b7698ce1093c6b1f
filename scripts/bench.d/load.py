"""Calls to a server at a fixed rate, and what they cost."""

import time

from probe import Probe, percentile
from split import PARTS, Cpu, share
from workloads import LEAD_IN, PROBES

SHARES = (50, 99, 99.9)


class Load:
    """What became of calls at a fixed rate, in one slice or several."""

    def __init__(self):
        self.rate = self.calls = self.answered = self.retransmitted = self.probes = 0
        self.times_ms, self.used, self.idle = [], dict.fromkeys(PARTS, 0), []

    def run(self, workload, server, rate, seconds, others=()):
        """Adds a slice; what others use meanwhile, who have no calls, is noted."""
        before, idle = Cpu(server.program), [Cpu(other.program) for other in others]
        started = time.monotonic()
        sipp = workload.sipp(server, rate, LEAD_IN + seconds)
        time.sleep(LEAD_IN)
        probe = Probe(server.port, "INVITE", server.credentials.lines(), PROBES, seconds).start()
        calls = sipp.finish()
        probe.finish()
        time.sleep(0.5)  # what was put off during the calls is theirs too
        for part, used in Cpu(server.program).since(before).items():
            self.used[part] += used
        elapsed = time.monotonic() - started
        self.idle += [sum(Cpu(other.program).since(then).values()) / 1e7 / elapsed for other, then in zip(others, idle)]
        self._count(rate, calls, probe)
        return self

    def _count(self, rate, calls, probe):
        self.rate = rate
        self.calls += calls.wanted
        self.answered += calls.answered
        self.retransmitted += calls.retransmitted
        self.probes += probe.wanted
        self.times_ms += probe.times_ms

    def figures(self):
        placed = self.calls + self.probes
        parts = {f"cpu_us_{part}": round(used / 1000 / placed, 1) for part, used in self.used.items()}
        idle = {"idle_cpu_percent_of_other": round(max(self.idle), 1)} if self.idle else {}
        return {"rate": self.rate, "calls": self.calls, "answered": self.answered,
                "retransmitted": self.retransmitted,
                "cpu_us_per_call": round(sum(self.used.values()) / 1000 / placed, 1), **parts,
                "compiler_percent": share(self.used, "compiler"), **idle,
                **{f"p{shown}_ms".replace("99.9", "999"): percentile(self.times_ms, self.probes, shown)
                   for shown in SHARES}}
