"""A verifier stand-in that gives the same verdict, after so long: verifier.py PORT SECONDS VERDICT."""

import asyncio
import sys


class Connection(asyncio.Protocol):
    """One keep-alive connection; the delay is the same for all, so answers keep the order of the questions."""

    def __init__(self, delay, answer):
        self.delay, self.answer = delay, answer
        self.received = b""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.received += data
        while (end := self.received.find(b"\r\n\r\n")) >= 0:
            length = 0
            for line in self.received[:end].split(b"\r\n")[1:]:
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if len(self.received) < end + 4 + length:
                return
            self.received = self.received[end + 4 + length:]
            asyncio.get_running_loop().call_later(self.delay, self.send)

    def send(self):
        if not self.transport.is_closing():
            self.transport.write(self.answer)


async def main(port, delay, verdict):
    body = verdict.encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    server = await asyncio.get_running_loop().create_server(
        lambda: Connection(delay, answer), "127.0.0.1", port, backlog=4096)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3]))
