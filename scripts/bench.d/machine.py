"""What the figures were measured on and with."""

import os
import platform
import re
import subprocess
import time
from pathlib import Path


def output(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.stdout.strip()


def found(pattern, text):
    match = re.search(pattern, text, re.M)
    return match[1].strip() if match else "unknown"


def facts():
    return {
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "cpu": found(r"^model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text()),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "kernel": platform.release(),
        "load_before": os.getloadavg()[0],
        "kamailio": found(r"version: (.*)", output("kamailio", "-v")),
        "sipp": found(r"SIPp (v[^\s]*)", output("sipp", "-v")).rstrip("."),
        "nginx": found(r"nginx/(\S+)", output("nginx", "-v")),
        "jvm_options": os.environ.get("SIP_VERIFY_JVM", "the launcher's"),
    }
