"""The figures as people read them."""

ROWS = [
    ("cpu_us_per_call", "CPU us/call at {rate}/s"),
    ("cpu_us_calls", "  of it calls"),
    ("cpu_us_compiler", "  of it the compiler"),
    ("cpu_us_collector", "  of it the collector"),
    ("idle_cpu_percent_of_other", "CPU % of the other, idle"),
    ("cpu_us_per_call_at_loss_free_rate", "CPU us/call at highest rate"),
    ("loss_free_rate", "highest loss-free calls/s"),
    ("waiting_answered", "calls answered in 11 s, of 1,000"),
    ("options_answered", "OPTIONS answered of {options}"),
    ("p50_ms", "answer time p50, ms"),
    ("p99_ms", "answer time p99, ms"),
    ("p999_ms", "answer time p99.9, ms"),
    ("memory_mib", "resident memory, MiB"),
    ("memory_at_1000_mib", "  at 1,000 calls/s"),
    ("memory_at_2000_waiting_mib", "  with 2,000 calls waiting"),
    ("heap_per_held_call_kib", "heap per confirmed call, KiB"),
    ("serve_s", "serve to ready, s"),
    ("serve_cpu_s", "  CPU, s"),
    ("memory_when_ready_mib", "  resident memory, MiB"),
    ("version_s", "--version, s"),
    ("version_cpu_s", "  CPU, s"),
    ("check_s", "check, s"),
    ("check_cpu_s", "  CPU, s"),
    ("call_s", "call valid, s"),
    ("call_cpu_s", "  CPU, s"),
]


def ratios(median):
    """The first server's over the second's, where both have the figure."""
    if len(median) < 2:
        return {}
    ours, theirs = median.values()
    return {key: round(ours[key] / theirs[key], 3) for key, _ in ROWS if ours.get(key) and theirs.get(key)}


def shown(value, limited=False):
    if value is None:
        return "none"
    return (">= " if limited else "") + (f"{value:,.2f}" if isinstance(value, float) else f"{value:,}")


def brief(figures):
    return ", ".join(f"{key} {shown(figures[key])}" for key, _ in ROWS if figures.get(key) is not None)


def warmth(found):
    state = "steady" if found["steady"] else "NOT steady"
    return f"{state} after {found['warm_after_s']} s, {found['compiler_percent_at_end']} % of its CPU is the compiler's"


def table(whole):
    facts = whole["machine"]
    lines = ["", f"{facts['cpu']}, {facts['cores']} cores, {facts['memory_gib']} GiB, Linux {facts['kernel']}",
             f"{facts['jdk']}; {facts['kamailio']}; sipp {facts['sipp']}; nginx {facts['nginx']}",
             f"JVM options: {facts['jvm_options']}; start archive: {facts.get('archive', 'not made')}",
             f"median of {whole['rounds']} round(s); load before {facts['load_before']:.1f}; "
             "sipp, verifier and both servers share these cores", ""]
    for name, result in whole["workloads"].items():
        first, second = (list(result["median"]) + ["-"])[:2]
        lines += ["-" * 77, f"{name:9} {'':32} {first:>12} {second:>12} {'ratio':>8}"] + rows(result) + notes(result)
    return "\n".join(lines + ["-" * 77] + judged(whole["marks"]))


def notes(result):
    """What was cold, how long it took to warm up, and whether the figures are to be believed."""
    found = []
    for server, phases in result["phases"].items():
        found.append(f"{'':9} {server}: cold {brief(phases['cold'])}")
        found.append(f"{'':9} {server}: {warmth(phases['warming'])}")
    if "signature_check_us" in result:
        found.append(f"{'':9} one bare Ed25519 check by BouncyCastle: {shown(result['signature_check_us'])} us")
    weather = result["weather"]
    if not weather["believable"]:
        found.append(f"{'':9} THE MACHINE WAS TOO BUSY TO BELIEVE THIS: others had {weather['others_percent']} % of the "
                     f"CPUs, the host took {weather['steal_percent']} %")
    return found


def judged(found):
    return [f"{'met   ' if one['met'] else 'MISSED'} {one['workload']:8} {one['mark']}: {shown(one['value'])}, "
            f"at {one['at']} {one['limit']}" for one in found]


def rows(result):
    found = []
    median = result["median"]
    ours = next(iter(median.values()))
    for key, label in ROWS:
        if key not in ours:
            continue
        cells = [shown(of.get(key), is_limited(result, server, key)) for server, of in median.items()]
        cells = (cells + ["-"])[:2]
        ratio = result["ratios"].get(key)
        found.append(f"{'':9} {label.format(**ours):32} {cells[0]:>12} {cells[1]:>12} "
                     f"{f'{ratio:.2f}' if ratio else '-':>8}")
    return found


def is_limited(result, server, key):
    """Whether the rate was sipp's limit, not the server's, in any round."""
    return key == "loss_free_rate" and any(
        one["loss_free_limited_by"] != "the server" for one in result["rounds"][server])
