"""The two servers and the verifiers they ask, each ready for one workload."""

import json
from pathlib import Path

from programs import Broken, Program, accepts, free_port

HERE = Path(__file__).resolve().parent
VERDICT = json.dumps({
    "overall_status": "VALID", "brand_name": "ACME Corporation", "brand_logo_url": "https://cdn.acme.example/logo.png",
    "claims": None, "errors": None})


def filled(name, directory, **values):
    text = (HERE / name).read_text()
    for key, value in values.items():
        text = text.replace(key, str(value))
    file = Path(directory) / name
    file.write_text(text)
    return file


def instant_verifier(directory):
    return _nginx(directory, "", f"return 200 '{VERDICT}';")


def delayed_verifier(directory, seconds):
    echo = Path("/usr/lib/nginx/modules/ngx_http_echo_module.so")
    return _nginx(directory, f"load_module {echo};", f"echo_sleep {seconds}; echo -n '{VERDICT}';")


def _nginx(directory, load, answer):
    port = free_port()
    file = filled("nginx.conf", directory, DIRECTORY=directory, LISTEN=f"127.0.0.1:{port}", LOAD=load, ANSWER=answer)
    program = Program("nginx", ["nginx", "-p", directory, "-e", "stderr", "-c", file], directory)
    program.await_that(lambda: accepts(port))
    return program, port


class Server:
    """One that answers on a UDP port of loopback."""

    def __init__(self, name, program, port):
        self.name, self.program, self.port = name, program, port


def ours(launcher, directory, verifier_port, settings, name="sip-verify", environment=None):
    port = free_port()
    config = Path(directory) / "sip-verify.conf"
    config.write_text("")
    options = {
        "sip.host": "127.0.0.1", "sip.port": port, "sip.transport": "udp", "http.port": 0,
        # Kamailio answers everybody in full; this server does so to those it knows.
        "sip.admission.allow.0": "127.0.0.0/8",
        "policy.path": HERE / "policy.conf", "redirect.target": "sip:127.0.0.1:5060",
        "verifier.url": f"http://127.0.0.1:{verifier_port}" if verifier_port else "",
        "verifier.pinned.max-iat-drift": "600 s",
    } | settings
    command = [launcher, "serve", "--config", config, "--demo", Path(directory) / "demo"]
    program = Program(name, command + [f"-D{key}={value}" for key, value in options.items()], directory,
                      environment)
    # The launcher may build first.
    program.await_line("^ready ", 600)
    return Server(name, program, port)


def kamailio(directory, verifier_port, children):
    return _kamailio("kamailio.cfg", directory, children, VERIFIER=f"127.0.0.1:{verifier_port or 9}")


def secsipid(directory, key, children):
    """Kamailio that verifies by itself, with the public key in this file."""
    return _kamailio("kamailio-secsipid.cfg", directory, children, KEY=key)


def relaying(directory, callee, children):
    """Kamailio as a stateful proxy in front of a callee on this port."""
    return _kamailio("kamailio-bridge.cfg", directory, children, CALLEE=f"127.0.0.1:{callee}")


def _kamailio(config, directory, children, **values):
    port = free_port()
    modules = next(iter(Path("/usr/lib").glob("*/kamailio/modules")), Path("/usr/lib/kamailio/modules"))
    file = filled(config, directory, LISTEN=f"127.0.0.1:{port}", CHILDREN=children, MODULES=modules, **values)
    program = Program(
        "kamailio", ["kamailio", "-DD", "-E", "-f", file, "-Y", directory, "-w", directory, "-m", 128], directory)
    server = Server("kamailio", program, port)
    program.await_that(lambda: bound(port), 20)
    return server


def bound(port):
    """Whether a UDP socket of this machine has the port."""
    lines = Path("/proc/net/udp").read_text().splitlines()[1:]
    return any(int(line.split()[1].partition(":")[2], 16) == port for line in lines)


def used_jdk(server):
    for line in server.program.text().splitlines():
        if "using JDK" in line:
            return line.partition("using ")[2]
    raise Broken("the launcher does not say which JDK it uses")
