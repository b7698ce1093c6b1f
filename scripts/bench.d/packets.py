"""The messages of an attack, made beforehand; a sender only changes the digits of branch and Call-ID."""

import random

MARK = b"@@@@@@@@"
SIZES = {"small": 64, "2kB": 2_000, "60kB": 60_000}
METHODS = {"options": ["OPTIONS"], "invite": ["INVITE"], "cancel": ["CANCEL"], "cancelled": ["INVITE", "CANCEL"],
           "unknown": ["FOO", "PUBLISH", "MESSAGE", "BYE"]}
KINDS = [*METHODS, "garbage", "mixed"]
GARBAGE_FORMS = 16


class Packet:
    """A message and where in it the digits stand; garbage has none."""

    def __init__(self, data, number_step=1):
        self.data = data
        self.number_step = number_step  # 0: has the digits of the one before, as a CANCEL has those of its INVITE
        self.places = []
        at = data.find(MARK)
        while at >= 0:
            self.places.append(at)
            at = data.find(MARK, at + len(MARK))


def request(method, transport, size, number_step=1):
    """The smallest sound request, filled up with a body to so many bytes; it is never shorter than it must be."""
    head = (f"{method} sip:a SIP/2.0\r\nv:SIP/2.0/{transport} a;branch=z9hG4bK{MARK.decode()}\r\nf:<sip:a>;tag=1\r\n"
            f"t:<sip:a>\r\ni:{MARK.decode()}\r\nCSeq:1 {method}\r\n")
    head += "o:a\r\n" * (method == "PUBLISH")  # without an Event it is refused by the parser
    body = max(0, size - len(head) - len("l:\r\n\r\n") - len(str(size)))
    return Packet(f"{head}l:{body}\r\n\r\n{'x' * body}".encode(), number_step)


def garbage(size, seed):
    """Octets at random, letters without an end, and what begins as SIP does and goes on as it pleases."""
    dice = random.Random(seed)
    forms = [lambda: dice.randbytes(size),
             lambda: b"A" * size,
             lambda: (b"INVITE sip:a SIP/2.0\r\n" + dice.randbytes(size))[:size],
             lambda: (b"OPTIONS sip:a SIP/2.0\r\nv:SIP/2.0/UDP a\r\n" + b"x" * size)[:size - 4] + b"\r\n\r\n"]
    return Packet(forms[seed % len(forms)]())


def packets(kind, transport, size):
    """One of each message of this kind, in their order."""
    if kind == "garbage":
        return [garbage(SIZES[size], seed) for seed in range(GARBAGE_FORMS)]
    if kind == "mixed":
        return [packet for one in KINDS[:-1] for packet in packets(one, transport, size)[:4]]
    found = [request(method, transport, SIZES[size]) for method in METHODS[kind]]
    if kind == "cancelled":
        found[1].number_step = 0
    return found


class Batch:
    """Copies of the packets side by side in one piece of memory, for one call of the system."""

    def __init__(self, kinds, at_least):
        self.packets = kinds * max(1, -(-at_least // len(kinds)))
        self.memory = bytearray(b"".join(packet.data for packet in self.packets))
        self.view = memoryview(self.memory)
        self.spans, self.places, at = [], [], 0
        for packet in self.packets:
            self.spans.append((at, len(packet.data)))
            self.places.append((packet.number_step, [at + place for place in packet.places]))
            at += len(packet.data)

    def renew(self, number):
        """Writes the next numbers; the last one used."""
        memory = self.memory
        for step, places in self.places:
            number += step
            digits = b"%08x" % (number & 0xffffffff)
            for place in places:
                memory[place:place + 8] = digits
        return number
