"""Reports in files: whole or not at all, whatever the disk does; several in one run."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest
from support import Tuneready, Write, clean, command

from tuneready.reporters import REPORTERS


def test_every_report_can_be_written_in_one_run(tuneready: Tuneready, write: Write, tmp_path: Path) -> None:
    path = write("train.jsonl", [*clean(60), b"{oops"])
    options = [part for name in REPORTERS for part in ("--report", f"{name}=out/{name}")]
    (tmp_path / "out").mkdir()
    alone = tuneready("check", path)
    together = tuneready("check", path, *options)
    assert together.returncode == alone.returncode == 1
    assert together.stdout == alone.stdout
    assert {file.name for file in (tmp_path / "out").iterdir()} == set(REPORTERS)
    assert all(file.stat().st_size > 50 for file in (tmp_path / "out").iterdir())
    for name in ("concise", "sarif", "html"):
        printed = tuneready("check", path, "--report", name)
        assert printed.stdout == (tmp_path / "out" / name).read_bytes(), name


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_exit_2_and_stays_a_device(tuneready: Tuneready, write: Write) -> None:
    path = write("train.jsonl", clean(10))
    done = tuneready("check", path, "--report", "json=out.json", "--report", "html=/dev/full")
    assert done.returncode == 2
    assert done.stderr == b"Error: /dev/full: cannot write the report: no space left on device\n"
    assert done.stdout == b""
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def test_a_write_that_fails_leaves_the_old_report(write: Write, tmp_path: Path) -> None:
    """The disk is full half-way: a limit on the size of files is the nearest thing to it."""
    path = write("train.jsonl", [b"{oops"] * 3_000)
    old = write("out.json", [{"old": 1}])
    before = old.read_bytes()
    limited = f"ulimit -f 16; exec {command()} check {path} --report json={old}"
    done = subprocess.run(["bash", "-c", limited], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode != 0
    assert b"Traceback" not in done.stderr
    assert old.read_bytes() == before


def test_a_folder_that_cannot_be_written_to_is_exit_2(
    tuneready: Tuneready, write: Write, tmp_path: Path
) -> None:
    path = write("train.jsonl", clean(10))
    folder = tmp_path / "fixed"
    folder.mkdir(mode=0o555)
    folder = Path("/proc") if os.access(folder, os.W_OK) else folder  # root may write anywhere else
    done = tuneready("check", path, "--report", f"html={folder}/out.html")
    assert done.returncode == 2
    assert f"{folder}/out.html: cannot write the report: ".encode() in done.stderr
    assert b"Traceback" not in done.stderr
    assert not (folder / "out.html").exists()


def test_a_report_keeps_its_mode_and_a_link_its_end(
    tuneready: Tuneready, write: Write, tmp_path: Path
) -> None:
    path = write("train.jsonl", clean(10))
    target = write("real.json", [])
    target.chmod(0o640)
    link = tmp_path / "link.json"
    link.symlink_to(target)
    assert tuneready("check", path, "--report", f"json={link}").returncode == 1
    assert link.is_symlink()
    assert target.stat().st_size > 100
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_standard_output_has_a_name_too(tuneready: Tuneready, write: Write) -> None:
    done = tuneready("check", write("train.jsonl", clean(10)), "--report", "concise=/dev/stdout", "-q")
    assert b"[too-few-examples]" in done.stdout


@pytest.mark.parametrize(
    "name", ["a b.jsonl", "a\nb\x1b[31m.jsonl", "::error::x.jsonl", "<b>|`.jsonl", b"\xff\xfe.jsonl"]
)
def test_any_name_of_a_file_is_reported(tuneready: Tuneready, tmp_path: Path, name: str | bytes) -> None:
    path = os.path.join(os.fsencode(tmp_path), os.fsencode(name))  # noqa: PTH118 — bytes
    with open(path, "wb") as file:  # noqa: PTH123 — bytes
        file.write(b"{oops\n")
    out = tmp_path.parent / f"{tmp_path.name}-out"
    out.mkdir()
    options = [part for reporter in REPORTERS for part in ("--report", f"{reporter}={out}/{reporter}")]
    done = tuneready("check", ".", *options)
    assert done.returncode in {1, 3}, done.stderr
    for reporter in REPORTERS:
        text = (out / reporter).read_text(encoding="utf-8")
        assert "\x1b" not in text
        if reporter != "github":
            assert not any(line.lstrip().startswith("::") for line in text.splitlines())
