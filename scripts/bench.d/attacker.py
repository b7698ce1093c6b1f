"""One sender of an attack: sends as fast as it can, or at a given rate, until its time is over, and prints what it sent.

attacker.py KIND SIZE TRANSPORT PORT SECONDS RATE NICE SILENT SUBNET: RATE 0 is as fast as it can; SILENT 1 reads no
answers; its addresses are 127.SUBNET.x.y, another for each connection, since a source that sends garbage is banned.
"""

import contextlib
import ctypes
import json
import os
import re
import selectors
import signal
import socket
import ssl
import sys
import time

from packets import Batch, packets

FINAL = re.compile(rb"SIP/2\.0 [2-6]")
SOCKETS = 8
STRAGGLERS = 0.5  # seconds in which answers still count


class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


class Header(ctypes.Structure):
    """struct mmsghdr of sendmmsg(2), which Python does not have, on 64 bits: msghdr is padded to 56 octets."""

    _fields_ = [("name", ctypes.c_void_p), ("name_length", ctypes.c_uint32), ("vectors", ctypes.c_void_p),
                ("count", ctypes.c_size_t), ("control", ctypes.c_void_p), ("control_length", ctypes.c_size_t),
                ("flags", ctypes.c_int), ("padding", ctypes.c_int), ("sent", ctypes.c_uint)]


class Sums:
    def __init__(self):
        self.messages = self.octets = self.answers = self.connections = 0


class Addresses:
    def __init__(self, subnet):
        self.subnet, self.used = subnet, 0

    def next(self):
        self.used += 1
        return f"127.{self.subnet}.{self.used // 250 % 250 + 1}.{self.used % 250 + 3}"


class Datagrams:
    """Sends a batch a call of the system, from some sockets in turn."""

    def __init__(self, batch, port, addresses, sums, silent):
        self.batch, self.sums, self.silent = batch, sums, silent
        self.sockets = [socket.socket(type=socket.SOCK_DGRAM) for _ in range(SOCKETS)]
        for one in self.sockets:
            one.bind((addresses.next(), 0))
            one.connect(("127.0.0.1", port))
            one.setblocking(False)
        self.turn = 0
        self.libc = ctypes.CDLL(None, use_errno=True)
        if ctypes.sizeof(Header) != 64:
            raise OSError("only on machines with 64 bits")
        self.memory = ctypes.addressof((ctypes.c_char * len(batch.memory)).from_buffer(batch.memory))
        self.vectors = (Vector * len(batch.spans))(*[Vector(self.memory + at, size) for at, size in batch.spans])
        self.headers = (Header * len(batch.spans))()
        for number in range(len(batch.spans)):
            self.headers[number].vectors = ctypes.addressof(self.vectors[number])
            self.headers[number].count = 1

    def send(self):
        self.turn = (self.turn + 1) % SOCKETS
        sock = self.sockets[self.turn]
        sent = self.libc.sendmmsg(sock.fileno(), self.headers, len(self.batch.spans), 0)
        for number in range(max(0, sent)):
            self.sums.octets += self.headers[number].sent
        self.sums.messages += max(0, sent)
        if not self.silent:
            self.read(sock)

    def read(self, sock):
        with contextlib.suppress(OSError):  # nothing is there
            while True:
                self.sums.answers += bool(FINAL.match(sock.recv(16)))

    def read_all(self):
        for sock in self.sockets:
            self.read(sock)


class Connection:
    """One connection to be written to as long as it takes what is written."""

    def __init__(self, port, context, address, silent):
        self.socket = socket.socket()
        self.socket.settimeout(5)
        if silent:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.bind((address, 0))
        self.socket.connect(("127.0.0.1", port))
        if context:
            self.socket = context.wrap_socket(self.socket)
        self.socket.setblocking(False)
        self.left, self.tail = memoryview(b""), b""
        self.due = []  # where in what is left the messages end, from behind

    def close(self):
        self.socket.close()


