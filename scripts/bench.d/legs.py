"""One side of a call over a bad network, as RFC 3261 has it: its transactions, its dialog, and what it does by chance."""

import itertools

T1, T2, LIFE = 0.5, 4.0, 32.0  # seconds: RFC 3261 section 17
ANSWERED_BY = 45.0  # a request within a dialog: the other side may stay silent for 32 s
SDP = "v=0\r\no=- {0} {0} IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\na={1}\r\n"
PHRASES = {100: "Trying", 180: "Ringing", 183: "Session Progress", 200: "OK", 480: "Temporarily Unavailable",
           481: "Call/Transaction Does Not Exist", 486: "Busy Here", 487: "Request Terminated", 491: "Request Pending",
           500: "Server Internal Error", 503: "Service Unavailable", 603: "Decline"}
branches = (f"z9hG4bK-{number}" for number in itertools.count(1))


class Message:
    """A request or a response, read."""

    def __init__(self, text):
        head, _, self.body = text.partition("\r\n\r\n")
        self.first, *lines = head.split("\r\n")
        self.headers = [(name.strip().lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
        self.code = int(self.first.split()[1]) if self.first.startswith("SIP/2.0") else None
        self.number, self.method = self.one("cseq").split()
        self.number, self.call_id = int(self.number), self.one("call-id")
        self.branch = self.one("via").partition("branch=")[2].partition(";")[0]

    def one(self, name):
        return next((value for key, value in self.headers if key == name), "")

    def tag(self, name):
        return self.one(name).partition(";tag=")[2].partition(";")[0]

    def contact(self):
        return self.one("contact").partition("<")[2].partition(">")[0]

    def response(self, code, tag="", body="", *more):
        vias = [f"Via: {value}" for key, value in self.headers if key == "via"]
        to = self.one("to") if not tag or self.tag("to") else f"{self.one('to')};tag={tag}"
        lines = [f"SIP/2.0 {code} {PHRASES[code]}", *vias, f"From: {self.one('from')}", f"To: {to}",
                 f"Call-ID: {self.call_id}", f"CSeq: {self.number} {self.method}", *more]
        return written(lines, body)


def written(lines, body):
    if body:
        lines.append("Content-Type: application/sdp")
    return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", body])


class Asked:
    """A client transaction: the request is sent again until it is answered."""

    def __init__(self, peer, method, text, branch, then, patience):
        self.peer, self.method, self.text, self.branch, self.then = peer, method, text, branch, then
        self.quiet = self.done = False
        peer.asked[branch, method] = self
        peer.endpoint.network.after(patience, self.expire)
        self.send(T1)

    def send(self, wait):
        if self.done or self.quiet:
            return
        self.peer.endpoint.send(self.text)
        following = wait * 2 if self.method == "INVITE" else min(wait * 2, T2)
        self.peer.endpoint.network.after(wait, lambda: self.send(following))

    def hear(self, response):
        if self.method == "INVITE":
            self.quiet = True
        if response.code >= 200:
            self.done = True
        self.then(response)

    def expire(self):
        if not self.done:
            self.done = True
            self.then(None)


class Peer:
    """Callers or callees behind one socket."""

    def __init__(self, endpoint):
        self.endpoint = endpoint
        self.asked, self.legs, self.answers = {}, {}, {}
        self.faults = []
        endpoint.receive = self.receive

    def receive(self, text):
        message = Message(text)
        if message.code is not None:
            asked = self.asked.get((message.branch, message.method))
            if asked:
                asked.hear(message)
            return
        key = message.branch, message.method
        if message.method != "ACK" and key in self.answers:
            for answer in self.answers[key]:
                self.endpoint.send(answer)
            return
        if message.method != "ACK":
            self.answers[key] = []
        leg = self.legs.get((message.call_id, message.tag("to")))
        if leg:
            leg.take(message)
        else:
            self.unknown(message)

    def unknown(self, message):
        if message.method != "ACK":
            self.reply(message, message.response(481))

    def reply(self, request, text):
        """The last response to a request is what its repetition gets, and each 2xx of a fork."""
        self.answers[request.branch, request.method] = [text]
        self.endpoint.send(text)

    def pending(self):
        return [leg for leg in self.legs.values() if not leg.over]


class Leg:
    """A dialog of one side, or what may become one."""

    def __init__(self, peer, call_id, local, remote, tag):
        self.peer, self.network, self.random = peer, peer.endpoint.network, peer.endpoint.network.random
        self.call_id, self.local, self.remote, self.tag = call_id, local, remote, tag
        self.target, self.number, self.remote_number = "", self.random.randrange(1, 1000), 0
        self.talking = self.leaving = self.over = False
        self.inviting = self.invited = False
        self.acknowledged = set()
        peer.legs[call_id, tag] = self

    def fault(self, what):
        self.peer.faults.append(f"{self.call_id} {self.tag}: {what}")

    def contact(self):
        return f"Contact: <sip:{self.tag}@{self.peer.endpoint.host}:{self.peer.endpoint.port}>"

    def text(self, method, target, number, branch, body="", *more):
        return written([
            f"{method} {target} SIP/2.0", f"Via: SIP/2.0/UDP {self.peer.endpoint.host}:{self.peer.endpoint.port};branch={branch};rport",
            "Max-Forwards: 70", f"From: {self.local}", f"To: {self.remote}", f"Call-ID: {self.call_id}",
            f"CSeq: {number} {method}", self.contact(), *more], body)

    def ask(self, method, then, body="", *more):
        self.number += 1
        number, branch = self.number, next(branches)

        def answered(response):
            if response is None:
                self.fault(f"{method} was not answered")
            if response is None or response.code >= 200:
                then(response)
            if response is not None and method == "INVITE" and response.code >= 200:
                self.acknowledge(response, number, branch)

        Asked(self.peer, method, self.text(method, self.target, number, branch, body, *more), branch, answered,
              ANSWERED_BY if method == "INVITE" else LIFE)

    def acknowledge(self, response, number, branch):
        """Each time the response comes: of a 2xx with a transaction of its own, of another in that of the INVITE."""
        own = next(branches) if response.code < 300 else branch
        self.peer.endpoint.send(self.text("ACK", self.target, number, own))

    def begin_to_talk(self, longest=5.0):
        """Hangs up after a while, and asks for something meanwhile or at the same time."""
        self.talking = True
        talk = self.random.choice([0.0, self.random.uniform(0, 0.2), self.random.uniform(0, longest)])
        self.network.after(talk, self.hang_up)
        while self.random.random() < 0.4:
            method = self.random.choice(["INVITE", "UPDATE", "INFO", "MESSAGE", "OPTIONS"])
            self.network.after(self.random.uniform(0, talk + 0.1), lambda chosen=method: self.ask_within(chosen))

    def ask_within(self, method):
        offers = method in ("INVITE", "UPDATE")
        if self.leaving or self.over or offers and (self.inviting or self.invited):
            return
        self.inviting |= offers
        body = SDP.format(self.number, self.random.choice(["sendrecv", "sendonly"])) if offers else ""

        def then(_):
            if offers:
                self.inviting = False
        self.ask(method, then, body)

    def hang_up(self):
        if not self.leaving and not self.over:
            self.leaving = True
            self.ask("BYE", lambda _: self.end())

    def end(self):
        self.over = self.leaving = True

    def take(self, request):
        if request.method == "ACK":
            self.acknowledged.add(request.number)
            self.invited = False
            self.confirmed()
        elif self.over and request.method != "CANCEL":
            self.peer.reply(request, request.response(481))
        elif request.method == "BYE":
            self.peer.reply(request, request.response(200))
            self.end()
        elif request.method == "CANCEL":
            self.peer.reply(request, request.response(200))
            self.cancelled()
        elif request.number < self.remote_number:
            self.peer.reply(request, request.response(500, "", "", "Retry-After: 1"))
        else:
            self.remote_number = request.number
            self.within(request)

    def within(self, request):
        if request.method not in ("INVITE", "UPDATE"):
            self.peer.reply(request, request.response(200))
        elif self.inviting or self.invited:
            self.peer.reply(request, request.response(491, "", "", self.contact()))
        else:
            answer = request.response(200, "", SDP.format(self.number, "sendrecv") if request.body else "", self.contact())
            self.peer.reply(request, answer)
            if request.method == "INVITE":
                self.invited = True
                self.repeat(answer, request.number, T1, LIFE)

    def repeat(self, answer, number, wait, left):
        """A final response to an INVITE, until its ACK comes."""
        if number in self.acknowledged:
            return
        if left <= 0:
            self.unacknowledged()
            return
        def again():
            if number not in self.acknowledged and not (self.over and self.talking):
                self.peer.endpoint.send(answer)
                self.repeat(answer, number, min(wait * 2, T2), left - wait)
        self.network.after(wait, again)

    def unacknowledged(self):
        self.invited = False
        self.hang_up()

    def confirmed(self):
        """An ACK came."""

    def cancelled(self):
        """A CANCEL within the dialog's INVITEs has nothing to end: they are answered at once."""
