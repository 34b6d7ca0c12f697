#!/usr/bin/python3
"""Writes what ByzFL makes of random averages, for ByzflComparisonTest.

usage: make_golden.py FILE

For each case the results of the rules of RULES one after another, float32, little-endian. The
averages themselves are not written: both sides make them with the same small generator.

Needs numpy and ByzFL: pip install byzfl (made with 0.0.11)
"""

import pathlib
import sys

import numpy as np
from byzfl import NNM, Average, CenteredClipping, GeometricMedian, Krum, Meamed, Median, MultiKrum, TrMean

CASES = 1000
MASK = (1 << 64) - 1


class SplitMix64:
    """Steele, Lea, Flood 2014."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, limit):
        return (self.next() >> 33) % limit

    def value(self):
        """About normal: the sum of four uniform numbers, between -2 and 2."""
        return np.float32(sum(self.next() >> 40 for _ in range(4)) * 2.0**-24 - 2)


def case(seed):
    """n averages, float32, and f; some with one liar or f of them."""
    random = SplitMix64(seed)
    n = 3 + random.below(18)
    length = 2 + random.below(5)
    f = random.below((n - 1) // 2 + 1)
    liars = [0, 1, f, f][random.below(4)]
    noise = random.below(2) == 1
    first = random.below(n)
    averages = np.array([[random.value() for _ in range(length)] for _ in range(n)], np.float32)
    for i in range(min(liars, f)):
        liar = averages[(first + i) % n]
        if noise:
            liar += np.array([np.float32(200) * random.value() for _ in range(length)], np.float32)
        else:
            liar *= np.float32(-100)
    return averages.astype(np.float64), f


# ByzFL's Krum sums the n - f - 1 smallest distances: with f + 1 it does what the paper does with f.
RULES = {
    "mean": lambda f, n: Average(),
    "marmed": lambda f, n: Median(),
    "trimmed-mean": lambda f, n: TrMean(f),
    "meamed": lambda f, n: Meamed(f),
    "centered-clipping": lambda f, n: CenteredClipping(L=5, tau=1.5),
    "geomed": lambda f, n: GeometricMedian(nu=1e-9, T=3000),
    "krum": lambda f, n: Krum(min(f, (n - 3) // 2) + 1),
    "multi-krum": lambda f, n: MultiKrum(min(f, (n - 3) // 2) + 1),
    "mixed trimmed-mean": lambda f, n: lambda averages: TrMean(f)(NNM(f)(averages)),
}


def main():
    results = []
    for seed in range(CASES):
        averages, f = case(seed)
        for rule in RULES.values():
            results.append(rule(f, len(averages))(averages.copy()))
    pathlib.Path(sys.argv[1]).write_bytes(np.concatenate(results).astype("<f4").tobytes())


if __name__ == "__main__":
    main()
