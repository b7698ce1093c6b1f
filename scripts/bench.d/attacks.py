"""The attacks behind scripts/soak --attacks: phase by phase one sender against the server, while a known caller calls."""

import argparse
import contextlib
import json
import math
import re
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from pathlib import Path

import servers
from attacker import STRAGGLERS
from caller import Caller
from calls import Credentials
from packets import KINDS, SIZES
from programs import Broken, free_port
from soak import Held

JVM_OPTIONS = servers.HERE.parent.parent / "conf" / "jvm.options"
CALLER = "127.0.0.2"
WARM_UP = 5  # seconds of calls before the first collection
LATEST_MS = 500
GROWTH, ALLOWANCE_KIB = 1.25, 8 * 1024
TRANSACTIONS_END = 40  # seconds: Timers H and J of RFC 3261 are 32 s
KEPT = "2 GiB"  # of vCons; the oldest give way
COLUMNS = ("phase                             msgs/s   MB/s  answered  kernel drops   calls  lost  >500ms  again  "
           "worst ms   p99 ms   heap KiB before > after    RSS MiB   CPU % server attacker caller   log E/W  turned away")


class Phase:
    def __init__(self, kind, size, transport, silent):
        self.kind, self.size, self.transport, self.silent = kind, size, transport, silent
        self.name = f"{transport.lower()} {kind} {size}" + (" silent" if silent else "")


def phases(pattern):
    """Over UDP a server cannot know whether a sender reads; over a connection it must endure one that does not."""
    found = [Phase(kind, size, transport, silent) for transport in ("UDP", "TCP", "TLS") for size in SIZES
             for kind in KINDS for silent in ([False] if transport == "UDP" else [False, True])]
    try:
        return [phase for phase in found if re.search(pattern, phase.name)]
    except re.error as wrong:
        raise Broken(f"--only: {wrong}") from wrong


def shipped_jvm():
    """The JVM's options that are shipped, save the crash report's directory, which only a service has."""
    options = [line for line in JVM_OPTIONS.read_text().split("\n") if line and not line.startswith("#")]
    return " ".join(option for option in options if not option.startswith("-XX:ErrorFile="))


