"""How soon the command line answers: beside an empty Python, and beside sqlite-utils."""

from __future__ import annotations

import sys

from bench.measure import BIN, command, in_turns, tell, tell_machine

# sqlite-utils takes numpy and pandas along where they are installed, which they are here. Alone it is four times as
# quick, and that is who we stand beside.
_SQLITE_UTILS = """
import sys
sys.modules.update(dict.fromkeys(("numpy", "pandas", "IPython")))
from sqlite_utils.cli import cli
cli(["--version"])
"""


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
                "sqlite-utils --version, without pandas": command(sys.executable, "-c", _SQLITE_UTILS),
            }
        ),
        goal=2,
    )


if __name__ == "__main__":
    main()
