"""Calls placed by sipp, and what became of them."""

import base64
import csv
import json
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from programs import Broken

INVITE = Path(__file__).resolve().parent.parent / "sipp" / "invite.xml"
KID = "https://demo.sip-verify.invalid/oobi/demo/controller"
DOSSIER = "https://demo.sip-verify.invalid/dossier/demo"
SIGNED_FOR_S = 300


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Credentials:
    """VVP header lines signed with the demo key, renewed before they expire."""

    def __init__(self, directory):
        self.directory, self.made, self.text = Path(directory), 0, ""
        self.key = self.directory / "demo" / "signer.pem"
        if not self.key.exists():  # a verifier over HTTP needs no demo key; the calls carry a signed passport all the same
            self.key.parent.mkdir(exist_ok=True)
            subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(self.key)], check=True)

    def lines(self):
        if time.time() - self.made > 60:
            self.made, self.text = time.time(), self._sign(int(time.time()))
        return self.text

    def _sign(self, now):
        header = {"alg": "EdDSA", "typ": "passport", "ppt": "vvp", "kid": KID}
        payload = {"orig": {"tn": ["15551234567"]}, "dest": {"tn": ["14155551234"]}, "iat": now,
                   "exp": now + SIGNED_FOR_S, "evd": DOSSIER}
        identity = {"ppt": "vvp", "kid": KID, "evd": DOSSIER, "iat": now, "exp": now + SIGNED_FOR_S}
        signed = ".".join(base64url(json.dumps(part, separators=(",", ":")).encode()) for part in (header, payload))
        unsigned = self.directory / "passport"
        unsigned.write_text(signed)
        signature = subprocess.run(
            ["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", self.key, "-in", unsigned],
            check=True, capture_output=True).stdout
        shown = base64url(json.dumps(identity, separators=(",", ":")).encode())
        return f"P-VVP-Identity: {shown}\r\nP-VVP-Passport: {signed}.{base64url(signature)}\r\n"


class NoCredentials:
    def lines(self):
        return ""


@dataclass
class Run:
    """What one run of sipp came to."""

    wanted: int
    answered: int
    retransmitted: int
    seconds: float
    cpu_us: float = 0.0

    def loss_free(self):
        return self.answered == self.wanted and self.retransmitted == 0

    def kept_up(self, rate):
        """Whether sipp placed the calls at the rate that was asked for."""
        return self.seconds <= self.wanted / rate * 1.1 + 1


class Sipp:
    """One run under way."""

    count = 0

    def __init__(self, server, headers, rate, calls, directory, *more, scenario=INVITE):
        Sipp.count += 1
        self.server, self.calls, self.rate = server, calls, rate
        self.directory = Path(directory) / f"sipp-{Sipp.count}"
        self.directory.mkdir()
        # -l: sipp itself must never hold a call back because others are not answered yet.
        self.log = open(self.directory / "log", "wb")
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            ["sipp", "-sf", scenario, "-i", "127.0.0.1", "-m", str(calls), "-r", str(rate), "-l", "200000",
             "-key", "headers", headers, "-nostdin", "-deadcall_wait", "0", "-trace_stat", "-fd", "1",
             "-stf", "stat.csv", "-max_invite_retrans", "2", "-max_non_invite_retrans", "2",
             *more, f"127.0.0.1:{server.port}"],
            cwd=self.directory, stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)

    def finish(self, patience=20):
        """Waits for so long after the last call should have begun; what is not answered then is lost."""
        end = self.started + self.calls / self.rate + patience
        try:
            self.process.wait(max(0.0, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            pass
        finally:
            self.stop()
            self.log.close()
        self.server.program.check_alive()
        if self.process.returncode not in (0, 1, 97, -9):
            raise Broken(f"sipp ended with {self.process.returncode}:\n"
                         + (self.directory / "log").read_text(errors="replace")[-2000:])
        return self._read()

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def _read(self):
        with open(self.directory / "stat.csv", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        if not rows:
            return Run(self.calls, 0, 0, time.monotonic() - self.started)
        last = rows[-1]
        clock = re.split("[:.]", last["ElapsedTime(C)"])
        elapsed = int(clock[0]) * 3600 + int(clock[1]) * 60 + int(clock[2])
        return Run(self.calls, int(last["SuccessfulCall(C)"]), int(last["Retransmissions(C)"]), elapsed)