class Target:
    """The server under attack."""

    def __init__(self, options, directory, jvm):
        self.directory = Path(tempfile.mkdtemp(prefix="server-", dir=directory))
        self.tls_port, self.http_port = free_port(), free_port()
        certificate = self._certificate()
        self.server = servers.ours(options.server, self.directory, None, {
            "sip.transport": "both", "http.port": self.http_port, "vcon.directory": self.directory / "vcons",
            "vcon.retention.max-size": KEPT, "sip.admission.allow.0": CALLER, "sip.admission.unknown": "serve",
            "sip.tls.enabled": "true", "sip.tls.port": self.tls_port, **certificate},
            environment={"SIP_VERIFY_JVM": jvm})
        self.program = self.server.program
        self.jdk = servers.used_jdk(self.server)
        self.jcmd = Path(self.jdk.partition(" in ")[2]) / "bin" / "jcmd"
        if not self.jcmd.exists():
            raise Broken(f"{self.jdk} has no jcmd: the server must run on a whole JDK here")
        self.credentials = Credentials(self.directory)
        self.read = 0
        self.errors = []

    def _certificate(self):
        files = {"sip.tls.cert-file": self.directory / "tls.pem", "sip.tls.key-file": self.directory / "tls.key"}
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                        "2", "-subj", "/CN=localhost", "-out", files["sip.tls.cert-file"], "-keyout",
                        files["sip.tls.key-file"]], check=True, capture_output=True)
        return files

    def alive(self):
        return self.program.process.poll() is None

    def port(self, transport):
        return self.tls_port if transport == "TLS" else self.server.port

    def heap_kib(self):
        """0 when it ends meanwhile."""
        try:
            return Held(self.server, self.jcmd).heap_kib
        except subprocess.CalledProcessError:
            return 0

    def rss_kib(self):
        return int(re.search(r"^VmRSS:\s+(\d+)", Path(f"/proc/{self.program.process.pid}/status").read_text(), re.M)[1])

    def kernel_drops(self):
        """Datagrams that no room was left for in the socket's buffer, so that the server never saw them."""
        text = "".join(Path(f"/proc/net/{table}").read_text() for table in ("udp", "udp6"))
        return sum(map(int, re.findall(rf"^ *\d+: \w+:{self.server.port:04X} .* (\d+) *$", text, re.M)))

    def turned_away(self):
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
                    f"http://127.0.0.1:{self.http_port}/metrics", timeout=10) as page:
                text = page.read().decode()
        except OSError:
            return Counter()
        found = re.findall(r'^sipverify_(?:transport_errors|admission_refused|answers_limited)_total'
                           r'\{reason="(\w+)"\} (\S+)', text, re.M)
        return Counter({reason: int(float(count)) for reason, count in found if float(count)})

    def log_lines(self):
        """ERROR and WARN lines since the last time."""
        with open(self.program.log, "rb") as log:
            log.seek(self.read)
            text = log.read()
            self.read = log.tell()
        levels = Counter(re.findall(rb"^[-\d]{10} [:.\d]{12} (ERROR|WARN)", text, re.M))
        self.errors = [line.decode(errors="replace") for line in re.findall(rb"^[-\d]{10} [:.\d]{12} ERROR.*(?:\n.*){3}", text, re.M)]
        return levels[b"ERROR"], levels[b"WARN"]

    def caller(self, options):
        return Caller(CALLER, self.server.port, self.credentials.lines(), options.caller == "tcp")

    def warm(self, options):
        caller = self.caller(options).start()
        time.sleep(WARM_UP)
        if caller.finish().unanswered():
            raise Broken(f"calls fail before there is an attack: {self.program.text()[-3000:]}")
        self.log_lines()
        return self.heap_kib()


def percentile(times, share):
    return sorted(times)[math.ceil(share / 100 * len(times)) - 1] if times else 0


def cpu_of(usage):
    return usage.ru_utime + usage.ru_stime


class Outcome:
    """What one phase came to."""

    def __init__(self, target, options, phase, number, heap):
        self.target, self.phase, self.heap_before = target, phase, heap
        away, drops = target.turned_away(), target.kernel_drops()
        before, own = target.program.cpu_ns(), resource.getrusage(resource.RUSAGE_SELF)
        started = time.perf_counter()
        caller = target.caller(options).start()
        self.sent = self._attack(options, number)
        took = time.perf_counter() - started
        self.cpu = (target.program.cpu_ns() - before) / 1e7 / took if target.alive() else 0
        self.caller_cpu = (cpu_of(resource.getrusage(resource.RUSAGE_SELF)) - cpu_of(own)) * 100 / took
        self.calls = caller.finish()
        self.late = sum(took > LATEST_MS for took in self.calls.times_ms)
        self.alive = target.alive()
        self.errors, self.warnings = target.log_lines()
        self.drops = target.kernel_drops() - drops if self.alive else 0
        self.away = target.turned_away() - away if self.alive else Counter()
        self.rss_kib = target.rss_kib() if self.alive else 0
        self.heap_after = target.heap_kib() if self.alive else 0
        self.alive = target.alive()

    def _attack(self, options, number):
        phase = self.phase
        command = [sys.executable, "-B", servers.HERE / "attacker.py", phase.kind, phase.size, phase.transport,
                   self.target.port(phase.transport), options.seconds, options.rate, options.nice, int(phase.silent),
                   number % 200 + 10]
        with subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True) as attacker:
            while attacker.poll() is None and self.target.alive():
                time.sleep(0.05)
            attacker.terminate()  # it prints what it has sent so far
            output, complaint = attacker.communicate()
        if attacker.returncode:
            raise Broken(f"the attacker failed:\n{complaint}")
        return json.loads(output)

    def failed(self):
        return not self.alive or self.calls.unanswered() > 0 or self.late > 0 or self.errors > 0

    def row(self):
        sent, calls = self.sent, self.calls
        share = "-" if self.phase.silent else f"{100 * sent['answers'] / max(1, sent['messages']):.0f} %"
        away = ", ".join(f"{reason} {count}" for reason, count in self.away.most_common(4))
        heap = f"{self.heap_before:9} > {self.heap_after:9}"
        attacker = sent["cpu"] / (sent["seconds"] + STRAGGLERS * (not self.phase.silent)) * 100
        end = "" if self.alive else f"  DIED with {self.target.program.process.returncode}"
        return (f"{self.phase.name:30} {sent['messages'] / sent['seconds']:9.0f} {sent['octets'] / sent['seconds'] / 1e6:6.1f} "
                f"{share:>9} {self.drops:13} {calls.placed:7} {calls.unanswered():5} {self.late:7} {calls.repeated:6} "
                f"{max(calls.times_ms, default=0):9.1f} {percentile(calls.times_ms, 99):8.1f}   {heap:>24}   "
                f"{self.rss_kib // 1024:8} {self.cpu:14.0f} {attacker:8.0f} {self.caller_cpu:6.0f}   {self.errors:4}/{self.warnings:<4} "
                f" {away}{'  FAILED' if self.failed() else ''}{end}")


