"""The benchmark behind scripts/bench: this server and another in turns, under the same calls. The other is Kamailio, or
this server without what is to be measured."""

import argparse
import contextlib
import json
import os
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

import bridge
import client
import machine
import marks
import report
import servers
import start
import warming
from programs import Broken
from weather import Weather
from workload import Workload
from workloads import FULL, QUICK, WORKLOADS


# Those that are no INVITE and its answer.
ALONE = {"client": client.measure, "bridge": bridge.measure}


def measured(name, options, facts):
    """All of one workload: the phases of its servers, and the rounds by server."""
    say(f"{name}: {WORKLOADS[name]['what']}")
    weather, lengths = Weather(), QUICK if options.quick else FULL
    if name == "start":
        figures, jdk = start.measure(options, lengths)
        facts.setdefault("jdk", jdk)
        say(f"  sip-verify: {report.brief(figures)}")
        return {"rounds": {"sip-verify": [figures]}, "phases": {}, "weather": weather.look()}
    if name in ALONE:
        rounds, jdk = ALONE[name](options, lengths)
        facts.setdefault("jdk", jdk)
        for who, of in rounds.items():
            say(f"  {who}: " + "; ".join(report.brief(figures) for figures in of))
        return {"rounds": rounds, "phases": {}, "weather": weather.look()}
    with contextlib.ExitStack() as stack:
        directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="sip-verify-bench-"))
        Path(directory).chmod(0o755)
        workload = Workload(name, options, directory, stack)
        facts.setdefault("jdk", servers.used_jdk(workload.servers[0]))
        workload.check()
        phases = workload.warm() if name == "waiting" else began(workload)
        rounds = repeated(workload)
    extra = {"signature_check_us": start.signature_check(options.server, facts["jdk"], lengths["check"])
             } if name == "pinned" else {}
    return {"rounds": rounds, "phases": phases, "weather": weather.look(), **extra}


def began(workload):
    """Cold, then warming: by server."""
    phases = {}
    for server in workload.servers:
        phases[server.name] = {"cold": warming.cold(workload, server)}
        say(f"  cold {server.name}: {report.brief(phases[server.name]['cold'])}")
    for server, found in warming.warmed(workload, workload.servers).items():
        phases[server]["warming"] = found
        say(f"  warming {server}: {report.warmth(found)}")
    for server in workload.servers:
        server.program.settle(workload.lengths["settle"])
    os.sync()  # the disk must not be busy with what the calls left it
    return phases


def repeated(workload):
    rounds = {}
    for number in range(workload.options.rounds):
        turn = workload.servers if number % 2 == 0 else workload.servers[::-1]
        if workload.name == "waiting":
            found = {server.name: workload.wait(server) for server in turn}
            time.sleep(15 if number + 1 < workload.options.rounds else 0)
        else:
            found = workload.round(turn, {name: of[-1]["loss_free_rate"] for name, of in rounds.items()})
        for server, figures in found.items():
            rounds.setdefault(server, []).append(figures)
            say(f"  round {number + 1} {server}: {report.brief(figures)}")
    # A round in turns begins with the other server; the first of the table stays the first.
    return {server.name: rounds[server.name] for server in workload.servers}


def medians(rounds):
    """The median of each figure over the rounds; None counts as beyond every number."""
    found = {}
    for key in rounds[0]:
        values = [one[key] for one in rounds]
        if all(isinstance(value, (int, float)) or value is None for value in values):
            middle = statistics.median_high([float("inf") if value is None else value for value in values])
            found[key] = None if middle == float("inf") else middle
    return found


def say(text):
    print(text, flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--workload", action="append", choices=WORKLOADS)
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--rate", type=int)
    parser.add_argument("--out")
    parser.add_argument("--server", required=True)
    options = parser.parse_args()
    options.rounds = options.rounds or (1 if options.quick else 3)
    options.rate = options.rate or 500
    names = options.workload or (["policy", "instant"] if options.quick else list(WORKLOADS))

    facts = machine.facts() | ({} if options.quick else {"archive": start.archived(options.server)})
    results = {}
    for name in names:
        results[name] = {"what": WORKLOADS[name]["what"], **measured(name, options, facts)}
        results[name]["median"] = {server: medians(of) for server, of in results[name]["rounds"].items()}
        results[name]["ratios"] = report.ratios(results[name]["median"])
    whole = {"machine": facts, "quick": options.quick, "rounds": options.rounds, "workloads": results,
             "marks": marks.judged(results)}
    directory = Path(options.out or tempfile.mkdtemp(prefix="sip-verify-bench-"))
    directory.mkdir(parents=True, exist_ok=True)
    file = directory / "bench.json"
    file.write_text(json.dumps(whole, indent=2) + "\n")
    say(report.table(whole))
    say(f"written: {file}")


if __name__ == "__main__":
    # What was started must end with us.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        main()
    except Broken as broken:
        sys.exit(f"bench: {broken}")
    except KeyboardInterrupt:
        sys.exit(130)
