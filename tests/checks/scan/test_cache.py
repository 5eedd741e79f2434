"""The cache of compiled databases is never trusted blindly, and the choice of a backend changes no finding."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tuneready_checks._scan import cache
from tuneready_checks._scan.choice import PatientBackend
from tuneready_checks._scan.engine import Engine
from tuneready_checks._scan.hyperscan_backend import HyperscanBackend
from tuneready_checks._scan.re2_backend import Re2Backend

TRIGGERS = (rb"ghp_[a-z]", rb"[0-9]{3}-[0-9]{4}")
TEXTS = ["ghp_abc", "nothing", "555-0199 and ghp_x", ""]
FOUND = [(0, (0,)), (2, (0, 1))]


def only_file(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


def test_a_database_is_kept_for_its_owner_alone_and_read_back(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "hyperscan"
    assert cache.stored(TRIGGERS, folder) is None
    cache.built(TRIGGERS, folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(only_file(folder).stat().st_mode) == 0o600
    database = cache.stored(TRIGGERS, folder)
    assert database is not None
    assert Engine(TRIGGERS, HyperscanBackend(TRIGGERS, database)).candidates(TEXTS) == FOUND


def test_other_triggers_have_another_database(tmp_path: Path) -> None:
    cache.built(TRIGGERS, tmp_path)
    assert cache.stored(TRIGGERS[:1], tmp_path) is None


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 5000], ids=["empty", "short", "long"])
def test_a_damaged_database_is_not_used(tmp_path: Path, damage: bytes) -> None:
    cache.built(TRIGGERS, tmp_path)
    only_file(tmp_path).write_bytes(damage)
    assert cache.stored(TRIGGERS, tmp_path) is None


def test_a_flipped_byte_is_noticed(tmp_path: Path) -> None:
    cache.built(TRIGGERS, tmp_path)
    content = bytearray(only_file(tmp_path).read_bytes())
    content[len(content) // 2] ^= 1
    only_file(tmp_path).write_bytes(bytes(content))
    assert cache.stored(TRIGGERS, tmp_path) is None


def test_a_folder_that_cannot_be_written_is_no_matter(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert cache.built(TRIGGERS, blocked / "hyperscan") is not None
    assert cache.stored(TRIGGERS, blocked / "hyperscan") is None


def test_small_input_without_a_cache_stays_on_re2(tmp_path: Path) -> None:
    backend = PatientBackend(TRIGGERS, tmp_path)
    assert Engine(TRIGGERS, backend).candidates(TEXTS) == FOUND
    assert isinstance(backend.chosen, Re2Backend)
    assert list(tmp_path.iterdir()) == []


def test_much_input_is_worth_a_database_and_the_next_run_starts_with_it(tmp_path: Path) -> None:
    backend = PatientBackend(TRIGGERS, tmp_path, patience=20)
    engine = Engine(TRIGGERS, backend)
    assert [engine.candidates(TEXTS) for _ in range(3)] == [FOUND] * 3
    assert isinstance(backend.chosen, HyperscanBackend)
    assert isinstance(PatientBackend(TRIGGERS, tmp_path).chosen, HyperscanBackend)


def test_without_hyperscan_all_goes_through_re2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise ImportError

    monkeypatch.setattr(cache, "stored", missing)
    monkeypatch.setattr(cache, "built", missing)
    backend = PatientBackend(TRIGGERS, tmp_path, patience=1)
    assert Engine(TRIGGERS, backend).candidates(TEXTS) == FOUND
    assert isinstance(backend.chosen, Re2Backend)
