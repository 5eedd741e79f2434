"""What a path says of its split, read the way Hugging Face reads it; pure functions.

Source: `datasets` 5.2.0, data_files.py (its patterns are case-sensitive, and each that matches a file
lists the file once more). What such patterns miss and a person would not, `hinted_split` tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

KEYWORDS: Mapping[str, tuple[str, ...]] = {
    "train": ("train", "training"),
    "validation": ("validation", "valid", "dev", "val"),
    "test": ("test", "testing", "eval", "evaluation"),
}

_DELIMITER = "[-._ 0-9]"
_IN_FILE_NAME = ("{word}{d}.*", ".*{d}{word}{d}.*")
_IN_DIRECTORY_NAME = ("{word}", "{word}{d}.*", ".*{d}{word}", ".*{d}{word}{d}.*")
_SHARD = re.compile(r"data/(?P<split>[^/]+)-[0-9]{5}-of-[0-9]{5}[^/]*\.[^/]*", re.DOTALL)
_SPLIT_NAME = re.compile(r"\w+(\.\w+)*")

_LETTERS = re.compile(r"[^\W\d_]+")
_HUMPS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_BEFORE = "my|our|the|new|old|full|final|mini|small|raw|clean"
_AFTER = "sets?|data|dataset|split|file"
_PLURALS = {"tests": "test", "evals": "test", "evaluations": "test", "validations": "validation"}
_TOO_SHORT_FOR_A_HUMP = ("dev", "val", "valid")


def _compiled(shapes: Iterable[str]) -> Mapping[str, tuple[re.Pattern[str], ...]]:
    return {
        split: tuple(
            re.compile(shape.format(word=word, d=_DELIMITER), re.DOTALL) for word in words for shape in shapes
        )
        for split, words in KEYWORDS.items()
    }


_FILE_PATTERNS = _compiled(_IN_FILE_NAME)
_DIRECTORY_PATTERNS = _compiled(_IN_DIRECTORY_NAME)
_SPLIT_OF_WORD = {word: split for split, words in KEYWORDS.items() for word in words}
_GLUED = re.compile(
    f"(?:{_BEFORE})?(?:(?P<plural>{'|'.join(_PLURALS)})|(?P<word>{'|'.join(_SPLIT_OF_WORD)})(?:{_AFTER})?)"
)


def splits_of_file_name(name: str) -> Mapping[str, int]:
    """Splits that a file's name stands for, each with the number of patterns that say so.

    >>> splits_of_file_name("my_train-1.jsonl"), splits_of_file_name("eval_test.jsonl")
    ({'train': 1}, {'test': 2})
    >>> splits_of_file_name("contest.jsonl"), splits_of_file_name("Test.jsonl")
    ({}, {})
    """
    return _matches(_FILE_PATTERNS, (name,))


def splits_of_directories(names: Iterable[str]) -> Mapping[str, int]:
    """Splits that a file's directories, from the top, stand for, each with its number of patterns.

    >>> splits_of_directories(["data", "train"]), splits_of_directories(["train", "2024-test"])
    ({'train': 1}, {'train': 1, 'test': 1})
    """
    return _matches(_DIRECTORY_PATTERNS, tuple(names))


def split_of_word(name: str) -> str | None:
    """The split that a name is the very word for.

    >>> split_of_word("dev"), split_of_word("my-dev")
    ('validation', None)
    """
    return _SPLIT_OF_WORD.get(name)


def split_of_shard(inside: str) -> str | None:
    """The split of `data/SPLIT-00000-of-00001.jsonl`, any name; None where the path has another form.

    >>> split_of_shard("data/holdout-00000-of-00002.jsonl.gz")
    'holdout'
    """
    found = _SHARD.fullmatch(inside)
    return found["split"] if found else None


def is_split_name(name: str) -> bool:
    """Whether Hugging Face lets a split have this name.

    >>> is_split_name("test_2"), is_split_name("hold-out")
    (True, False)
    """
    return bool(_SPLIT_NAME.fullmatch(name))


def hinted_split(name: str) -> str | None:
    """The split that a name hints at where case, glue or an odd sign hides the word; None if several.

    Only clear hints: a split's word with an everyday prefix or suffix (`mytest`, `trainset`), in any
    case, or as a hump (`chatTest`). Not `latest`, `contest`, `trains`, `interval`, `devTools`.
    """
    hints = {hint for word in _LETTERS.findall(name) for hint in _hints(word)}
    return hints.pop() if len(hints) == 1 else None


def _hints(word: str) -> Iterable[str]:
    glued = _GLUED.fullmatch(word.lower())
    if glued:
        return [_PLURALS[glued["plural"]] if glued["plural"] else _SPLIT_OF_WORD[glued["word"]]]
    humps = [hump.lower() for hump in _HUMPS.findall(word)] if word.isascii() else []
    return [
        _SPLIT_OF_WORD[each] for each in humps if each in _SPLIT_OF_WORD and each not in _TOO_SHORT_FOR_A_HUMP
    ]


def _matches(
    patterns: Mapping[str, tuple[re.Pattern[str], ...]], names: tuple[str, ...]
) -> Mapping[str, int]:
    counts = {
        split: sum(any(pattern.fullmatch(name) for name in names) for pattern in of_split)
        for split, of_split in patterns.items()
    }
    return {split: count for split, count in counts.items() if count}
