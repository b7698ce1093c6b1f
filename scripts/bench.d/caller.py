"""The caller that the server knows by its address, and whose calls must not suffer from what others send."""

import re
import select
import socket
import threading
import time

from probe import request, tag_of

RATE = 50
FIRST_REPETITION = 0.5  # Timer A of RFC 3261 section 17.1.1.2, doubled each time
PATIENCE = 5  # seconds after the last call in which answers are awaited


class Call:
    def __init__(self, number, now):
        self.number, self.began, self.wait, self.repeat_at = number, now, FIRST_REPETITION, now + FIRST_REPETITION


class Caller:
    """Places calls at a steady rate from its own address until it is stopped, each with one INVITE and its ACK."""

    def __init__(self, address, port, headers, over_tcp):
        self.address, self.port, self.headers, self.over_tcp = address, port, headers, over_tcp
        self.placed = self.repeated = self.refused = 0
        self.times_ms, self.waiting, self.buffer = [], {}, b""
        self.ending = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def start(self):
        self.thread.start()
        return self

    def finish(self, patience=PATIENCE):
        """Places no more calls, and waits for the answers that are due."""
        self.patience_until = time.perf_counter() + patience
        self.ending.set()
        self.thread.join()
        return self

    def unanswered(self):
        return self.placed - len(self.times_ms)

    def _open(self):
        self.buffer = b""
        sock = socket.socket(type=socket.SOCK_STREAM if self.over_tcp else socket.SOCK_DGRAM)
        sock.bind((self.address, 0))
        sock.settimeout(2)
        sock.connect(("127.0.0.1", self.port))
        return sock

    def _run(self):
        try:
            with self._open() as sock:
                self._place(sock)
        except OSError:  # the server is gone or has ended the connection: what waits stays unanswered
            return

    def _place(self, sock):
        start = time.perf_counter()
        while True:
            now = time.perf_counter()
            if self.ending.is_set():
                if not self.waiting or now > self.patience_until:
                    return
            elif now >= start + self.placed / RATE:
                self._invite(sock, Call(self.placed, now))
                self.placed += 1
                continue
            self._repeat(sock, now)
            due = start + self.placed / RATE if not self.ending.is_set() else now + 0.02
            if select.select([sock], [], [], max(0, min(due - now, 0.05)))[0]:
                self._receive(sock)

    def _invite(self, sock, call):
        self.waiting[call.number] = call
        self._send(sock, "INVITE", call.number)

    def _repeat(self, sock, now):
        if self.over_tcp:
            return
        for call in list(self.waiting.values()):
            if now >= call.repeat_at:
                call.wait *= 2
                call.repeat_at = now + call.wait
                self.repeated += 1
                self._send(sock, "INVITE", call.number)

    def _send(self, sock, method, number, tag=""):
        headers = self.headers if method == "INVITE" else ""
        message = request(sock, method, headers, number, tag)
        sock.sendall(message.replace(b"SIP/2.0/UDP", b"SIP/2.0/TCP") if self.over_tcp else message)

    def _receive(self, sock):
        data = sock.recv(65535)
        now = time.perf_counter()
        if not self.over_tcp:
            self._note(sock, data, now)
            return
        if not data:
            raise ConnectionResetError
        self.buffer += data
        while (end := self.buffer.find(b"\r\n\r\n")) >= 0:  # no answer to a call has a body here
            message, self.buffer = self.buffer[:end + 4], self.buffer[end + 4:]
            self._note(sock, message, now)

    def _note(self, sock, answer, now):
        text = answer.decode(errors="replace")
        found = re.search(r"bench-(\d+)-", text)
        if text.startswith("SIP/2.0 1") or not found:
            return
        number, final = int(found[1]), int(text[8:11])
        self._send(sock, "ACK", number, tag_of(text))
        call = self.waiting.pop(number, None)
        if call is None:
            return
        if final == 302:
            self.times_ms.append((now - call.began) * 1000)
        else:
            self.refused += 1