def last_heap(target, first):
    """The heap once transactions are gone: it is looked at again until it is small enough or they must be."""
    end = time.monotonic() + TRANSACTIONS_END
    while True:
        heap = target.heap_kib()
        if heap <= limit(first) or time.monotonic() > end:
            return heap
        time.sleep(4)


def limit(first):
    return int(first * GROWTH + ALLOWANCE_KIB)


def ended(target):
    """The last that a server which is gone has said, but for what it says of single messages."""
    lines = [line for line in target.program.text().splitlines() if not re.match(r"[-\d]{10} [:.\d]{12} (INFO|WARN)", line)]
    return "\n".join(lines[-5:])


def settle(target, first):
    """Whether the heap is small again at the end."""
    last = last_heap(target, first)
    grew = last > limit(first)
    print(f"heap after a collection: {first} KiB before the first phase, {last} KiB at the end: "
          f"{'GREW' if grew else 'did not grow'} (allowed: {limit(first)} KiB)", flush=True)
    return not grew


def run(options, directory, stack):
    wanted = phases(options.only)
    if not wanted:
        raise Broken(f"no phase is called {options.only}")
    options.seconds = round(options.minutes * 60 / len(wanted), 2)
    jvm, target, failed = shipped_jvm(), None, []
    for number, phase in enumerate(wanted):
        if target is None:
            target = Target(options, directory, jvm)
            stack.callback(target.program.stop)
            first = heap = target.warm(options)
            if number == 0:
                print(f"{target.jdk}; {jvm}\n{len(wanted)} phases of {options.seconds} s; attacker at nice {options.nice}; "
                      f"the caller uses {options.caller.upper()}\n{COLUMNS}", flush=True)
        outcome = Outcome(target, options, phase, number, heap)
        print(outcome.row(), *target.errors[:2], sep="\n", flush=True)
        heap = outcome.heap_after
        if outcome.failed():
            failed.append(phase.name)
        if not outcome.alive:
            print(ended(target), flush=True)
            target = None
    if target is not None and not settle(target, first):
        failed.append("the heap at the end")
    print(f"failed: {', '.join(failed)}" if failed else "all phases passed", flush=True)
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--server", required=True)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--only", default="")
    parser.add_argument("--caller", choices=["udp", "tcp"], default="udp")
    parser.add_argument("--nice", type=int, default=10)
    parser.add_argument("--attack-rate", dest="rate", type=int, default=0)
    with tempfile.TemporaryDirectory(prefix="sip-verify-attacks-") as directory, contextlib.ExitStack() as stack:
        try:
            return run(parser.parse_args(), directory, stack)
        except Broken as broken:
            print(f"soak: {broken}", file=sys.stderr)
            return 3


if __name__ == "__main__":
    sys.exit(main())
