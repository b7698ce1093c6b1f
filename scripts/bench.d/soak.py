"""The endurance run behind scripts/soak: steady calls, and each minute what the server holds on to."""

import argparse
import contextlib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import servers
from calls import Credentials, Sipp
from programs import Broken

GROWTH = 1.25


class Held:
    """What the process holds after a collection: heap in KiB, threads, descriptors."""

    def __init__(self, server, jcmd):
        pid = server.program.process.pid
        subprocess.run([jcmd, str(pid), "GC.run"], check=True, stdout=subprocess.DEVNULL)
        heap = subprocess.run([jcmd, str(pid), "GC.heap_info"], check=True, capture_output=True, text=True).stdout
        generations = re.findall(r"^ *(?:def new generation|tenured generation|DefNew|Tenured).* used (\d+)K", heap, re.M)
        if not generations:
            raise Broken("cannot read the heap, which scripts/soak expects of the serial collector:\n" + heap)
        self.heap_kib = sum(map(int, generations))
        status = Path(f"/proc/{pid}/status").read_text()
        self.threads = int(re.search(r"^Threads:\s+(\d+)", status, re.M)[1])
        self.descriptors = len(os.listdir(f"/proc/{pid}/fd"))


def jcmd_of(server):
    jdk = servers.used_jdk(server)
    jcmd = Path(jdk.partition(" in ")[2]) / "bin" / "jcmd"
    if not jcmd.exists():
        raise Broken(f"{jdk} has no jcmd: the server must run on a whole JDK here")
    return jcmd


def minute(server, credentials, rate, directory):
    return Sipp(server, credentials.lines(), rate, rate * 60, directory).finish()


def run(options, directory, stack):
    verifier, port = servers.instant_verifier(directory)
    stack.callback(verifier.stop)
    server = servers.ours(options.server, directory, port, {})
    stack.callback(server.program.stop)
    jcmd = jcmd_of(server)
    print(f"{servers.used_jdk(server)}; {options.rate} calls/s for {options.minutes} minutes", flush=True)
    print("minute  calls  answered  retransmitted  heap after GC (KiB)  threads  descriptors", flush=True)
    credentials, heaps, failed = Credentials(directory), [], 0
    for number in range(1, options.minutes + 1):
        calls = minute(server, credentials, options.rate, directory)
        held = Held(server, jcmd)
        heaps.append(held.heap_kib)
        failed += calls.wanted - calls.answered
        print(f"{number:6} {calls.wanted:6} {calls.answered:9} {calls.retransmitted:14} {held.heap_kib:20} "
              f"{held.threads:8} {held.descriptors:12}", flush=True)
    return judge(heaps, failed)


def judge(heaps, failed):
    settled = heaps[1] if len(heaps) > 1 else heaps[0]
    grew = heaps[-1] > settled * GROWTH
    print(f"{failed} faults; the heap {'GREW' if grew else 'did not grow'}: {settled} KiB then, {heaps[-1]} KiB now")
    return 1 if failed or grew else 0


def main(run, rate, more=lambda parser: None):
    parser = argparse.ArgumentParser()
    more(parser)
    parser.add_argument("--server", required=True)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--rate", type=int, default=rate)
    with tempfile.TemporaryDirectory(prefix="sip-verify-soak") as directory, contextlib.ExitStack() as stack:
        try:
            return run(parser.parse_args(), directory, stack)
        except Broken as broken:
            print(f"soak: {broken}", file=sys.stderr)
            return 3


if __name__ == "__main__":
    sys.exit(main(run, 300))
