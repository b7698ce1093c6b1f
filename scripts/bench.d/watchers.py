"""People who watch a server: ten clients of its live calls, and what an open console asks for."""

import sys
import threading
import time
import urllib.request

CLIENTS = 10
PERIOD = 5  # seconds between two looks of a console
ASKED = ("node", "series?range=15m", "calls?limit=50")


def live(base):
    with urllib.request.urlopen(f"{base}/api/calls/live") as stream:
        while stream.read1(65536):
            pass


def console(base):
    while True:
        for path in ASKED:
            with urllib.request.urlopen(f"{base}/api/{path}") as answer:
                answer.read()
        time.sleep(PERIOD)


def main():
    base = f"http://127.0.0.1:{sys.argv[1]}"
    for _ in range(CLIENTS):
        threading.Thread(target=live, args=(base,), daemon=True).start()
    console(base)


if __name__ == "__main__":
    main()
