"""The header field that Kamailio's secsipid checks: a SHAKEN passport signed by a key on the disk, ES256."""

import json
import subprocess
import time
from pathlib import Path

from calls import base64url

URL = "https://certificates.sip-verify.invalid/cert.pem"  # the key is given to the module, which fetches nothing


class Identity:
    """An Identity field, renewed before it expires."""

    def __init__(self, directory):
        self.directory, self.made, self.text = Path(directory), 0, ""
        self.key, self.public = self.directory / "es256.pem", self.directory / "es256-public.pem"
        run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", self.key)
        run("openssl", "ec", "-in", self.key, "-pubout", "-out", self.public)
        self.public.chmod(0o644)

    def lines(self):
        if time.time() - self.made > 60:
            self.made, self.text = time.time(), self._signed(int(time.time()))
        return self.text

    def broken(self):
        """The same with a signature that is not its own."""
        token, rest = self.lines().split(";", 1)
        return token[:-8] + ("A" * 8 if token[-8:] != "A" * 8 else "B" * 8) + ";" + rest

    def _signed(self, now):
        header = {"alg": "ES256", "ppt": "shaken", "typ": "passport", "x5u": URL}
        payload = {"attest": "A", "dest": {"tn": ["14155551234"]}, "iat": now, "orig": {"tn": "15551234567"},
                   "origid": "9f1c5a0e-7a52-4b0e-8d7a-000000000000"}
        signed = ".".join(base64url(json.dumps(part, separators=(",", ":")).encode()) for part in (header, payload))
        file = self.directory / "shaken"
        file.write_text(signed)
        der = subprocess.run(["openssl", "dgst", "-sha256", "-sign", self.key, file], check=True, capture_output=True)
        token = f"{signed}.{base64url(joined(der.stdout))}"
        return f"Identity: {token};info=<{URL}>;alg=ES256;ppt=shaken\r\n"


def joined(der):
    """The two numbers of an ECDSA signature, 32 octets each, from DER."""
    first = 4 + der[3]
    r, s = der[4:first], der[first + 2:first + 2 + der[first + 1]]
    return b"".join(number.lstrip(b"\0").rjust(32, b"\0") for number in (r, s))


def run(*command):
    subprocess.run([str(word) for word in command], check=True, capture_output=True)
