"""Bridged calls that outlive their server: it is killed and started again, and each side hangs up."""

import random
import time
from collections import Counter

from disturbance import Endpoint, Network
from parties import Callee, Caller, Callees, Callers
from programs import Broken

CALLS, RATE = 500, 50
CALLER = "127.0.0.9"


class Patient(Caller):
    """Calls, and hangs up when it is told to."""

    def __init__(self, peer, name):
        super().__init__(peer, name)
        self.acknowledges, self.ended_with = True, None

    def cancel(self):
        """Never."""

    def begin_to_talk(self, longest=0.0):
        self.talking = True

    def hang_up(self):
        def ended(response):
            self.ended_with = response and response.code
            self.end()
        self.leaving = True
        self.ask("BYE", ended)


class Answering(Callee):
    """Answers at once, and hangs up when it is told to."""

    begin_to_talk, hang_up = Patient.begin_to_talk, Patient.hang_up


class Answerers(Callees):
    """Those who are called, and take the call."""

    def unknown(self, message):
        if message.method == "INVITE" and not message.tag("to"):
            Taken(self, message)
        else:
            super().unknown(message)


class Taken:
    """An INVITE that is answered at once."""

    over = True

    def __init__(self, peer, request):
        self.peer, self.request = peer, request
        Answering(self, f"b{len(peer.legs)}").answer()

    def say(self, text, final=False):
        self.peer.reply(self.request, text)


class Outliving:
    """Some hundred calls that are under way when the server is killed."""

    def __init__(self, server_port):
        self.network = Network(random.Random(1), quiet=True)
        self.callers = Callers(Endpoint(self.network, CALLER, ("127.0.0.1", server_port)))
        self.callees = Answerers(Endpoint(self.network, "127.0.0.1", ("127.0.0.1", server_port)))
        self.calls = []

    def port(self):
        return self.callees.endpoint.port

    def talk(self):
        """Places the calls; all of them are answered afterwards."""
        def place():
            self.calls.append(Patient(self.callers, f"outlives-{len(self.calls) + 1}"))
            if len(self.calls) < CALLS:
                self.network.after(1 / RATE, place)
        place()
        self.until(lambda: len(self.calls) == CALLS and len(self.callees.pending()) == CALLS
                   and all(leg.talking for leg in self.callers.pending() + self.callees.pending()))

    def hang_up(self):
        """How both sides' BYEs were answered, by status code."""
        legs = self.callers.pending() + self.callees.pending()
        for leg in legs:
            leg.hang_up()
        self.until(lambda: all(leg.over for leg in legs))
        return Counter(leg.ended_with for leg in legs)

    def until(self, holds, seconds=60):
        end = time.monotonic() + seconds
        self.network.run(lambda: not holds() and time.monotonic() < end)
        if not holds():
            raise Broken(f"the calls that outlive the server did not get on: {(self.callers.faults + self.callees.faults)[:5]}")

    def close(self):
        self.callers.endpoint.close()
        self.callees.endpoint.close()
