"""What is measured, and for how long."""

# Seconds. cold: calls to a server that has just started. warm: at least so long, both servers at once. window: how long
# the compiler must be at rest until a server counts as steady; limit: when waiting for that ends. slice: calls to one
# server before it is the other's turn. step: one step of the search for the highest rate. memory: calls at 1,000/s.
FULL = {"cold": 30, "warm": 40, "window": 10, "limit": 240, "slice": 5, "slices": 4, "step": 5, "bisections": 4,
        "settle": 15, "memory": 10, "starts": 11, "check": 5}
QUICK = {"cold": 2, "warm": 3, "window": 2, "limit": 3, "slice": 2, "slices": 1, "step": 2, "bisections": 0,
         "settle": 2, "memory": 2, "starts": 2, "check": 1}

AT_REST = 2  # percent of a server's CPU that its compiler may take when it is steady
TOP_RATE = 25600
PROBES = 100
LEAD_IN = 1  # seconds of calls before answers are timed: a server that had nothing to do for a while is slow at first

WORKLOADS = {
    "start": {"what": "from start to ready, and commands that end at once; no other server"},
    "policy": {"verifier": None, "children": 8, "start": 1600, "warm_rate": 1500,
               "what": "redirect by policy, no verifier; Kamailio's sl_reply keeps no transaction"},
    "instant": {"verifier": 0, "children": 8, "start": 1600, "warm_rate": 1000, "memory": True,
                "what": "a verifier that answers at once"},
    "slow": {"verifier": 0.1, "children": 32, "start": 100, "warm_rate": 1000, "top_fixed": 200,
             "what": "a verifier that answers after 100 ms"},
    "pinned": {"verifier": None, "children": 8, "start": 1600, "warm_rate": 1000,
               "what": "the verifier built in, Ed25519; Kamailio with secsipid, ES256 (P-256) and a key on the disk"},
    "vcons": {"verifier": None, "children": None, "start": 400, "warm_rate": 800, "top_fixed": 200,
              "what": "a vCon of each call, beside the same server without; the verifier built in"},
    "watched": {"verifier": None, "children": None, "start": 400, "warm_rate": 800, "top_fixed": 200,
                "what": "a row of each call, 10 clients of live calls and a console, beside the same server without"},
    "client": {"what": "INVITEs of our own to Kamailio's sl_reply, beside those of sipp"},
    "bridge": {"what": "whole calls, INVITE to BYE, bridged; relayed by Kamailio with tm and record-routing"},
    "waiting": {"verifier": 5, "children": 32, "what": "OPTIONS while 1,000 calls wait on a verifier that takes 5 s"},
}
