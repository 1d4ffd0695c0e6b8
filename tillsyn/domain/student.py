"""How far from the middle 95 % of Student's t distribution reach, for whole degrees of freedom.

Owns this one quantile, to at least seven digits, with the standard library alone.
"""

from __future__ import annotations

from functools import cache
from math import atan, cos, pi, sin, sqrt
from statistics import NormalDist

_MANY = 200
"""Beyond so many degrees of freedom an expansion about the normal distribution is exact enough."""


@cache
def quantile(freedom: int, inside: float = 0.95) -> float:
    """The t that leaves half of what is not `inside` on either side.

    Raises:
        ValueError: when there is no degree of freedom.
    """
    if freedom < 1:
        raise ValueError(freedom)
    if freedom > _MANY:
        return _near_normal(freedom, inside)
    low, high = 0.0, 1.0
    while _within(high, freedom) < inside:
        high *= 2
    while high - low > 1e-12 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, freedom) < inside else (low, middle)
    return (low + high) / 2


def _within(t: float, freedom: int) -> float:
    """The chance of lying between −t and t: a finite sum of powers of a cosine."""
    angle = atan(t / sqrt(freedom))
    square = cos(angle) ** 2
    odd = freedom % 2
    term = total = 0.0 if freedom == 1 else (cos(angle) if odd else 1.0)
    for k in range(2 + odd, freedom - 1, 2):
        term *= square * (k - 1) / k
        total += term
    return (angle + sin(angle) * total) * 2 / pi if odd else sin(angle) * total


def _near_normal(freedom: int, inside: float) -> float:
    z = NormalDist().inv_cdf((1 + inside) / 2)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3
