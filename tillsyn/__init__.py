"""tillsyn: a terminal program for supervisory audits of case files.

The layers, from people down to ground, stand in docs/architecture.md. This file holds the version alone, so
that `tillsyn --version` need not look anything up.
"""

__version__ = "0.1.0"
