"""layouts.toml: the split of each file, as Hugging Face sees it and as we do."""

from __future__ import annotations

import gzip
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tuneready.reading.discover import discover

LAYOUTS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("layouts.toml").read_text(encoding="utf-8")
)["layout"]
ONE_RECORD = b'{"prompt": "Hi", "completion": "Hello"}\n'

each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: str(layout["title"]))


def build(layout: Mapping[str, Any], root: Path) -> None:
    for name in layout["files"]:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(gzip.compress(ONE_RECORD) if file.suffix == ".gz" else ONE_RECORD)
    card = layout.get("readme", f"---\n{layout['card']}---\n" if "card" in layout else "")
    if card:
        (root / "README.md").write_bytes(card.encode())


def expected(layout: Mapping[str, Any]) -> dict[str, list[str]]:
    splits = layout.get("splits", layout["hugging_face"])
    return {split: sorted(set(files)) for split, files in splits.items()}


@each_layout
def test_splits_and_notes(layout: Mapping[str, Any], tmp_path: Path) -> None:
    build(layout, tmp_path)
    dataset = discover([], root=tmp_path)
    splits = {split: [file.name for file in dataset.in_split(split)] for split in dataset.splits}
    assert splits == expected(layout)
    assert [f"{note.kind} {note.name}" for note in dataset.notes] == layout.get("notes", [])


@each_layout
def test_what_differs_from_hugging_face_has_its_reason(layout: Mapping[str, Any]) -> None:
    assert ("splits" in layout) == ("why" in layout)
    if "splits" in layout:
        assert layout["splits"] != layout["hugging_face"]


@each_layout
def test_each_surprise_is_said(layout: Mapping[str, Any]) -> None:
    """What Hugging Face drops, reads twice or puts into two splits is never passed over in silence."""
    read = layout["hugging_face"]
    if isinstance(read, str) or "splits" in layout:
        return
    listed = [name for files in read.values() for name in files]
    said = [note.split(" ", 1)[1] for note in layout.get("notes", [])]
    for name in layout["files"]:
        hidden = any(part.startswith((".", "__")) for part in Path(name).parts[:-1]) or "/." in name
        settings = Path(name).suffix not in {".jsonl", ".ndjson", ".gz"}
        declared = layout["title"] == "config: one file in two splits" or "README.md" in said
        if listed.count(name) != 1 and not (hidden or settings or declared):
            assert name in said


def test_hugging_face_still_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets", reason="the real library is the oracle")
    for number, layout in enumerate(LAYOUTS):
        root = tmp_path / str(number) / "repository"
        root.mkdir(parents=True)
        build(layout, root)
        assert (layout["title"], _asked(datasets, root)) == (layout["title"], layout["hugging_face"])


def _asked(datasets: Any, root: Path) -> dict[str, list[str]] | str:  # noqa: ANN401 — an optional module
    try:
        data_files = datasets.load_dataset_builder(str(root)).config.data_files
    except Exception as error:  # noqa: BLE001 — its name is what the table holds
        return type(error).__name__
    top = root.resolve()
    return {
        str(split): sorted(Path(file).relative_to(top).as_posix() for file in files)
        for split, files in data_files.items()
    }
