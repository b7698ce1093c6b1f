"""Whole calls, from the INVITE to the BYE: bridged by this server, and relayed by Kamailio, which stays in their route."""

import contextlib
import tempfile
import time
from pathlib import Path

import servers
from calls import Sipp
from programs import Broken, Program, free_port
from soak import Held, jcmd_of
from split import PARTS, Cpu, share
from tables import left
from warming import at_rest

SIPP = Path(__file__).resolve().parent.parent / "sipp"
RATES = (100, 200, 300, 400, 600, 800, 1200, 1600, 2400)
RATE = 200
TALK_MS = 200
HELD, HELD_RATE, HELD_MS = 10_000, 250, 600_000
ENDED_S = 60  # the longest that transactions of a call under way may take


def measure(options, lengths):
    """The rounds by server, and the JDK."""
    with contextlib.ExitStack() as stack:
        directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="sip-verify-bench-"))
        Path(directory).chmod(0o755)
        callee = free_port()
        answering = Program("callee", ["sipp", "-sf", SIPP / "callee.xml", "-i", "127.0.0.1", "-p", callee, "-nostdin"],
                            directory)
        stack.callback(answering.stop)
        answering.await_that(lambda: servers.bound(callee), 20)
        both = [servers.ours(options.server, directory, None, {
                    "policy.path": servers.HERE / "policy-bridge.conf", "redirect.target": f"sip:127.0.0.1:{callee}",
                    "http.port": free_port(), "sip.max-bridged-calls": 2 * HELD}),
                servers.relaying(directory, callee, 8)]
        for server in both:
            stack.callback(server.program.stop)
            check(placed(server, 10, 1, directory))
        for server in both:
            warm(server, lengths, directory)
        rounds = {server.name: [] for server in both}
        for number in range(options.rounds):
            for server in both if number % 2 == 0 else both[::-1]:
                rounds[server.name].append(figures(server, lengths, directory))
        kib = held(both[0], directory)
        for ours in rounds[both[0].name]:
            ours["heap_per_held_call_kib"] = kib
        return rounds, servers.used_jdk(both[0])


def placed(server, rate, seconds, directory):
    return Sipp(server, "", rate, max(1, int(rate * seconds)), directory, "-d", str(TALK_MS),
                scenario=SIPP / "caller.xml").finish()


def check(run):
    if run.answered != run.wanted:
        raise Broken(f"{run.answered} of {run.wanted} calls came to their end")


def warm(server, lengths, directory):
    """Until the compiler is at rest, or it was long enough."""
    end = time.monotonic() + lengths["limit"]
    placed(server, RATE, lengths["warm"], directory)
    while time.monotonic() < end:
        before = Cpu(server.program)
        placed(server, RATE, lengths["window"], directory)
        if at_rest(Cpu(server.program).since(before)):
            return


def figures(server, lengths, directory):
    top, limit = highest(server, lengths, directory)
    server.program.settle(lengths["settle"])
    before = Cpu(server.program)
    run = placed(server, RATE, lengths["slice"] * lengths["slices"], directory)
    used = Cpu(server.program).since(before)
    parts = {f"cpu_us_{part}": round(used[part] / 1000 / run.wanted, 1) for part in PARTS}
    return {"rate": RATE, "calls": run.wanted, "answered": run.answered, "retransmitted": run.retransmitted,
            "cpu_us_per_call": round(sum(used.values()) / 1000 / run.wanted, 1), **parts,
            "compiler_percent": share(used, "compiler"), "loss_free_rate": top, "loss_free_limited_by": limit,
            "memory_mib": round(server.program.memory_kib() / 1024, 1)}


def highest(server, lengths, directory):
    """The last of some rates at which each call came to its end and nothing was sent again, and what was too slow then."""
    good = 0
    for rate in RATES:
        run = placed(server, rate, lengths["step"], directory)
        if not run.loss_free():
            return good, "the server"
        if not run.kept_up(rate):
            return good, "sipp"
        good = rate
    return good, "the search"


def held(server, directory):
    """The heap that a confirmed call takes, in KiB, once its transactions have ended."""
    jcmd = jcmd_of(server)
    at_rest_within(server, 0)
    before = Held(server, jcmd).heap_kib
    calls = Sipp(server, "", HELD_RATE, HELD, directory, "-d", str(HELD_MS), scenario=SIPP / "caller.xml")
    try:
        at_rest_within(server, HELD)
        return round((Held(server, jcmd).heap_kib - before) / HELD, 1)
    finally:
        calls.stop()


def at_rest_within(server, calls):
    """Waits until so many calls are under way, and no transaction."""
    end = time.monotonic() + HELD / HELD_RATE * 2 + ENDED_S
    while True:
        found = left(server)
        if found["bridged_calls"] == calls and not found["transactions"] and not found["client_transactions"]:
            return
        if time.monotonic() > end:
            raise Broken(f"{calls} calls should be under way, and no transaction, not {found}")
        time.sleep(1)
