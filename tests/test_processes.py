"""Several processes say what one says; and whatever happens to them, none is left and nobody waits."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from typing import Any

import odd_checks
import orjson
import pytest
from support import KEY, SHARED_DATA, Tuneready, Write, clean, command

from tuneready.check import Check, ExampleCheck
from tuneready.compose import build
from tuneready.engines import team
from tuneready.engines.aside import aside
from tuneready.engines.cores import BYTES_A_JOB, allowed, usable_cores, worthwhile
from tuneready.engines.course import Course
from tuneready.engines.failure import WorkerError
from tuneready.engines.survey import Survey
from tuneready.engines.tally import Tally
from tuneready.engines.worker import Portion
from tuneready.finding import Finding, Severity
from tuneready.formats.detect import BY_NAME
from tuneready.framing import Framing
from tuneready.reading.dataset import DataFile, Dataset
from tuneready.reading.discover import discover
from tuneready.reading.sources import ReadingError
from tuneready.registry import Ready
from tuneready.run import Outcome, Settings, run
from tuneready.severities import Levels, Where
from tuneready.targets.catalogue import TARGETS
from tuneready.testing import checks_of, problems
from tuneready.verdict import Demands, judge

CHECKS: list[Check] = [check() for check in checks_of("tuneready_checks")]
EXAMPLE_CHECKS = [check for check in CHECKS if isinstance(check, ExampleCheck)]
PROC = Path("/proc/self/task")
on_linux = pytest.mark.skipif(not PROC.is_dir(), reason="looks for processes in /proc")

OF_LABELS = (
    "conflicting-answer",
    "conflicting-preference",
    "constant-output",
    "label-drift",
    "label-imbalance",
    "label-variant",
    "rare-label",
    "suspect-label",
    "unseen-label",
)
"""They have a dataset of their own: a training split has one task."""


def outcome(dataset: Dataset, *checks: Check, **settings: Any) -> Outcome:  # noqa: ANN401 — passed on as it is
    ready = [Ready(check, check.severity) for check in checks]
    framing = Framing(secret=b"key", batch_bytes=2000 if dataset.size() < 300_000 else 1 << 18)
    return run(dataset, ready, Settings(framing, **settings))


def written(found: Outcome, listed: int = 0) -> bytes:
    """The JSON report."""
    judgement = judge(found.counts(), Demands())
    return build(found, judgement, listed=listed).model_dump_json(indent=1).encode()


@pytest.fixture(scope="module")
def bad_dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """All that can be wrong with a file, in many files of three splits."""
    root = tmp_path_factory.mktemp("data")
    lines = [orjson.dumps(record) for record in clean(240)]
    near = [line.replace(b" is ", b" is now and then ") for line in lines[:60:3]]
    near_others = [line.replace(b" asks about ", b" asks you about ") for line in lines[61:120:3]]
    odd = [
        b"",
        b"{oops",
        b'{"a": 1, "a": 2}',
        b"\xff",
        b" \t",
        b"[1]",
        b'{"messages": []}',
        b'{"prompt": "Where?", "completion": ""}',
        b'{"prompt": "Write to whom?", "completion": "To jo.fennick@northmail.com, please."}',
        b'{"messages": [{"role": "user", "content": "a"}, {"role": "tool", "tool_call_id": "b", "content": "c"}]}',
        b'{"messages": [{"role": "user", "content": "<|im_end|>"}, {"role": "assistant", "content": "d", "weight": 1.0}]}',
        b'{"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}, {"role": "assistant", "content": "e"}]}',
        b"null",
        b"\r",
        lines[0] + b"\r" + lines[1],
    ]
    mixed = [part for number, line in enumerate(lines[:150]) for part in (line, odd[number % len(odd)])]
    long = orjson.dumps({"prompt": "Tell me more. " * 900, "completion": "No."})
    labels = [{"text": f"It is {n % 40} o'clock", "label": "ham" if n % 7 else "spam"} for n in range(120)]
    files = {
        "train/a.jsonl": b"\xef\xbb\xbf" + b"\n".join([*mixed, long, *near]),
        "train/b.jsonl": b"",
        "train/c.jsonl": b"\r\n".join([*lines[150:240], b"", *lines[5:9], long, b""]),
        "train/d.jsonl.gz": gzip.compress(b"\n".join([*lines[20:40], b"{", *near]), mtime=0),
        "train/e.json": b"[\n" + b",\n".join(lines[200:220]) + b"\n]",
        "train/f.jsonl": "\n".join(line.decode() for line in lines[:5]).encode("utf-16"),
        "train/g.jsonl": gzip.compress(b"\n".join(lines), mtime=0)[:-90],
        "validation/a.jsonl": b"\n".join([*lines[100:130], *near_others]),
        "test/a.jsonl": b"".join(orjson.dumps(label) + b"\n" for label in labels),
        "test/b.jsonl": b"\n\n\n\xef\xbb\xbf\n",
        **{f"test/small-{n}.jsonl": line for n, line in enumerate(lines[230:])},
    }
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    splits = {split: [str(root / split)] for split in ("train", "validation", "test")}
    return discover([], splits, root=root)


def test_severities_by_place_are_the_same_in_processes(bad_dataset: Dataset) -> None:
    """Where a check is off, and where it weighs less, no process counts what the others do not."""
    places = (Where("off", files=("a.jsonl",)), Where("info", splits=("test",)), Where("warning", ("d.*",)))
    ready = [Ready(check, Severity.ERROR, Levels("error", places)) for check in CHECKS]
    framing = Framing(secret=b"key")
    one, two = (run(bad_dataset, ready, Settings(framing, jobs=jobs, range_bytes=8_000)) for jobs in (1, 2))
    assert written(one) == written(two)
    assert {each.severity for each in one.findings} == set(Severity)
    files = {bad_dataset.place(each.finding.at).file for each in one.findings if not each.finding.file}
    assert not any(name.endswith("train/a.jsonl") for name in files)


@pytest.fixture(scope="module")
def from_one(bad_dataset: Dataset) -> bytes:
    found = outcome(bad_dataset, *CHECKS, odd_checks.RaisesThere(line=77))
    assert {name for name, tally in found.tallies.items() if tally.failed} == {"raises-there"}
    heard = {name for name, tally in found.tallies.items() if tally.total or tally.remarks}
    assert heard >= {
        "conflicting-label",
        "exact-duplicate",
        "malformed-line",
        "mixed-formats",
        "near-duplicate",
        "image-part",
        "near-split-leak",
        "personal-data",
        "reserved-word",
        "role-order",
        "split-leak",
        "weight-spelling",
        "wrong-format",
    }
    return written(found)


@pytest.mark.parametrize(("jobs", "range_bytes"), [(2, 1), (3, 700), (2, 8_000)])
def test_any_number_of_processes_says_the_same(
    bad_dataset: Dataset, from_one: bytes, jobs: int, range_bytes: int
) -> None:
    checks = [*CHECKS, odd_checks.RaisesThere(line=77)]
    notices: list[str] = []
    found = outcome(bad_dataset, *checks, jobs=jobs, range_bytes=range_bytes, notice=notices.append)
    assert written(found) == from_one
    assert notices == []


def test_of_labels_the_same_is_said(write: Write) -> None:
    """A classification set that each of the checks of labels has something to say of, and a set of answers."""
    words = ("kettle", "lamp", "table", "carpet", "window", "garden", "bottle", "ladder")
    train = [{"text": f"{words[n % 8]} see {n % 8}", "label": words[n % 8]} for n in range(160)]
    train += [
        {"text": f"one more lamp see {n}", "label": label}
        for n, label in enumerate(("lapm ", "Lamp", "rare"))
    ]
    train += [
        {"text": text, "label": label}
        for text, label in (("The lamp see 1!", "garden"), ("lamp see 1", "table"))
    ]
    labels = {
        "train": write("a/train.jsonl", train),
        "test": write(
            "a/test.jsonl", [{"text": f"a lamp {n}", "label": "lamp" if n else "new"} for n in range(60)]
        ),
    }
    pair = {"prompt": "Greet me.", "chosen": "Hello.", "rejected": "Hi."}
    answers = {
        "train": write(
            "b/train.jsonl",
            [
                *clean(60),
                {"prompt": "Can I pay by card?", "completion": "Yes."},
                {"prompt": "Can I pay by card", "completion": "No."},
                pair,
                {**pair, "chosen": "Hi.", "rejected": "Hello."},
            ],
        ),
        "test": write("b/test.jsonl", [{"prompt": f"Is it {n}?", "completion": "No."} for n in range(12)]),
    }
    said: set[str] = set()
    for splits in (labels, answers):
        dataset = discover([], {split: [str(path)] for split, path in splits.items()})
        one = outcome(dataset, *CHECKS)
        said |= {name for name, tally in one.tallies.items() if tally.total or tally.remarks}
        assert written(one) == written(outcome(dataset, *CHECKS, jobs=2, range_bytes=700))
    assert set(OF_LABELS) <= said


@pytest.mark.skipif(not SHARED_DATA.is_dir(), reason="the real datasets are not on this machine")
def test_of_real_data_the_same_is_said() -> None:
    dataset = discover([], {"train": [str(SHARED_DATA / "fastchat_dummy")]})
    one = outcome(dataset, *CHECKS, keep=100)
    assert written(one, 100) == written(outcome(dataset, *CHECKS, keep=100, jobs=2, range_bytes=300_000), 100)


@pytest.mark.parametrize("keep", [1, 10])
def test_what_is_kept_of_many_findings_is_the_same(bad_dataset: Dataset, keep: int) -> None:
    one = outcome(bad_dataset, *EXAMPLE_CHECKS, keep=keep)
    other = outcome(bad_dataset, *EXAMPLE_CHECKS, keep=keep, jobs=2, range_bytes=300)
    assert max(len(tally.findings) for tally in one.tallies.values()) > keep
    assert one.tallies == other.tallies


@pytest.fixture
def lines(write: Write) -> Dataset:
    return Dataset.of([("train", write("train.jsonl", clean(200)), "train.jsonl")])


def test_each_process_takes_part_and_this_one_does_not(lines: Dataset) -> None:
    found = outcome(lines, odd_checks.WhereItRan(), jobs=2, range_bytes=200)
    where = {stamped.finding.identity.split()[-1] for stamped in found.findings}
    assert len(where) == 2
    assert str(os.getpid()) not in where
    assert not children(os.getpid())


def test_targets_and_a_format_that_is_named_hold_in_each_process(write: Write) -> None:
    odd = [{**record, "weight": 3} for record in clean(20, 200)]
    path = write("train.jsonl", [*clean(150), *odd, {"prompt": "Where?", "completion": "Here."}])
    dataset = Dataset.of([("train", path, "train.jsonl")])
    framing = Framing(BY_NAME["openai-chat"], secret=b"key", targets=tuple(TARGETS.values()))
    ready = [Ready(check, check.severity) for check in EXAMPLE_CHECKS]
    one = run(dataset, ready, Settings(framing))
    two = run(dataset, ready, Settings(framing, jobs=2, range_bytes=2000))
    assert one.tallies["wrong-format"].total > 20
    assert written(one) == written(two)


def test_one_task_needs_no_processes(lines: Dataset) -> None:
    found = outcome(lines, odd_checks.WhereItRan(), jobs=2)
    assert {stamped.finding.identity.split()[-1] for stamped in found.findings} == {str(os.getpid())}


def test_what_cannot_be_sent_to_all_runs_in_this_process(lines: Dataset, tmp_path: Path) -> None:
    once = odd_checks.LoadsOnce(path=str(tmp_path / "loaded"))
    checks = [odd_checks.CannotBeSent(), once, *EXAMPLE_CHECKS]
    notices: list[str] = []
    found = outcome(lines, *checks, jobs=2, range_bytes=9000, notice=notices.append)
    assert written(found) == written(outcome(lines, *checks))
    assert found.tallies["cannot-be-sent"].total == found.tallies["loads-once"].total == 200
    assert [notice.split()[0] for notice in notices] == ["cannot-be-sent", "loads-once"]
    assert (tmp_path / "loaded").exists()


def test_what_comes_early_waits_for_its_turn() -> None:
    file = DataFile(0, Path("a.jsonl"), "a.jsonl", "train")
    portions = [Portion(file, n, 0, Survey(), {"x": Tally(Severity.INFO)}, {}) for n in range(4)]
    portions[2].tallies["x"].add([Finding(at=1, message="", identity="")] * 3)
    course = Course()
    course.take(1, portions[2])
    course.take(2, portions[3])
    assert ([*course.due()], course.waiting) == ([], 3)
    course.take(0, portions[0])
    assert [*course.due()] == portions[:1]
    course.take(1, None)
    course.take(0, portions[1])
    course.take(0, None)
    assert ([*course.due()], course.waiting) == ([*portions[1:]], 0)
    course.take(2, WorkerError("lost"))
    with pytest.raises(WorkerError):
        [*course.due()]


def test_when_much_waits_nothing_more_is_handed_out(lines: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    class Seen(Course):
        def due(self) -> Iterator[Portion]:
            yield from super().due()
            early.append(len(self._said))

    monkeypatch.setattr(team, "Course", Seen)
    most = []
    for waiting in (1 << 20, 1):
        early: list[int] = []
        monkeypatch.setattr(team, "_MOST_WAITING", waiting)
        found = outcome(lines, odd_checks.SlowThere(line=1), jobs=2, range_bytes=200)
        assert found.tallies["slow-there"].total == 200
        most.append(max(early))
    assert most[0] > 5 > most[1]


def test_the_harness_says_what_cannot_be_sent() -> None:
    assert "cannot-be-sent: cannot be sent to another process: PicklingError" in " ".join(
        problems(odd_checks.CannotBeSent)
    ).replace("AttributeError", "PicklingError")  # which of the two depends on Python's version
    assert not [told for told in problems(odd_checks.WhereItRan) if "process" in told]


def test_facts_that_cannot_be_sent_are_the_check_s_failure(lines: Dataset) -> None:
    found = outcome(lines, odd_checks.FactsCannotBeSent(), odd_checks.WhereItRan(), jobs=2, range_bytes=9000)
    assert found.tallies["facts-cannot-be-sent"].failed.partition(" in ")[2].startswith("worker.py:")
    assert found.tallies["where-it-ran"].total == 200


def test_a_worker_that_is_killed_ends_the_run(lines: Dataset) -> None:
    check = odd_checks.DiesThere(line=150)
    with pytest.raises(WorkerError, match=r"a worker process was killed \(signal 9\): if memory ran out"):
        outcome(lines, check, jobs=2, range_bytes=900)
    assert not children(os.getpid())


def test_a_file_that_changes_ends_the_run(lines: Dataset) -> None:
    check = odd_checks.MeddlesThere(line=1, path=str(lines.files[0].path))
    with pytest.raises(ReadingError, match=r"train.jsonl changed while it was read: run again"):
        outcome(lines, check, jobs=2, range_bytes=900)


def test_all_lines_pass_by_whoever_watches(bad_dataset: Dataset) -> None:
    def watched(steps: Any) -> Iterator[Any]:  # noqa: ANN401 — steps of any kind
        for step in steps:
            seen[-1] += step.lines
            yield step

    seen = [0]
    outcome(bad_dataset, *EXAMPLE_CHECKS, watch=watched)
    seen.append(0)
    outcome(bad_dataset, *EXAMPLE_CHECKS, watch=watched, jobs=2, range_bytes=9000)
    assert seen[0] == seen[1] > 500


@pytest.mark.parametrize(
    ("quota", "period", "cores"),
    [
        ("200000", "100000", 2),
        ("150000", "100000", 2),
        ("50000", "100000", 1),
        ("max", "100000", None),
        ("-1", "100000", None),
        ("", "", None),
        ("100000", "0", None),
    ],
)
def test_cores_that_a_control_group_allows(quota: str, period: str, cores: int | None) -> None:
    assert allowed(quota, period) == cores


def test_small_data_is_read_by_one_process() -> None:
    assert worthwhile(0) == worthwhile(2 * BYTES_A_JOB - 1) == worthwhile(2 * BYTES_A_JOB - 1, 8) == 1
    assert worthwhile(2 * BYTES_A_JOB, 8) == 2
    assert worthwhile(1 << 50, 8) == 8
    assert worthwhile(1 << 50, 1) == 1
    assert worthwhile(1 << 50) == min(usable_cores(), 16)


def test_one_process_does_without_multiprocessing(write: Write) -> None:
    code = "import sys; from tuneready.cli import main\ntry: main()\nfinally: print('multiprocessing' in sys.modules)"
    asked = ["check", str(write("train.jsonl", clean(60))), "--quiet", "--jobs", "2"]
    done = subprocess.run([sys.executable, "-c", code, *asked], capture_output=True, check=True)
    assert done.stdout == b"False\n"


def test_what_is_compressed_weighs_more(tmp_path: Path) -> None:
    names = ("a.jsonl", "b.jsonl.gz", "c.gz.jsonl")
    for name in names[:2]:
        (tmp_path / name).write_bytes(bytes(100))
    assert Dataset.of([("train", tmp_path / name, name) for name in names]).size() == 500


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More than 20 MB in long records, which take little time."""
    path = tmp_path_factory.mktemp("large") / "train.jsonl"
    with path.open("wb") as file:
        for record in clean(3000):
            record["messages"][1]["content"] *= 160
            file.write(orjson.dumps(record) + b"\n")
    assert path.stat().st_size > 2 * BYTES_A_JOB
    return path