class Streams:
    """Sends whole batches over some connections, and opens another for each that the server ends."""

    def __init__(self, batch, port, addresses, sums, silent, tls):
        self.batch, self.port, self.addresses, self.sums, self.silent = batch, port, addresses, sums, silent
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if tls else None
        if tls:
            self.context.check_hostname, self.context.verify_mode = False, ssl.CERT_NONE
        self.connections = [None] * SOCKETS
        self.turn = 0

    def send(self):
        """True when a batch was begun that needs new numbers after it."""
        self.turn = (self.turn + 1) % SOCKETS
        connection = self.connections[self.turn]
        try:
            if connection is None:
                connection = self.connections[self.turn] = self.open()
            if not self.silent:
                self.read(connection)
            if not connection.left:
                connection.left = memoryview(bytes(self.batch.memory))
                connection.due = [len(connection.left) - at - size for at, size in self.batch.spans]
            self.write(connection)
        except OSError:  # the server has ended it
            if connection:
                connection.close()
            self.connections[self.turn] = None

    def open(self):
        self.sums.connections += 1
        return Connection(self.port, self.context, self.addresses.next(), self.silent)

    def write(self, connection):
        with contextlib.suppress(BlockingIOError, ssl.SSLWantWriteError, ssl.SSLWantReadError):
            while connection.left:
                sent = connection.socket.send(connection.left)
                connection.left = connection.left[sent:]
                self.sums.octets += sent
                while connection.due and connection.due[0] >= len(connection.left):
                    connection.due.pop(0)
                    self.sums.messages += 1

    def read(self, connection):
        with contextlib.suppress(BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            while True:
                data = connection.socket.recv(65536)
                if not data:
                    raise ConnectionResetError
                seen = connection.tail + data
                self.sums.answers += len(FINAL.findall(seen))
                connection.tail = seen[-8:]

    def blocked(self):
        """Waits a moment while no connection takes more."""
        with selectors.DefaultSelector() as selector:
            for connection in filter(None, self.connections):
                selector.register(connection.socket, selectors.EVENT_WRITE | (0 if self.silent else selectors.EVENT_READ))
            if selector.get_map():
                selector.select(0.01)

    def read_all(self):
        for connection in filter(None, self.connections):
            with contextlib.suppress(OSError):
                self.read(connection)


def attack(sender, batch, sums, seconds, rate):
    """Until its time is over or SIGTERM comes; how long it was."""
    ended = []
    signal.signal(signal.SIGTERM, lambda *_: ended.append(True))
    start, number = time.perf_counter(), os.getpid() << 16
    while (now := time.perf_counter() - start) < seconds and not ended:
        if rate and sums.messages >= rate * now:
            time.sleep(0.001)
            continue
        number = batch.renew(number)
        before = sums.messages, sums.answers
        sender.send()
        if isinstance(sender, Streams) and sender.turn == 0 and (sums.messages, sums.answers) == before:
            sender.blocked()
    return time.perf_counter() - start


def main(kind, size, transport, port, seconds, rate, nice, silent, subnet):
    os.nice(int(nice))
    silent = silent == "1"
    rate, small = int(rate), size != "60kB"
    batch = Batch(packets(kind, transport, size), 1 if rate else 64 if small else 8)
    sums, addresses = Sums(), Addresses(subnet)
    sender = (Datagrams(batch, int(port), addresses, sums, silent) if transport == "UDP"
              else Streams(batch, int(port), addresses, sums, silent, transport == "TLS"))
    took = attack(sender, batch, sums, float(seconds), rate)
    if not silent:
        time.sleep(STRAGGLERS)
        sender.read_all()
    cpu = os.times()
    print(json.dumps({"messages": sums.messages, "octets": sums.octets, "answers": sums.answers,
                      "connections": sums.connections, "seconds": took, "cpu": cpu.user + cpu.system}))


if __name__ == "__main__":
    main(*sys.argv[1:])
