"""The pictures of the README: the reading seat, a letter and the protocol of a draw, made anew from the sample county.

    python tools/pictures.py

Needs pdftoppm (poppler-utils) and a monospaced font with the app's signs (DejaVu Sans Mono).
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import resvg_py

from tillsyn.domain.seats import Seat
from tillsyn.tui.app import StartAt, TillsynApp
from tillsyn.workflow.demo import STORE, build_demo
from tillsyn.workflow.desk import open_desk

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
SIZE = (120, 40)


def main() -> None:
    """Build the sample county, look at it, and keep the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        built = build_demo(Path(folder), False, None, lambda done, of, about: None)
        svg = asyncio.run(_seat(built.folder / STORE))
        _png(svg, PICTURES / "granska.png")
        _first_page(built.folder / "letters" / "norrskog-krav.pdf", "brev")
        _first_page(built.folder / "protocols" / "exempellan" / "norrskog.pdf", "protokoll")


def _first_page(pdf: Path, name: str) -> None:
    subprocess.run(["pdftoppm", "-singlefile", "-r", "80", "-png", str(pdf), str(PICTURES / name)], check=True)


async def _seat(store: Path) -> str:
    """The seat on a file that has been read half through."""
    with open_desk(store, "Inspektör") as desk:
        app = TillsynApp(desk, "ovning", StartAt("vitaker", "VI-001", Seat.FIRST))
        async with app.run_test(size=SIZE) as pilot:
            for key in ("escape", "j", "j", "d", "B", "a", "r", "a", "enter", "j", "j", "b", "j"):
                await pilot.press(key)
            await pilot.pause(0.3)
            return app.export_screenshot(title="tillsyn")


def _png(svg: str, path: Path) -> None:
    """Draw with a font of this machine: the picture's own font stands on a server."""
    plain = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    plain = plain.replace("Fira Code", "DejaVu Sans Mono")
    path.write_bytes(bytes(resvg_py.svg_to_bytes(svg_string=plain, width=1600)))


if __name__ == "__main__":
    sys.exit(main())
