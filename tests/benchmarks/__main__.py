"""``make bench``: every figure of docs/performance.md, printed as the rows of its table."""

import os
import sys

from tests.benchmarks import changeover, latency, raw

MANY = int(os.environ.get("BENCH_CHANGES", "75000"))
TURNS = int(os.environ.get("BENCH_TURNS", "40"))


def _latency() -> None:
    waits = latency.measure(TURNS)
    p50, p95 = latency.p50_and_p95(waits)
    _row(
        "one change, commit → mail handed to SMTP",
        f"p50 {p50:.2f} s, p95 {p95:.2f} s, worst {waits[-1]:.2f} s",
        len(waits),
    )


def _changeover() -> None:
    processes = "--processes" in sys.argv
    sent, copied = raw.measure(MANY)
    _row("yardstick: send_batch; COPY", f"{sent:.1f} s; {copied:.1f} s", MANY)
    found = changeover.measure(MANY, processes=processes)
    ratio = found.told / (sent + copied)
    mode = "a process each" if processes else "one process"
    _row(
        f"changeover ({mode}): upload → last row and figure",
        f"{found.told:.1f} s = {ratio:.1f} times send + COPY",
        MANY,
    )
    _row("  of which the import", f"{found.imported:.1f} s", MANY)
    _row("  notification decisions written", f"{found.decisions / found.told:,.0f} a second", found.decisions)
    for one in found.invariants:
        _row(f"  {one.name}", "holds" if one.holds else f"FAILS: {one.detail}", MANY)
    if not all(one.holds for one in found.invariants):
        sys.exit(1)


def _row(what: str, figure: str, of: int) -> None:
    print(f"| {what} | {figure} | {of:,} |", flush=True)


if __name__ == "__main__":
    wanted = [word for word in sys.argv[1:] if not word.startswith("--")] or ["latency", "changeover"]
    for name in wanted:
        {"latency": _latency, "changeover": _changeover}[name]()