def test_the_command_line_takes_jobs(large: Path, tuneready: Tuneready, tmp_path: Path) -> None:
    for name in ("json", "pickle", "socket", "tuneready", "numpy", "multiprocessing"):
        (tmp_path / f"{name}.py").write_text(f"raise SystemExit('{name} of the current folder was imported')")
    one = tuneready("check", large, "--report", "json", "--jobs", 1)
    two = tuneready("check", large, "--report", "json", "-j", 2)
    wrong = [tuneready("check", large, "-j", 0), tuneready("check", large, TUNEREADY_JOBS="many")]
    assert one.stdout == two.stdout
    assert one.returncode == two.returncode
    assert two.stderr == b""
    assert [(done.returncode, b"jobs" in done.stderr) for done in wrong] == [(2, True)] * 2
    assert len(list(tmp_path.iterdir())) == 6


def children(pid: int) -> set[int]:
    """Worker processes of a process, by what they were started with."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
            command_line = (path.parent / "cmdline").read_bytes()
        except (OSError, IndexError):
            continue
        if parent == pid and b"spawn_main" in command_line:
            found.add(int(path.parent.name))
    return found


@pytest.fixture
def at_work(large: Path) -> Iterator[tuple[subprocess.Popen[bytes], set[int]]]:
    """A run in the midst of its work, and its two workers."""
    tool = subprocess.Popen(
        [command(), "check", large, "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env={**os.environ, "TUNEREADY_KEY": KEY},
    )
    workers: set[int] = set()
    while len(workers) < 2:
        assert tool.poll() is None
        time.sleep(0.01)
        workers = children(tool.pid)
    yield tool, workers
    tool.kill()
    tool.communicate()
    assert_gone(workers)


def is_deaf_to_ctrl_c(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status").read_text()
    blocked = next(line.split()[1] for line in status.splitlines() if line.startswith("SigBlk"))
    return bool(int(blocked, 16) >> (signal.SIGINT - 1) & 1)


def assert_gone(workers: set[int]) -> None:
    deadline = time.monotonic() + 20
    while alive := {
        pid
        for pid in workers
        if Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes()
    }:
        assert time.monotonic() < deadline, f"still there: {alive}"
        time.sleep(0.05)


Work = tuple[subprocess.Popen[bytes], set[int]]


@on_linux
@pytest.mark.parametrize("pause", [0.0, 0.3, 1.5])
def test_interrupted_at_work_is_130_and_leaves_nobody(at_work: Work, pause: float) -> None:
    tool, workers = at_work
    assert all(is_deaf_to_ctrl_c(pid) for pid in workers)
    time.sleep(pause)
    os.killpg(tool.pid, signal.SIGINT)
    said = tool.communicate(timeout=100)
    assert (tool.returncode, said) == (130, (b"", b"\ntuneready: interrupted\n"))
    assert_gone(workers)


@on_linux
def test_a_killed_worker_is_exit_2_with_a_message(at_work: Work) -> None:
    tool, workers = at_work
    os.kill(min(workers), signal.SIGKILL)
    out, said = tool.communicate(timeout=100)
    assert (tool.returncode, out) == (2, b"")
    assert said.startswith(b"Error: a worker process was killed (signal 9)")
    assert_gone(workers)


@on_linux
def test_workers_do_not_outlive_the_run(at_work: Work) -> None:
    tool, workers = at_work
    tool.kill()
    tool.communicate()
    assert_gone(workers)


def test_an_interruption_waits_until_a_process_has_started() -> None:
    """Another thread may take the signal, whatever this one blocks."""
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    steps: list[str] = []
    try:
        with pytest.raises(KeyboardInterrupt):
            _interrupted_start(steps)
    finally:
        signal.signal(signal.SIGINT, before)
        over.set()
        thread.join()
    assert steps == ["started"]


def _interrupted_start(steps: list[str]) -> None:
    with aside():
        os.kill(os.getpid(), signal.SIGINT)
        sleep(0.05)
        steps.append("started")
