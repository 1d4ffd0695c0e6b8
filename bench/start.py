"""How soon the command line answers: beside an empty Python, and beside sqlite-utils."""

from __future__ import annotations

import sys

from bench.measure import BIN, command, in_turns, tell, tell_machine


def main() -> None:
    """Measure both."""
    tell_machine()
    tell(
        in_turns(
            {
                "tillsyn --version": command(BIN / "tillsyn", "--version"),
                "python -c pass": command(sys.executable, "-c", "pass"),
            }
        ),
        goal=6,
    )
    tell(
        in_turns(
            {
                "tillsyn criteria check criteria/missbruk-vuxna": command(
                    BIN / "tillsyn", "criteria", "check", "criteria/missbruk-vuxna"
                ),
                "sqlite-utils --version": command(BIN / "sqlite-utils", "--version"),
            }
        ),
        goal=2,
    )


if __name__ == "__main__":
    main()
