"""Taking in a register of 100,000 rows, every row checked, beside what puts the same file into SQLite unchecked.

Three ways in turns: ours (read, check, hash, record in the journal; that what is read back has the recorded hash is
made sure of after the clock has stopped, since neither of the others looks back), `csv` with
`executemany`, and `pandas.read_csv` with `to_sql`, all with the same durability (WAL, synchronous FULL), until the
file is closed. What must be open before anybody takes anything in (a store with an audit; an empty database; pandas
imported) is not counted. The peak memory of each is that of a process of its own.
"""

from __future__ import annotations

import csv
import random
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.measure import ROOT, SampleCounty, in_turns, tell, tell_machine

ROWS = 100_000
RUNS = 5
AUDITEE = "norrskog"
_FORMS = ("Öppenvård", "HVB", "Familjehem", "Boende")
_WHO = ("Egen regi", "Extern utförare", "Handläggaren själv")
_FACTS = ("insatsform", "behovsprovning", "aktualisering", "beslutsdatum", "insats_beviljad", "insats_paborjad",
          "insats_start", "insats_avslutad", "insats_slut", "utforare", "barn_berors")  # fmt: skip


def write_register(path: Path, rows: int) -> None:
    """A register with the code and eleven facts, as those of the sample county, in no order."""
    chance = random.Random(1)
    codes = [f"NO-{place:06d}" for place in range(rows)]
    chance.shuffle(codes)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["Ärendekod", *_FACTS])
        writer.writerows([code, *_facts(chance)] for code in codes)


def _facts(chance: random.Random) -> list[str]:
    day = date(2025, 1, 1) + timedelta(chance.randrange(365))
    days = [(day + timedelta(chance.randrange(20 * step, 20 * step + 20))).isoformat() for step in range(4)]
    over = chance.random() < 0.4
    yes_no = ("ja", "nej")
    return [chance.choice(_FORMS), chance.choice(yes_no), days[0], days[1], "ja", "ja", days[2], yes_no[not over],
            days[3] if over else "", chance.choice(_WHO), chance.choice(("ja", "nej", ""))]  # fmt: skip


def ours(store: Path, register: Path) -> float:
    """Seconds it takes to read, check and record the register."""
    from tillsyn.store import queries
    from tillsyn.workflow.audits import open_audit
    from tillsyn.workflow.desk import open_desk
    from tillsyn.workflow.intake import import_frame

    with open_desk(store) as desk:
        opened = open_audit(desk, "exempellan")
        desk.store.run("DELETE FROM draw")  # the county's own sample is drawn from another register
        before = perf_counter()
        taken = import_frame(desk, opened, AUDITEE, register)
        seconds = perf_counter() - before
        rows = queries.frame_rows(desk.store, "exempellan", AUDITEE)  # none where their hash is not the recorded one
        assert taken.count == len(rows)
    return seconds


def by_csv(database: Path, register: Path) -> float:
    """Seconds with csv and executemany."""
    connection = _database(database)
    before = perf_counter()
    with register.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter=";")
        names = next(reader)
        connection.execute(f"CREATE TABLE register ({', '.join(names)})")
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(f"INSERT INTO register VALUES ({', '.join('?' * len(names))})", reader)
        connection.execute("COMMIT")
    connection.close()
    return perf_counter() - before


def by_pandas(database: Path, register: Path) -> float:
    """Seconds with pandas."""
    import pandas

    connection = _database(database)
    connection.isolation_level = "IMMEDIATE"  # pandas begins no transaction itself; each row would be one
    before = perf_counter()
    pandas.read_csv(register, sep=";").to_sql("register", connection, index=False)
    connection.commit()
    connection.close()
    return perf_counter() - before


def _database(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


WAYS: dict[str, Callable[[Path, Path], float]] = {"ours": ours, "csv": by_csv, "pandas": by_pandas}


def fresh(way: str, folder: Path, store: Path, register: Path) -> float:
    """One run into a file of its own."""
    target = folder / f"{way}.db"
    for end in ("", "-wal", "-shm"):
        target.with_name(target.name + end).unlink(missing_ok=True)
    if way == "ours":
        target.write_bytes(store.read_bytes())
    return WAYS[way](target, register)


def peak(way: str, folder: Path, store: Path, register: Path | None) -> float:
    """Megabytes that a process of its own takes at most; without a register what it takes before it begins."""
    words = [sys.executable, "-m", "bench.intake", way, str(folder), str(store), str(register or "")]
    return float(subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout)


def child(words: Sequence[str]) -> None:
    """Run one way once and print the peak."""
    way, folder, store, register = words
    if register:
        fresh(way, Path(folder), Path(store), Path(register))
    elif way == "pandas":
        import pandas  # noqa: F401 - what it takes by itself
    elif way == "ours":
        import tillsyn.workflow.intake  # noqa: F401 - likewise
    print(_most_held())


def _most_held() -> float:
    """The most memory this process has held, in MB. Linux would else tell that of the process which started it."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) / 1024
    except OSError:
        unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main() -> None:
    """Measure."""
    tell_machine()
    with SampleCounty() as county, TemporaryDirectory(prefix="tillsyn-bench-") as place:
        folder = Path(place)
        registers = {rows: folder / f"{rows}.csv" for rows in (ROWS // 10, ROWS)}
        for rows, path in registers.items():
            write_register(path, rows)
        cases = {way: (lambda way=way: fresh(way, folder, county, registers[ROWS])) for way in WAYS}
        times = in_turns(cases, runs=RUNS)
        faster = min(("csv", "pandas"), key=lambda way: median(times[way]))
        tell({"ours": times["ours"], faster: times[faster], **times}, goal=2.0)
        for way in WAYS:
            taken = [peak(way, folder, county, register) for register in (None, *registers.values())]
            print(f"        {way}: peak {taken[0]:.0f} MB before, {taken[1]:.0f} MB with {ROWS // 10} rows, "
                  f"{taken[2]:.0f} MB with {ROWS}")  # fmt: skip


if __name__ == "__main__":
    child(sys.argv[1:]) if len(sys.argv) > 1 else main()
