"""What a program's CPU time went into: calls, or the compiler and the collector of its JVM."""

import os
from pathlib import Path

from programs import cpu_ns, tree

# The kernel keeps 15 characters of a thread's name. The serial collector works on the VM's own thread.
COMPILER = ("C1 Compiler", "C2 Compiler")
COLLECTOR = ("VM Thread", "GC Thread", "G1 ", "ParGC", "ZWorker", "Shenandoah")
PARTS = ("calls", "compiler", "collector")


class Cpu:
    """What a program and its children have used until now, in nanoseconds."""

    def __init__(self, program):
        self.pids = tree(program.process.pid)
        self.total = sum(cpu_ns(pid) for pid in self.pids)
        self.threads = {}
        for pid in self.pids:
            self._look(pid)

    def _look(self, pid):
        for thread in os.listdir(f"/proc/{pid}/task"):
            directory = Path(f"/proc/{pid}/task/{thread}")
            try:
                name = (directory / "comm").read_text()
                part = "compiler" if name.startswith(COMPILER) else "collector" if name.startswith(COLLECTOR) else ""
                if part:
                    self.threads[thread] = part, int((directory / "schedstat").read_text().split()[0])
            except OSError:
                pass  # it has ended

    def since(self, before):
        """Nanoseconds by part. What a compiler thread used that has ended meanwhile counts as calls."""
        used = dict.fromkeys(PARTS, 0)
        for thread, (part, now) in self.threads.items():
            used[part] += max(0, now - before.threads.get(thread, (part, 0))[1])
        used["calls"] = max(0, self.total - before.total - used["compiler"] - used["collector"])
        return used


def share(used, part):
    """Of all CPU time, in percent; 0 of a program that did nothing."""
    whole = sum(used.values())
    return round(100 * used[part] / whole, 1) if whole else 0.0
