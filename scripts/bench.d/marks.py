"""What the figures must be, and whether they are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """A figure of one workload, as it must be: at most or at least so much."""

    workload: str
    label: str
    key: str
    limit: float
    ratio: bool = False  # to the other server
    least: bool = False


MARKS = [
    Mark("policy", "CPU a call at the fixed rate, to sl_reply", "cpu_us_per_call", 2.5, ratio=True),
    Mark("policy", "CPU a call at the highest rate, to sl_reply", "cpu_us_per_call_at_loss_free_rate", 2.5, ratio=True),
    Mark("instant", "CPU a call at the fixed rate", "cpu_us_per_call", 1.2, ratio=True),
    Mark("instant", "CPU a call at the highest rate", "cpu_us_per_call_at_loss_free_rate", 1.2, ratio=True),
    Mark("instant", "p99", "p99_ms", 2, ratio=True),
    Mark("instant", "highest loss-free rate", "loss_free_rate", 0.8, ratio=True, least=True),
    Mark("instant", "resident memory at 1,000 calls/s, MiB", "memory_at_1000_mib", 300),
    Mark("slow", "highest loss-free rate", "loss_free_rate", 10, ratio=True, least=True),
    Mark("pinned", "CPU a call, to secsipid", "cpu_us_per_call", 1.5, ratio=True),
    Mark("vcons", "CPU a call, to none", "cpu_us_per_call", 1.3, ratio=True),
    Mark("watched", "CPU a call, to none", "cpu_us_per_call", 1.05, ratio=True),
    Mark("watched", "p99, to none", "p99_ms", 1.05, ratio=True),
    Mark("bridge", "CPU a call, to a relay with tm", "cpu_us_per_call", 1.5, ratio=True),
    Mark("bridge", "highest loss-free rate, 300 a core on two", "loss_free_rate", 600, least=True),
    Mark("bridge", "heap per confirmed call, 10,000 of them, KiB", "heap_per_held_call_kib", 25),
    Mark("waiting", "OPTIONS p99 while 1,000 calls wait, ms", "p99_ms", 10),
    Mark("waiting", "resident memory, 2,000 calls wait, MiB", "memory_at_2000_waiting_mib", 400),
    Mark("start", "serve to ready, s", "serve_s", 1.5),
    Mark("start", "--version, s", "version_s", 0.4),
    Mark("start", "check, s", "check_s", 0.7),
    Mark("start", "call valid, s", "call_s", 1.0),
]


def judged(workloads):
    """Each mark whose workload was measured: limit, figure, and whether it is met."""
    return [judge(mark, workloads[mark.workload]) for mark in MARKS if mark.workload in workloads]


def judge(mark, result):
    figures = result["ratios"] if mark.ratio else next(iter(result["median"].values()))
    value = figures.get(mark.key)
    met = value is not None and (value >= mark.limit if mark.least else value <= mark.limit)
    return {"workload": mark.workload, "mark": mark.label, "limit": mark.limit,
            "at": "least" if mark.least else "most", "value": value, "met": met}
