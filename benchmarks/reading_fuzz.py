"""Reads hostile pages in child processes and tells the worst: by hand, `--minutes 5 --seed 1`.

First every shape of `hostile_pages`, then mutations of real pages (GONGKAI_CORPUS, else ../shared/corpus,
where it is there) and of our own golden ones, until the time is over. Every page goes as bytes through
`decode` and the whole reading: as a document, and with the addresses by which each family reads a list.
Exits with 1 where a reading raised, took more than 2 s of the processor (the clock is told beside it; other
work on the machine adds to that) or 300 MB above the process with the page's bytes in hand. Linux only.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import json
import os
import random
import resource
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from time import monotonic, process_time
from typing import Final, NamedTuple

REPOSITORY: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from benchmarks.hostile_pages import LIST_ADDRESSES, MUTATIONS, SHAPES  # noqa: E402
from spiders.decoding import decode  # noqa: E402
from spiders.families import load_family  # noqa: E402
from spiders.page import Page  # noqa: E402
from spiders.reading import read_page  # noqa: E402
from spiders.sheet import lay_out  # noqa: E402

CORPUS: Final = Path(os.environ.get("GONGKAI_CORPUS") or REPOSITORY.parent / "shared" / "corpus")
LONGEST_S: Final = 2.0
LARGEST_MB: Final = 300.0
_PATIENCE_S: Final = 60
"""After so long a child is killed: the page hangs the reader."""
_ADDRESS_SPACE: Final = 4 << 30
"""Bytes a child may map; a reader that wants more fails in it, not the machine."""
_SHOWN: Final = 12
_KB_OF_MB: Final = 1024

Way = Callable[[str], object]


class Cost(NamedTuple):
    """One reading of one page: seconds by the clock and of the processor, MB above idle, what went wrong."""

    case: str
    reading: str
    seconds: float
    processor: float
    megabytes: float
    fault: str

    @property
    def is_bad(self) -> bool:
        """Whether a limit was passed or the reader raised."""
        return bool(self.fault) or self.processor > LONGEST_S or self.megabytes > LARGEST_MB

    def __str__(self) -> str:
        """One line of the report."""
        return (
            f"  {self.seconds:6.2f} s ({self.processor:5.2f} s of processor) {self.megabytes:5.0f} MB  "
            f"{self.case} | {self.reading} {self.fault}"
        )


def ways() -> Mapping[str, Way]:
    """Return how a decoded page is read, by name."""
    found: dict[str, Way] = {"document": partial(read_page, url=None)}
    for family, address in LIST_ADDRESSES.items():
        found[f"{family} page"] = partial(read_page, url=address)
        found[f"{family} list"] = partial(_read_list, family, address)
        found[f"{family} item"] = partial(
            read_page, url=address.rstrip("/") + "/a.html", family=family
        )
        found[f"{family} columns"] = partial(_read_columns, family, address)
    return found


def _read_list(family: str, address: str, html: str) -> object:
    return load_family(family).read_list(Page(address, html))


def _read_columns(family: str, address: str, html: str) -> object:
    page = Page(address, html)
    return load_family(family).read_columns(page), load_family(family).columns_obstacle(page)


def _status(field: str) -> float:
    """Return a size of this process in MB, as the kernel tells it."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / _KB_OF_MB
    return 0.0


