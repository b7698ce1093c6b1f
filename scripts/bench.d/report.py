"""The figures as people read them."""

ROWS = [
    ("cpu_us_per_call", "CPU us/call at {rate}/s"),
    ("cpu_us_per_call_at_loss_free_rate", "CPU us/call at highest rate"),
    ("loss_free_rate", "highest loss-free calls/s"),
    ("waiting_answered", "calls answered in 11 s, of 1,000"),
    ("options_answered", "OPTIONS answered of {options}"),
    ("p50_ms", "answer time p50, ms"),
    ("p99_ms", "answer time p99, ms"),
    ("memory_mib", "resident memory, MiB"),
]


def ratios(median):
    """Ours over Kamailio's, where both have the figure."""
    if "kamailio" not in median:
        return {}
    ours, theirs = median["sip-verify"], median["kamailio"]
    return {key: round(ours[key] / theirs[key], 3) for key, _ in ROWS if ours.get(key) and theirs.get(key)}


def shown(value, limited=False):
    if value is None:
        return "none"
    return (">= " if limited else "") + (f"{value:,.2f}" if isinstance(value, float) else f"{value:,}")


def brief(figures):
    return ", ".join(f"{key} {shown(figures[key])}" for key, _ in ROWS if key in figures)


def table(whole):
    facts = whole["machine"]
    lines = ["", f"{facts['cpu']}, {facts['cores']} cores, {facts['memory_gib']} GiB, Linux {facts['kernel']}",
             f"{facts['jdk']}; {facts['kamailio']}; sipp {facts['sipp']}; nginx {facts['nginx']}",
             f"median of {whole['rounds']} round(s); load before {facts['load_before']:.1f}; "
             "sipp, verifier and both servers share these cores", "",
             f"{'workload':9} {'figure':32} {'sip-verify':>12} {'kamailio':>12} {'ratio':>8}"]
    for name, result in whole["workloads"].items():
        lines += ["-" * 77] + rows(name, result)
    return "\n".join(lines + ["-" * 77])


def rows(name, result):
    found = []
    for key, label in ROWS:
        ours, theirs = result["median"]["sip-verify"], result["median"].get("kamailio")
        if key not in ours:
            continue
        cells = [shown(of.get(key), is_limited(result, server, key)) if of else "-"
                 for server, of in (("sip-verify", ours), ("kamailio", theirs))]
        ratio = result["ratios"].get(key)
        found.append(f"{name:9} {label.format(**ours):32} {cells[0]:>12} {cells[1]:>12} "
                     f"{f'{ratio:.2f}' if ratio else '-':>8}")
    return found


def is_limited(result, server, key):
    """Whether the rate was sipp's limit, not the server's, in any round."""
    return key == "loss_free_rate" and any(
        one["loss_free_limited_by"] != "the server" for one in result["rounds"][server])
