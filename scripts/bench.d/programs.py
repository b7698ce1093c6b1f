"""Programs that the benchmark starts, what they cost, and the end of them."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

TICK_NS = 1_000_000_000 // os.sysconf("SC_CLK_TCK")
# Nothing here goes through a proxy: curl, in Kamailio, would ask one for loopback too. Settings of a real server that
# runs here are not those of the benchmark.
ENVIRONMENT = {key: value for key, value in os.environ.items()
               if not key.lower().endswith("_proxy") and not key.startswith(("VVP_", "SIP_POLICY_"))}


class Broken(Exception):
    """Something does not work at all, as opposed to being slow."""


def free_port():
    """A loopback port that is free for UDP and for TCP."""
    while True:
        with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
            tcp.bind(("127.0.0.1", 0))
            with contextlib.suppress(OSError):
                udp.bind(tcp.getsockname())
                return tcp.getsockname()[1]


def parent_of(pid):
    """None when the process is gone."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (OSError, ValueError):
        return None


def tree(root):
    """The process and all that descend from it."""
    parents = {int(entry): parent_of(entry) for entry in os.listdir("/proc") if entry.isdigit()}
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if parent == pid]
    return found


def cpu_ns(pid):
    """User and system time. Ticks of 10 ms would blur small processes; those of one thread have nanoseconds."""
    threads = os.listdir(f"/proc/{pid}/task")
    if len(threads) == 1:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICK_NS


class Program:
    """A child in the foreground; its output is in a file."""

    def __init__(self, name, command, directory, environment=None):
        self.name = name
        self.log = Path(directory) / f"{name}.log"
        with open(self.log, "wb") as output:
            self.process = subprocess.Popen(
                [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                cwd=directory, env=ENVIRONMENT | (environment or {}))

    def await_line(self, pattern, seconds=60):
        self.await_that(lambda: re.search(pattern, self.text(), re.MULTILINE), seconds)

    def await_that(self, holds, seconds=60):
        end = time.monotonic() + seconds
        try:
            while not holds():
                if self.process.poll() is not None or time.monotonic() > end:
                    raise Broken(f"{self.name} did not start:\n{self.text()[-3000:]}")
                time.sleep(0.05)
        except BaseException:
            self.stop()
            raise

    def check_alive(self):
        if self.process.poll() is not None:
            raise Broken(f"{self.name} ended with {self.process.returncode}:\n{self.text()[-3000:]}")

    def text(self):
        return self.log.read_text(errors="replace")

    def cpu_ns(self):
        return sum(cpu_ns(pid) for pid in tree(self.process.pid))

    def settle(self, seconds):
        """Waits until it takes less than a tenth of a CPU, but no longer than so."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            before = self.cpu_ns()
            time.sleep(0.5)
            if self.cpu_ns() - before < 50_000_000:
                return

    def memory_kib(self):
        """Proportional set size: pages that several processes share count once."""
        total = 0
        for pid in tree(self.process.pid):
            total += int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)[1])
        return total

    def stop(self):
        """SIGTERM to the program; what of its tree is left after a while gets SIGKILL."""
        if self.process.poll() is not None:
            return
        started = tree(self.process.pid)
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(12)
            return
        for pid in started[1:]:
            if parent_of(pid) in started:
                os.kill(pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()


def accepts(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
