"""Globs of README configs: as fsspec has them, and without a pattern that takes for ever."""

from __future__ import annotations

import time

import pytest

from tuneready.reading.splits.globs import matches


@pytest.mark.parametrize(
    ("path", "pattern", "fits"),
    [
        ("a.jsonl", "a.jsonl", True),
        ("a.jsonl", "*", True),
        ("a/b.jsonl", "*", False),
        ("a/b.jsonl", "*/*", True),
        ("a.jsonl", "**", True),
        ("a/b/c.jsonl", "**", True),
        ("a", "a/**", False),
        ("a/b", "a/**", True),
        ("b.jsonl", "**/b.jsonl", True),
        ("x/y/b.jsonl", "**/b.jsonl", True),
        ("x/y/b.jsonl", "x/**/b.jsonl", True),
        ("x/b.jsonl", "x/**/b.jsonl", True),
        ("xb.jsonl", "x/**/b.jsonl", False),
        ("x/y/z", "x/**/y/**/z", True),
        ("x/z", "x/**/y/**/z", False),
        ("b", "[ab]", True),
        ("c", "[!ab]", True),
        ("A", "a", False),
        ("a\nb", "a?b", True),
    ],
)
def test_matches(path: str, pattern: str, fits: bool) -> None:
    assert matches(path, pattern) == fits


def test_no_pattern_takes_for_ever() -> None:
    start = time.perf_counter()
    assert not matches("/".join("a" * 100), "/".join(["**", "a"] * 50 + ["b"]))
    assert not matches("a" * 200, "*a" * 50 + "b")
    assert time.perf_counter() - start < 5
