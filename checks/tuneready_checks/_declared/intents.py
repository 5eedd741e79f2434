"""How many kinds of request some prompts are of, by their words; pure functions, the same every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from tuneready_checks._regex import Regex

_WORD = Regex(r"[^\W\d_]{3,}")
_SMALL_WORDS = """
the and for with are was were been you she they our your this that these those what which who how when where why does did
can could would should will have has had not yes from but about there their them his her its please any some just like get
got one out than then
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_PLURAL = 5
_FEWEST_PROMPTS = 50
_MOST_WORDS = 2000
_COMMON, _RARE = 0.4, 0.005
_ROUNDS = 20
_TRIES = 3
_PARTS = 20
_MOST_GROUPS = 12
APART = 0.6
"""How much nearer prompts must be to their own group than to the next, on a scale to 1."""
_GAIN = 0.035
"""By how much one group more must set them further apart to be looked for."""
_SMALLEST, _SMALLEST_SHARE = 20, 0.04

_Floats = npt.NDArray[np.float64]


class Group(NamedTuple):
    """Prompts that share words: how many, and the words that mark them out."""

    prompts: int
    words: tuple[str, ...]


def words_of(prompt: str) -> list[str]:
    """The words of a prompt that say what it is about, without plurals."""
    found = (word for word in _WORD.findall(prompt.lower()) if word not in _SMALL)
    return [word[:-1] if word.endswith("s") and len(word) >= _PLURAL else word for word in found]


def groups(prompts: Sequence[Sequence[str]]) -> list[Group]:
    """The groups that stand well apart, where one more would not do much better; empty where prompts fall into none.

    Prompts are weighed by the rarity of their words, seen along their 20 main directions, and parted by
    k-means for 2 to 12 groups. On samples of a set of 7 intents it finds 7 (in seven of eight samples) or 6;
    on mathematics, support tickets and mixed instructions it finds none.
    """
    vocabulary, weights = _weights(prompts)
    if len(weights) < _FEWEST_PROMPTS:
        return []
    places = _main_directions(weights)
    home, apart = _parted(places, 2)
    for count in range(2, _MOST_GROUPS + 1):
        finer, further = _parted(places, count + 1)
        sizes = np.bincount(home, minlength=count)
        large = sizes.min() >= max(_SMALLEST, _SMALLEST_SHARE * len(weights))
        if large and apart >= APART and further - apart < _GAIN:
            return list(_named(home, weights, vocabulary))
        home, apart = finer, further
    return []


def _weights(prompts: Sequence[Sequence[str]]) -> tuple[list[str], _Floats]:
    counts = Counter(word for words in prompts for word in sorted(set(words)))
    low, high = max(3, _RARE * len(prompts)), _COMMON * len(prompts)
    vocabulary = sorted(word for word, count in counts.items() if low <= count <= high)
    vocabulary = sorted(vocabulary, key=lambda word: -counts[word])[:_MOST_WORDS]
    column = {word: index for index, word in enumerate(vocabulary)}
    weights = np.zeros((len(prompts), len(vocabulary)))
    for row, words in enumerate(prompts):
        for word in words:
            if word in column:
                weights[row, column[word]] = np.log(len(prompts) / counts[word])
    weights = weights[weights.any(axis=1)]
    return vocabulary, weights / np.linalg.norm(weights, axis=1, keepdims=True)


def _main_directions(weights: _Floats) -> _Floats:
    """Each prompt along the directions in which prompts differ most (a randomised SVD, seeded)."""
    chosen = np.random.default_rng(0)
    basis = chosen.standard_normal((weights.shape[1], min(_PARTS + 10, weights.shape[1])))
    for _ in range(4):
        basis, _upper = np.linalg.qr(weights.T @ (weights @ basis))
    left, lengths, _right = np.linalg.svd(weights @ basis, full_matrices=False)
    return _unit((left * lengths)[:, :_PARTS])


def _parted(places: _Floats, count: int) -> tuple[npt.NDArray[Any], float]:
    """The group of each prompt, and how far apart the groups are: the best of a few tries."""
    tries = [_k_means(places, count, seed) for seed in range(_TRIES)]
    centres = max(tries, key=lambda centres: float((places @ centres.T).max(axis=1).mean()))
    near = places @ centres.T
    best = np.sort(near, axis=1)
    apart = (best[:, -1] - best[:, -2]) / (1 - best[:, -2] + 1e-9)
    return near.argmax(axis=1), float(apart.mean())


def _k_means(places: _Floats, count: int, seed: int) -> _Floats:
    chosen = np.random.default_rng(seed)
    centres = places[[chosen.integers(len(places))]]
    while len(centres) < count:
        far = np.maximum(1 - (places @ centres.T).max(axis=1), 1e-12)
        centres = np.vstack([centres, places[chosen.choice(len(places), p=far / far.sum())]])
    for _ in range(_ROUNDS):
        home = (places @ centres.T).argmax(axis=1)
        sums = [
            places[home == one].sum(axis=0) if (home == one).any() else centres[one] for one in range(count)
        ]
        centres = _unit(np.array(sums))
    return centres


def _unit(rows: _Floats) -> _Floats:
    united: _Floats = rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)
    return united


def _named(home: npt.NDArray[Any], weights: _Floats, vocabulary: Sequence[str]) -> Iterator[Group]:
    sizes = np.bincount(home)
    for group in np.argsort(-sizes, kind="stable"):
        own = weights[home == group]
        marks = np.argsort(-own.sum(axis=0), kind="stable")[:3]
        yield Group(int(sizes[group]), tuple(vocabulary[index] for index in marks))
