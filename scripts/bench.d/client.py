"""INVITEs of our own: the client of this server's SIP stack, and sipp, in turns to the same Kamailio."""

import contextlib
import json
import os
import subprocess
import tempfile
from pathlib import Path

import servers
from calls import Sipp
from programs import ENVIRONMENT, Broken
from start import libraries, used

WARM = {True: 2, False: 40}  # seconds of calls before those that count, by whether it is to be quick


def measure(options, lengths):
    """The rounds by client, and the JDK."""
    with contextlib.ExitStack() as stack:
        directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="sip-verify-bench-"))
        Path(directory).chmod(0o755)
        target = servers.kamailio(directory, None, 8)
        stack.callback(target.program.stop)
        seconds = lengths["slice"] * lengths["slices"]
        jdk = newest_jdk(options.server)
        rounds = {"our client": [], "sipp": []}
        for _ in range(options.rounds):
            rounds["our client"].append(ours(options, jdk, target, seconds))
            rounds["sipp"].append(sipp(options, target, seconds, directory))
        return rounds, jdk


def newest_jdk(launcher):
    """As "JDK VERSION in DIRECTORY", the one that the launcher takes."""
    done = subprocess.run([launcher, "jdks"], capture_output=True, text=True, check=True, env=ENVIRONMENT)
    version, directory = done.stdout.split("\n")[0].split(maxsplit=1)
    return f"JDK {version} in {directory}"


def ours(options, jdk, target, seconds):
    java = Path(jdk.partition(" in ")[2]) / "bin" / "java"
    done = subprocess.run(
        [java, "-Xmx256m", "-cp", f"{libraries(options.server)}{os.sep}*", servers.HERE / "ClientLoad.java",
         str(target.port), str(options.rate), str(WARM[options.quick]), str(seconds)],
        capture_output=True, text=True, env=ENVIRONMENT)
    if done.returncode:
        raise Broken("the client does not work:\n" + done.stderr[-2000:])
    figures = json.loads(done.stdout)
    if figures["answered"] != figures["calls"]:
        raise Broken(f"{figures['answered']} of {figures['calls']} INVITEs of our own were answered")
    return {"rate": options.rate, "cpu_us_per_call": figures["cpu_us_per_call"]}


def sipp(options, target, seconds, directory):
    before = used()
    run = Sipp(target, "", options.rate, options.rate * seconds, directory).finish()
    return {"rate": options.rate, "cpu_us_per_call": round((used() - before) * 1e6 / run.wanted, 1)}
