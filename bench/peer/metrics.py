"""Measures of sets of features, the straightforward way in NumPy and SciPy: what ours must agree with, and how long SciPy takes.

usage: metrics.py FOLDER    (writes cases into FOLDER as .npy and .npz, prints one line of JSON: what they give, and seconds)
"""

import json
import pathlib
import statistics
import sys
import time

import numpy
import scipy
import scipy.linalg

LARGE = 2048
REPETITIONS = 3


def frechet(mu1, sigma1, mu2, sigma2):
    """The seeds' formula: the real part of a general matrix root, nothing added."""
    root = scipy.linalg.sqrtm(sigma1 @ sigma2)
    return float(((mu1 - mu2) ** 2).sum() + numpy.trace(sigma1 + sigma2 - 2 * root.real))


def gaussian(rows):
    return rows.mean(axis=0), numpy.cov(rows, rowvar=False)


def frechet_case(generator, kind):
    """Two sets of correlated vectors; kind says which of them have singular covariances."""
    size = int(generator.integers(8, 97))
    many, few = (int(generator.integers(2 * size, 5 * size)) for _ in range(2))
    if kind in ("first", "both"):
        many = int(generator.integers(3, size))
    if kind in ("second", "both"):
        few = int(generator.integers(3, size))
    sets = []
    for count in (many, few):
        mixing = generator.normal(size=(size, size)) * numpy.logspace(0, -2, size)
        sets.append(generator.normal(size=(count, size)) @ mixing + generator.normal(size=size))
    if kind == "constant":
        sets[0][:, : size // 3] = 1.5
    return sets


def kernel_distance(real, fake):
    def kernel(a, b):
        return (a @ b.T / a.shape[1] + 1) ** 3

    m, n = len(real), len(fake)
    xx, yy, xy = kernel(real, real), kernel(fake, fake), kernel(real, fake)
    return float((xx.sum() - numpy.trace(xx)) / (m * (m - 1)) + (yy.sum() - numpy.trace(yy)) / (n * (n - 1)) - 2 * xy.mean())


def distances(a, b):
    return numpy.stack([numpy.sqrt(((b - row) ** 2).sum(axis=1)) for row in a])


def radii(rows, k):
    return numpy.sort(distances(rows, rows), axis=1)[:, k]   # column 0 is the vector itself


def neighbour_measures(real, fake):
    across = distances(real, fake)
    precision = (across <= radii(real, 3)[:, None]).any(axis=0).mean()
    recall = (across <= radii(fake, 3)[None, :]).any(axis=1).mean()
    inside = across <= radii(real, 5)[:, None]
    return [float(value) for value in (precision, recall, inside.sum() / 5 / len(fake), inside.any(axis=1).mean())]


def large_case(folder, generator):
    scale = numpy.linspace(2, 0.05, LARGE)
    sets = [gaussian(generator.normal(size=(4000, LARGE)) * scale * (1 + 0.1 * i) + 0.1 * i) for i in range(2)]
    for name, (mu, sigma) in zip(("first", "second"), sets):
        numpy.savez(folder / f"large-{name}.npz", mu=mu, sigma=sigma)
    return sets


def timed(sets):
    seconds = []
    for _ in range(REPETITIONS):
        started = time.perf_counter()
        value = frechet(*sets[0], *sets[1])
        seconds.append(time.perf_counter() - started)
    return value, statistics.median(seconds)


def main() -> None:
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    generator = numpy.random.default_rng(20260101)
    result = {"frechet": [], "kernel": [], "neighbours": []}
    for case in range(50):
        first, second = frechet_case(generator, ("regular", "first", "second", "both", "constant")[case % 5])
        numpy.save(folder / f"frechet-{case}-first.npy", first)
        numpy.save(folder / f"frechet-{case}-second.npy", second)
        result["frechet"].append(frechet(*gaussian(first), *gaussian(second)))
    for case in range(10):
        size = int(generator.integers(4, 129))
        real, fake = (generator.normal(size=(int(generator.integers(50, 1300)), size)).astype(numpy.float32) * (1 + 0.05 * i) for i in range(2))
        numpy.save(folder / f"features-{case}-real.npy", real)
        numpy.save(folder / f"features-{case}-fake.npy", fake)
        real, fake = real.astype(numpy.float64), fake.astype(numpy.float64)
        result["kernel"].append(kernel_distance(real, fake))
        result["neighbours"].append(neighbour_measures(real, fake))
    result["large"], result["large_seconds"] = timed(large_case(folder, generator))
    result["versions"] = f"NumPy {numpy.__version__}, SciPy {scipy.__version__}"
    print(json.dumps(result))


main()
