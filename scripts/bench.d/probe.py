"""Requests of our own among sipp's calls, timed to microseconds; sipp's clock has steps of some milliseconds."""

import contextlib
import math
import re
import socket
import threading
import time


class Probe:
    """Sends one request every so often, whether or not the others are answered, and times the final answers."""

    def __init__(self, port, method, headers, rate, seconds):
        self.port, self.method, self.headers = port, method, headers
        self.interval, self.wanted = 1 / rate, int(rate * seconds)
        self.sent, self.times_ms = {}, []
        self.thread = threading.Thread(target=self._run, daemon=True)

    def start(self):
        self.thread.start()
        return self

    def finish(self):
        self.thread.join()
        return self

    def percentile(self, share):
        return percentile(self.times_ms, self.wanted, share)

    def _run(self):
        with socket.socket(type=socket.SOCK_DGRAM) as sock:
            sock.connect(("127.0.0.1", self.port))
            start = time.perf_counter()
            for number in range(self.wanted):
                self._receive(sock, start + number * self.interval)
                self.sent[number] = time.perf_counter()
                sock.send(request(sock, self.method, self.headers, number))
            self._receive(sock, time.perf_counter() + 5)

    def _receive(self, sock, until):
        while (left := until - time.perf_counter()) > 0 and (self.sent or len(self.times_ms) < self.wanted):
            sock.settimeout(left)
            with contextlib.suppress(TimeoutError):
                answer = sock.recv(65535)
                self._note(sock, answer, time.perf_counter())

    def _note(self, sock, answer, now):
        text = answer.decode(errors="replace")
        number = int(re.search(r"bench-(\d+)-", text)[1])
        if text.startswith("SIP/2.0 1") or number not in self.sent:
            return
        self.times_ms.append((now - self.sent.pop(number)) * 1000)
        if self.method == "INVITE":
            sock.send(request(sock, "ACK", "", number, tag_of(text)))


def percentile(times, wanted, share):
    """None when so many requests were not answered at all."""
    place = math.ceil(share / 100 * wanted) - 1
    return round(sorted(times)[place], 3) if place < len(times) else None


def tag_of(answer):
    return re.search(r"^To:[^;]*>(;[^\r]*)?", answer, re.M | re.I)[1] or ""


def request(sock, method, headers, number, tag=""):
    own, server = sock.getsockname()[1], sock.getpeername()[1]
    return (f"{method} sip:+14155551234@127.0.0.1:{server} SIP/2.0\r\n"
            f"Via: SIP/2.0/UDP 127.0.0.1:{own};branch=z9hG4bK-{own}-{id(sock)}-{number}\r\nMax-Forwards: 70\r\n"
            f"From: \"caller\" <sip:+15551234567@127.0.0.1:{own}>;tag={own}\r\n"
            f"To: <sip:+14155551234@127.0.0.1:{server}>{tag}\r\nCall-ID: bench-{number}-{own}-{id(sock)}@127.0.0.1\r\n"
            f"CSeq: 1 {method}\r\n{headers}Contact: <sip:caller@127.0.0.1:{own}>\r\nContent-Length: 0\r\n\r\n").encode()


def one_call(server, headers):
    """The answer to one INVITE, to see that the server does what is to be measured."""
    with socket.socket(type=socket.SOCK_DGRAM) as sock:
        sock.connect(("127.0.0.1", server.port))
        sock.settimeout(20)
        sock.send(request(sock, "INVITE", headers, 0))
        while (answer := sock.recv(65535).decode()).startswith("SIP/2.0 1"):
            pass
        sock.send(request(sock, "ACK", "", 0, tag_of(answer)))
        return answer
