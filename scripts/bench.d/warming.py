"""From the start of a JVM until its compiler has come to rest."""

import time

from load import Load
from split import Cpu, share
from workloads import AT_REST


def cold(workload, server):
    """The first calls after the start: what a restart costs."""
    return Load().run(workload, server, workload.fixed_rate, workload.lengths["cold"]).figures()


def at_rest(used):
    """Whether so little of what was used was the compiler's that a server is steady."""
    return share(used, "compiler") < AT_REST


def warmed(workload, servers):
    """
    Calls to all of them at once until each is steady; by server, after how many seconds it was and at what share. It is
    the one time when they may disturb each other.
    """
    started, found = time.monotonic(), {}
    lengths = workload.lengths
    while True:
        seconds = lengths["window"] if found else max(lengths["warm"], lengths["window"])
        runs = [workload.sipp(server, workload.plan["warm_rate"], seconds) for server in servers]
        time.sleep(max(0, seconds - lengths["window"]))
        before = [Cpu(server.program) for server in servers]
        for run in runs:
            run.finish(2)
        elapsed = time.monotonic() - started
        for server, then in zip(servers, before):
            percent = share(Cpu(server.program).since(then), "compiler")
            found[server.name] = {"steady": percent < AT_REST, "warm_after_s": round(elapsed),
                                  "compiler_percent_at_end": percent}
        if all(one["steady"] for one in found.values()) or elapsed >= lengths["limit"]:
            return found