def _forget_peak() -> None:
    """Give freed memory back and let the peak count from here."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def measure(case: str, reading: str, way: Way, body: bytes) -> Cost:
    """Read once, in this process."""
    lay_out.cache_clear()
    _forget_peak()
    idle, fault = _status("VmRSS"), ""
    begin, worked = monotonic(), process_time()
    try:
        way(decode(body))
    except Exception as error:  # noqa: BLE001 - any exception is the finding
        fault = f"{type(error).__name__}: {str(error)[:100]}"
    seconds, processor = monotonic() - begin, process_time() - worked
    return Cost(case, reading, seconds, processor, max(_status("VmHWM") - idle, 0.0), fault)


def in_child(case: str, make: Callable[[], bytes], names: list[str]) -> list[Cost]:
    """Read one page in all the ways named, in a child of its own; a child that dies is a fault."""
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        _work(case, make, names, sending)
    os.close(sending)
    with os.fdopen(receiving, encoding="utf-8") as lines:
        costs = [Cost(*json.loads(line)) for line in lines if line.endswith("]\n")]
    _, status = os.waitpid(child, 0)
    if status:
        missing = names[len(costs)] if len(costs) < len(names) else "making"
        costs.append(Cost(case, missing, _PATIENCE_S, _PATIENCE_S, 0, f"child died: {status}"))
    return costs


def _work(case: str, make: Callable[[], bytes], names: list[str], sending: int) -> None:
    """Measure in the child, and leave it without running the parent's own endings."""
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))
    status, every = 1, ways()
    try:
        with os.fdopen(sending, "w", encoding="utf-8") as lines:
            body = make()
            for name in names:
                signal.alarm(_PATIENCE_S)
                cost = measure(case, name, every[name], body)
                lines.write(json.dumps(cost) + "\n")
                lines.flush()
        status = 0
    finally:
        os._exit(status)


def seeds() -> list[bytes]:
    """Return the pages to mutate: real ones where they are there, and our own."""
    real = [path for part in ("pages", "lists") for path in (CORPUS / part).rglob("*")]
    own = (REPOSITORY / "tests" / "pages").glob("*/*/page.*")
    return [path.read_bytes() for path in (*sorted(real), *sorted(own)) if path.is_file()]


def _shape(name: str, size: float) -> bytes:
    return SHAPES[name](size).encode("utf-8", "surrogatepass")


def _mutation(page: bytes, chosen: list[str], chance: random.Random) -> bytes:
    for name in chosen:
        page = MUTATIONS[name](page, chance)
    return page


def mutated(seed: int) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield mutations of the pages without end, the same for the same seed."""
    pages, number = seeds(), 0
    while pages:
        chance = random.Random(f"{seed} {number}")  # noqa: S311 - no secret
        page = chance.choice(pages)
        chosen = [chance.choice(list(MUTATIONS)) for _ in range(chance.choice((1, 1, 2, 3)))]
        yield f"{seed}/{number} {' + '.join(chosen)}", partial(_mutation, page, chosen, chance)
        number += 1


def main() -> int:
    """Run, print the worst by time and memory and every fault; 1 where there is one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--minutes", type=float, default=5.0, help="for mutations, after the shapes"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shapes", default="", help="only shapes whose name holds this")
    parser.add_argument("--size", type=float, default=1.0, help="of the shapes; 0 leaves them out")
    parser.add_argument("--readings", default="", help="only readings whose name holds this")
    options = parser.parse_args()
    names = [name for name in ways() if options.readings in name]
    costs: list[Cost] = []
    pages = 0
    for name in [name for name in SHAPES if options.size and options.shapes in name]:
        costs += _told(in_child(name, partial(_shape, name, options.size), names))
        pages += 1
    end = monotonic() + options.minutes * 60
    for name, make in mutated(options.seed):
        if monotonic() >= end:
            break
        costs += _told(in_child(name, make, names))
        pages += 1
    for title, column in (("time", 2), ("memory", 4)):
        print(f"\nworst by {title}:")
        for cost in sorted(costs, key=lambda cost: -float(cost[column]))[:_SHOWN]:
            print(cost)
    bad = sum(cost.is_bad for cost in costs)
    print(f"\n{pages} pages, {len(costs)} readings, {bad} beyond a limit")
    return 1 if bad else 0


def _told(costs: list[Cost]) -> list[Cost]:
    for cost in costs:
        if cost.is_bad:
            print("BAD", cost, flush=True)
    return costs


if __name__ == "__main__":
    sys.exit(main())
