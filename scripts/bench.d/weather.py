"""Whether the machine was quiet enough to believe what was measured on it."""

import os
import time
from pathlib import Path

from programs import tree

TICKS = os.sysconf("SC_CLK_TCK")
TOO_MUCH = 10  # percent of all CPUs that others had, or that the host took away


class Weather:
    """From now on: how much CPU others had."""

    def __init__(self):
        self.started, self.machine, self.own = time.monotonic(), machine(), own()

    def look(self):
        capacity = (time.monotonic() - self.started) * os.cpu_count() * TICKS
        busy, steal = (now - before for now, before in zip(machine(), self.machine))
        others = max(0, busy - (own() - self.own))
        percent = {"others_percent": round(100 * others / capacity, 1), "steal_percent": round(100 * steal / capacity, 1)}
        return {**percent, "believable": sum(percent.values()) <= TOO_MUCH}


def machine():
    """Ticks in which a CPU worked, and those that the host gave to another machine."""
    user, nice, system, _idle, _wait, interrupt, soft, steal = map(
        int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9])
    return user + nice + system + interrupt + soft, steal


def own():
    """Ticks of this process and all below it, also those that have ended."""
    total = 0
    for pid in tree(os.getpid()):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, fields[11:15]))
        except OSError:
            pass  # it has ended; its parent has its ticks
    return total
