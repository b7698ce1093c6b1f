"""A network that loses, delays, repeats and reorders datagrams by chance, and the clock of those who live in it."""

import heapq
import itertools
import re
import selectors
import socket
import time
from collections import defaultdict

LOST, LATE, REPEATED, OUT_OF_ORDER = 0.08, 0.08, 0.08, 0.2
LATEST_S, REORDERED_S = 2.0, 0.05


class Network:
    """Sockets and timers of one thread. A quiet one delivers everything at once."""

    def __init__(self, random, quiet=False):
        self.random, self.quiet = random, quiet
        self.selector = selectors.DefaultSelector()
        self.timers, self.order = [], itertools.count()
        self.sent = self.lost = 0

    def after(self, seconds, act):
        heapq.heappush(self.timers, (time.monotonic() + seconds, next(self.order), act))

    def run(self, holds):
        """Until this no longer holds."""
        while holds():
            due = self.timers[0][0] - time.monotonic() if self.timers else 0.1
            for key, _ in self.selector.select(max(0.0, min(due, 0.1))):
                key.data.read()
            now = time.monotonic()
            while self.timers and self.timers[0][0] <= now:
                heapq.heappop(self.timers)[2]()

    def carry(self, deliver):
        """Delivers at once, later, twice or never, and says which."""
        self.sent += 1
        if self.quiet:
            deliver()
            return ""
        chance = self.random.random()
        if chance < LOST:
            self.lost += 1
            return "lost"
        if chance < LOST + LATE:
            self.after(self.random.uniform(0, LATEST_S), deliver)
            return "late"
        if chance < LOST + LATE + REPEATED:
            self.after(self.random.uniform(0, LATEST_S), deliver)
        if self.random.random() < OUT_OF_ORDER:
            self.after(self.random.uniform(0, REORDERED_S), deliver)
        else:
            deliver()
        return "twice" if chance < LOST + LATE + REPEATED else ""


class Endpoint:
    """A UDP socket. What it sends and what it gets both go through the network."""

    def __init__(self, network, address, server):
        self.network, self.server = network, server
        self.socket = socket.socket(type=socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
        self.socket.bind((address, 0))
        self.socket.setblocking(False)
        self.host, self.port = self.socket.getsockname()
        self.receive, self.history = None, defaultdict(list)
        network.selector.register(self.socket, selectors.EVENT_READ, self)

    def send(self, text):
        data = text.encode()
        self.note(">", text, self.network.carry(lambda: self.socket.sendto(data, self.server)))

    def note(self, way, text, fate):
        """What went over the wire, by Call-ID."""
        call_id, number, to = (re.search(rf"^{name}: *(.*)\r", text, re.M)[1] for name in ("Call-ID", "CSeq", "To"))
        self.history[call_id].append(
            f"{time.strftime('%H:%M:%S')}.{int(time.time() * 1000) % 1000:03} {way} {text.partition(chr(13))[0][:60]:60} "
            f"{number:12} {to.partition('tag=')[2]:18} {fate}")

    def read(self):
        for _ in range(100):
            try:
                data = self.socket.recv(65535)
            except BlockingIOError:
                return
            except ConnectionRefusedError:
                continue
            text = data.decode()
            self.note("<", text, self.network.carry(lambda received=text: self.receive(received)))

    def close(self):
        self.network.selector.unregister(self.socket)
        self.socket.close()
