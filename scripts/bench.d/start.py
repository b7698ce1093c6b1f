"""How long the program takes to start: until it serves, and until a command has ended."""

import os
import resource
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import servers
from programs import ENVIRONMENT, Broken


def measure(options, lengths):
    """Seconds by the clock, medians; CPU beside them, which a busy machine does not blur, and memory when ready."""
    with tempfile.TemporaryDirectory(prefix="sip-verify-bench-") as directory:
        serving = [ready(options.server, directory) for _ in range(lengths["starts"])]
        server = servers.ours(options.server, directory, None, {})
        try:
            jdk = servers.used_jdk(server)
            call = ["call", "valid", "--server", f"127.0.0.1:{server.port}", "--demo", Path(directory) / "demo"]
            commands = {"version": ["--version"], "check": ["check"], "call": call}
            ran = {name: [command(options.server, words) for _ in range(lengths["starts"])]
                   for name, words in commands.items()}
        finally:
            server.program.stop()
    figures = {"memory_when_ready_mib": median(row[2] for row in serving)}
    for name, rows in {"serve": serving, **ran}.items():
        figures |= {f"{name}_s": median(row[0] for row in rows), f"{name}_cpu_s": median(row[1] for row in rows)}
    return figures, jdk


def ready(launcher, directory):
    started = time.monotonic()
    server = servers.ours(launcher, directory, None, {"http.port": servers.free_port()})
    try:
        seconds = time.monotonic() - started
        return seconds, server.program.cpu_ns() / 1e9, server.program.memory_kib() / 1024
    finally:
        server.program.stop()


def command(launcher, words):
    started, before = time.monotonic(), used()
    done = subprocess.run([str(word) for word in [launcher, *words]], capture_output=True, env=ENVIRONMENT)
    if done.returncode:
        raise Broken(f"{words[0]} ended with {done.returncode}:\n{done.stderr.decode(errors='replace')[-2000:]}")
    return time.monotonic() - started, used() - before


def used():
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def median(values):
    return round(statistics.median(values), 3)


def archived(launcher):
    """Makes the start archive, as the package does when it is installed."""
    done = subprocess.run([launcher, "archive"], capture_output=True, text=True, env=ENVIRONMENT)
    return done.stdout.strip() if done.returncode == 0 else "none: " + done.stderr.strip().splitlines()[-1]


def libraries(launcher):
    """Where the jars of a build or an installation are."""
    root = Path(launcher).resolve().parent.parent
    return root / "lib" if (root / "lib").is_dir() else root / "app" / "target" / "sip-verify" / "lib"


def signature_check(launcher, jdk, seconds):
    """Microseconds of CPU that BouncyCastle takes for one Ed25519 check; None where the JDK has no compiler."""
    java = Path(jdk.partition(" in ")[2]) / "bin" / "java"
    if not (java.parent / "javac").exists():
        return None
    done = subprocess.run([java, "-cp", f"{libraries(launcher)}{os.sep}*", servers.HERE / "Ed25519Cost.java", str(seconds)],
                          capture_output=True, text=True, env=ENVIRONMENT)
    if done.returncode:
        raise Broken("the bare check of a signature does not work:\n" + done.stderr[-2000:])
    return float(done.stdout)
