"""README front matter: whatever it holds, a card comes out and nothing is raised."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuneready.reading.splits.card import MAX_PATTERNS, read_card
from tuneready.reading.splits.plain_yaml import MAX_BYTES

ONE = "configs:\n- config_name: default\n  data_files: a.jsonl\n"
YAML = st.recursive(
    st.sampled_from(["", "a.jsonl", "no", "~", "012", "default", "../x", "data/*", "\0", "train"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["configs", "config_name", "data_files", "data_dir", "default", "split", "path"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def card(front: str) -> bytes:
    return f"---\n{front}\n---\n# A dataset\n".encode()


def nested(levels: int, width: int) -> str:
    lines = ["x0: &x0 [a.jsonl]"]
    lines += [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * width)}]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("front", "problem"),
    [
        ("[" * 20_000 + "configs", "nested too deep"),
        ("configs:\n" + "\n".join(" " * depth + "a:" for depth in range(350)), "nested too deep"),
        ("configs: " + "[" * 20_000, "nested too deep"),
        ("configs: [", "not valid YAML (line 1"),
        ("configs: &a [*a]", "not valid YAML"),
        ("configs: {[]: 1}", "not valid YAML"),
        ("configs: {a: 1", "not valid YAML"),
        ("configs: a\n%", "not valid YAML"),
        ("configs: \x07", "not valid YAML"),
        ("configs: x\n---\n" + ONE, "they are no list"),
        ("configs: {a: b}", "they are no list"),
        ("configs: [a]", "a config that is no mapping"),
        ("configs: [{config_name: [a]}]", "without a config_name"),
        ("configs: [{config_name: a, data_files: {train: x}}]", "no paths by split"),
        ("configs: [{config_name: a, data_files: [[x]]}]", "no paths by split"),
        ("configs: [{config_name: a, data_files: [{split: [x], path: y}]}]", "no paths by split"),
        ("configs: [{config_name: a, data_files: [{split: x}]}]", "no paths by split"),
        ("configs: [{config_name: a, data_files: [{split: x, path: {y: z}}]}]", "a path in config 'a'"),
        ("configs: [{config_name: a, data_files: [{split: x-y, path: z}]}]", "names a split 'x-y'"),
        ("configs: [{config_name: a, data_dir: [x]}]", "has a data_dir in config 'a'"),
        ("configs: [{config_name: a, data_dir: ..}]", "leads out of the dataset"),
        ("configs: [{config_name: a, data_files: /etc/passwd}]", "leads out of the dataset"),
        ("configs: [{config_name: a, data_files: a/../../b}]", "leads out of the dataset"),
        (
            "configs: [{config_name: a, data_files: 'https://example.com/a.jsonl'}]",
            "leads out of the dataset",
        ),
        ("configs: [{config_name: a, data_files: 'C:\\x'}]", "leads out of the dataset"),
        ("configs: [{config_name: a, data_files: ~/x}]", "leads out of the dataset"),
        ('configs: [{config_name: a, data_files: "x\\0"}]', "leads out of the dataset"),
        ('configs: [{config_name: "\\e[31m", data_files: 1, data_dir: ".."}]', "'\\x1b[31m'"),
        (ONE + ONE, "says 'configs' twice"),
        ("x: " + "a" * MAX_BYTES + "\n" + ONE, "longer than 64 kB"),
        (ONE + "y: " + "a" * MAX_BYTES, "longer than 64 kB"),
    ],
)
def test_what_is_wrong_is_said(front: str, problem: str) -> None:
    problems = read_card(card(front)).problems
    assert any(problem in each for each in problems), problems
    assert all(len(each) < 300 and each.isprintable() for each in problems)


def test_aliases_do_not_explode() -> None:
    start = time.perf_counter()
    bomb = nested(9, 9) + "\nconfigs: [{config_name: a, data_files: *x8}]"
    assert not read_card(card(bomb)).chosen
    paths = ", ".join(["x"] * 5000)
    wide = f"p: &p [{paths}]\ns: &s {{split: t, path: *p}}\nd: &d [{', '.join(['*s'] * 5000)}]\n"
    found = read_card(card(wide + "configs: [{config_name: a, data_files: *d}]"))
    assert any(f"more than {MAX_PATTERNS:,} paths" in each for each in found.problems)
    merges = "\n".join(
        ["m0: &m0 {a: b}"] + [f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 9)}]}}" for n in range(1, 12)]
    )
    assert read_card(card(merges + "\n" + ONE)).chosen is not None
    assert time.perf_counter() - start < 10


def test_nothing_is_taken_for_another_type() -> None:
    found = read_card(card("configs:\n- config_name: no\n  data_files: [{split: 012, path: 2024-01-01}]"))
    assert found.chosen is not None
    assert (found.chosen.name, found.chosen.patterns) == ("no", (("012", "2024-01-01"),))


@pytest.mark.parametrize(
    "readme", [b"", b"# configs", b"---", b"---\n", b"text\n---\nconfigs: []\n---\n", b"\xff\xfe"]
)
def test_no_card(readme: bytes) -> None:
    found = read_card(readme)
    assert found.chosen is None
    assert not found.others


@given(
    st.binary(max_size=200).map(lambda data: b"---\nconfigs:" + data + b"\n---\n") | st.binary(max_size=100)
)
def test_any_bytes(readme: bytes) -> None:
    assert read_card(readme) == read_card(readme)


@given(YAML)
def test_any_structure(value: object) -> None:
    import json

    found = read_card(card("configs: " + json.dumps(value)))
    for config in [*([found.chosen] if found.chosen else []), *found.others]:
        for _split, path in config.patterns:
            assert ".." not in path.split("/")
            assert not path.startswith("/")
