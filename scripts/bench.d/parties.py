"""Callers and callees that decide by chance: who cancels, refuses, stays silent, answers twice, asks and hangs up."""

from legs import LIFE, SDP, T1, Asked, Leg, Peer, branches

CALLED = "+14155551234"
GIVEN_UP_AFTER = 100.0  # the ring time-out, and the time a dead target has


class Caller(Leg):
    """One call, from the INVITE on."""

    def __init__(self, peer, name):
        server = f"{peer.endpoint.server[0]}:{peer.endpoint.server[1]}"
        tag = f"a{name}"
        super().__init__(peer, f"{name}@{peer.endpoint.host}", f"<sip:+15551234567@{peer.endpoint.host}>;tag={tag}",
                         f"<sip:{CALLED}@{server}>", tag)
        self.called = self.target = f"sip:{CALLED}@{server}"
        self.branch, self.invitation = next(branches), self.number
        self.heard = self.cancelling = self.cancelled_it = False
        self.acknowledges = self.random.random() > 0.02
        self.progress, self.answered_by = set(), ""
        more = ["Supported: 100rel"] if self.random.random() < 0.3 else []
        Asked(peer, "INVITE", self.text("INVITE", self.target, self.number, self.branch, SDP.format(1, "sendrecv"), *more),
              self.branch, self.hear, GIVEN_UP_AFTER)
        if self.random.random() < 0.3:
            self.network.after(self.random.uniform(0, 3), self.cancel)

    def cancel(self):
        self.cancelling = True
        if self.heard and not self.cancelled_it and not self.answered_by and not self.over:
            self.cancelled_it = True
            text = self.text("CANCEL", self.called, self.invitation, self.branch)
            Asked(self.peer, "CANCEL", text, self.branch,
                  lambda response: response or self.fault("CANCEL was not answered"), LIFE)

    def hear(self, response):
        if response is None:
            self.fault("INVITE was not answered")
            self.end()
        elif response.code < 200:
            self.heard = True
            self.prack(response)
            if self.cancelling:
                self.cancel()
        elif response.code >= 300:
            self.remote = response.one("to")
            self.peer.endpoint.send(self.text("ACK", self.called, self.invitation, self.branch))
            self.end()
        else:
            self.answer(response)

    def prack(self, response):
        serial = response.one("rseq")
        if serial and not self.answered_by and (response.tag("to"), serial) not in self.progress:
            self.progress.add((response.tag("to"), serial))
            whole = self.remote, self.target
            self.remote, self.target = response.one("to"), response.contact()
            self.ask("PRACK", lambda _: None, "", f"RAck: {serial} {self.invitation} INVITE")
            self.remote, self.target = whole

    def answer(self, response):
        if self.answered_by and self.answered_by != response.tag("to"):
            self.fault("two answers came")
        first = not self.answered_by
        self.answered_by = response.tag("to")
        if first:
            self.remote, self.target = response.one("to"), response.contact()
        if self.acknowledges:
            self.peer.endpoint.send(self.text("ACK", self.target, self.invitation, next(branches)))
            if first and self.cancelling:
                self.hang_up()
            elif first:
                self.begin_to_talk()


class Callee(Leg):
    """One who was called, or one branch of a fork."""

    def __init__(self, invited, tag):
        request = invited.request
        super().__init__(invited.peer, request.call_id, f"{request.one('to')};tag={tag}", request.one("from"), tag)
        self.invited_by, self.target, self.remote_number = invited, request.contact(), request.number
        self.answered = False

    def ring(self):
        if not self.over and not self.answered:
            request, reliable = self.invited_by.request, "100rel" in self.invited_by.request.one("supported")
            if reliable and self.random.random() < 0.5:
                serial = self.random.randrange(1, 1000)
                self.progress(request.response(183, self.tag, "", self.contact(), "Require: 100rel", f"RSeq: {serial}"), T1, LIFE)
            else:
                self.invited_by.say(request.response(180, self.tag, "", self.contact()))

    def ring_on(self):
        """Again and again, as one who never answers: a server that has heard nothing cannot send a CANCEL."""
        if not self.over:
            self.ring()
            self.network.after(5.0, self.ring_on)

    def progress(self, text, wait, left):
        """A reliable provisional response, until PRACK or the final response comes."""
        if left > 0 and not self.over and not self.answered and not self.acknowledged:
            self.invited_by.say(text)
            self.network.after(wait, lambda: self.progress(text, wait * 2, left - wait))

    def within(self, request):
        if request.method == "PRACK":
            self.acknowledged.add("PRACK")
        super().within(request)

    def answer(self):
        if not self.over:
            self.answered = True
            request = self.invited_by.request
            answer = request.response(200, self.tag, SDP.format(2, "sendrecv"), self.contact())
            self.invited_by.say(answer, final=True)
            self.repeat(answer, request.number, T1, LIFE)

    def refuse(self, code):
        """Until its ACK comes."""
        if self.over or self.answered:
            return
        self.end()
        request = self.invited_by.request
        answer = request.response(code, self.tag)
        self.invited_by.say(answer, final=True)
        self.repeat(answer, request.number, T1, LIFE)

    def unacknowledged(self):
        if self.over and not self.answered:
            self.fault("the refusal was not acknowledged")
        super().unacknowledged()

    def confirmed(self):
        if self.answered and not self.talking:
            self.begin_to_talk()

    def take(self, request):
        if request.method == "BYE" and not self.answered:
            self.refuse(487)
        super().take(request)


class Invited:
    """An INVITE that begins a dialog, at those who are called."""

    over = True

    def __init__(self, peer, request, number):
        self.peer, self.request = peer, request
        self.random, after = peer.endpoint.network.random, peer.endpoint.network.after
        peer.legs[request.call_id, ""] = self
        self.finals = []
        kind = self.random.random()
        self.silent = kind < 0.03
        if self.silent:
            return
        self.branches = [Callee(self, f"b{number}-{fork}") for fork in range(2 if self.random.random() < 0.1 else 1)]
        if self.random.random() < 0.5:
            self.say(request.response(100))
        for leg in self.branches:
            rings = self.random.uniform(0, 1)
            if kind < 0.1:
                after(rings, leg.ring_on)
            elif self.random.random() < 0.8:
                after(rings, leg.ring)
            if kind > 0.25:
                after(rings + self.random.choice([0, self.random.uniform(0, 2)]), leg.answer)
        if 0.1 <= kind <= 0.25:
            code = self.random.choice([480, 486, 503, 603])
            after(self.random.uniform(0, 2), lambda: self.refused(code))

    def say(self, text, final=False):
        """A repeated INVITE gets the last provisional response, or each final one."""
        self.finals += [text] if final else []
        self.peer.answers[self.request.branch, "INVITE"] = self.finals or [text]
        self.peer.endpoint.send(text)

    def refused(self, code):
        if not self.finals:
            first, *others = self.branches
            for leg in others:
                leg.end()
            first.refuse(code)

    def take(self, request):
        if self.silent or request.method == "ACK":
            return
        if request.method == "CANCEL":
            self.peer.reply(request, request.response(200, self.branches[0].tag))
            if self.finals:
                for leg in self.branches:
                    if not leg.answered:
                        leg.end()
            else:
                self.refused(487)
        else:
            self.peer.reply(request, request.response(481))


class Callers(Peer):
    """Where calls come from."""

    def call(self, name):
        return Caller(self, name)


class Callees(Peer):
    """Where calls go. A silent one answers nothing, and is not waited for."""

    def unknown(self, message):
        if message.method == "INVITE" and not message.tag("to"):
            Invited(self, message, len(self.legs))
        else:
            super().unknown(message)
