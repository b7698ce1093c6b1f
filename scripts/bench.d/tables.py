"""What the tables of a server hold, by its own gauges."""

import re
import time
import urllib.request

FORGOTTEN_S = 60
GAUGES = ("bridged_calls", "bridge_entries", "calls_in_hand", "transactions", "client_transactions")


def left(server):
    """What the tables hold, by gauge."""
    port = re.search(r"^ready .*http 127\.0\.0\.1:(\d+)", server.program.text(), re.M)[1]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as page:
        text = page.read().decode()
    return {name: float(re.search(rf"^sipverify_{name} (\S+)", text, re.M)[1]) for name in GAUGES}


def forgotten(server):
    """Over UDP the last requests may be repeated for 32 seconds."""
    end = time.monotonic() + FORGOTTEN_S
    while any(left(server).values()) and time.monotonic() < end:
        time.sleep(1)
    return left(server)
