"""Canaries: values planted in a dataset must be in no byte that the command line writes anywhere."""

from __future__ import annotations

import re
from base64 import b64encode
from pathlib import Path

import orjson
import pytest
from scanning import FAMILIES, values
from support import Run, Tuneready, clean

from tuneready.formats.detect import BY_NAME
from tuneready.reporters import REPORTERS
from tuneready.targets.catalogue import TARGETS

CANARIES = {entity: found[0] for entity, found in values({"high", "medium"}).items()}
SYSTEM = f"You serve {CANARIES['email']}."
KNOWN = " ".join(f"{family.entity} {family.title} {family.titles}" for family in FAMILIES).lower()
KNOWN += " ".join(["internal development", *BY_NAME, *TARGETS])
"""Words of messages, which stand in made-up values too."""
FINGERPRINT = re.compile(
    rb'"fingerprint": ?"[0-9a-f]{16}"|"[0-9a-f]{64}"|:[0-9a-f]{16}:\d+'
    rb"|^salt [0-9a-f]{32}$|^[a-z-]+ [0-9a-f]{16} \d",
    re.MULTILINE,
)
"""Keyed hashes: among thousands of digits, five are equal by chance."""


TOLD = {
    "discord-webhook": "/webhooks/",
    "us-ssn": "SSN ",
    "phone": "phone ",
    "uk-nhs": "NHS ",
    "date-of-birth": "born ",
    "iban": "bank ",
}
"""Words that say what a value is."""


def planted() -> list[dict[str, object]]:
    """Every canary in every role, and a system text that all records share; all with a word that tells."""
    return [
        {
            "messages": [
                {"role": "system", "content": SYSTEM},
                {"role": "user", "content": f"{number}: {TOLD.get(entity, '')}{value}"},
                {"role": "assistant", "content": f"Noted {TOLD.get(entity, '')}{value} as {number}"},
            ]
        }
        for number, (entity, value) in enumerate(CANARIES.items())
    ]


def broken() -> list[bytes]:
    """Canaries in lines that are no JSON, in records of no known or another format, and in duplicates."""
    lines: list[bytes] = []
    for value in CANARIES.values():
        text = orjson.dumps(value)
        lines += [
            b'{"messages": [' + text,
            b'{"messages": ' + text + b"}",
            b'{"messages": [{"role": ' + text + b', "content": "x"}]}',
            b'{"prompt": ' + text + b', "completion": ""}',
            b'{"text": ' + text + b"}",
            text,
        ]
    return lines * 2


def pieces(value: str) -> set[bytes]:
    """Five letters or digits of a value, plain, JSON-escaped, and what base64 makes of it at each offset."""
    plain = "".join(filter(str.isalnum, value))
    spelt = [value, plain]
    windows = {text[at : at + 5] for text in spelt for at in range(len(text) - 4)}
    windows = {each for each in windows if each.isalnum() and each.isascii() and each.lower() not in KNOWN}
    escaped = {"".join(f"\\u{ord(character):04x}" for character in each) for each in windows}
    encoded = {
        each[at : at + 8]
        for offset in range(3)
        for each in [b64encode(b"\0" * offset + value.encode())[4 : -4 - 4]]
        for at in range(max(0, len(each) - 7))
    }
    return {each.encode() for each in windows | escaped} | encoded


PIECES = {entity: pieces(value) for entity, value in CANARIES.items()}


def leaks(folder: Path, ours: set[Path], *runs: Run) -> set[tuple[str, bytes]]:
    """Canaries of which a piece is in what was printed, or in a file that the runs left behind."""
    files = [path for path in folder.rglob("*") if path.is_file() and path not in ours]
    files = [path for path in files if not _of_rules(path.relative_to(folder))]
    out = b"\n".join([*(path.read_bytes() for path in files), *(run.stdout + run.stderr for run in runs)])
    out = FINGERPRINT.sub(b"", out)
    shreds = {size: {out[at : at + size] for at in range(len(out) - size + 1)} for size in (5, 8, 30)}
    return {
        (entity, piece) for entity, found in PIECES.items() for piece in found if piece in shreds[len(piece)]
    }


def _of_rules(path: Path) -> bool:
    """Kingfisher's rules, kept as they are installed: such words as "SharedAccessKey" stand in them."""
    return any(part.startswith("kingfisher") for part in path.parts)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "train.jsonl"
    path.write_bytes(b"".join(orjson.dumps(each) + b"\n" for each in [*planted(), *planted(), *clean(60)]))
    return path


def _home(tmp_path: Path) -> dict[str, str]:
    return {"XDG_CACHE_HOME": str(tmp_path / "cache"), "XDG_DATA_HOME": str(tmp_path / "data")}


def test_every_kind_has_a_canary() -> None:
    kinds = {family.entity for family in FAMILIES} - {"national-id", "key-name"}
    assert set(CANARIES) == kinds
    assert all(len(found) > 5 for entity, found in PIECES.items())


CONFIG = """
[checks.personal-data]
low = true
also = ["mac-address", "uk-nhs", "date-of-birth"]
allow = [{{ value = "{wallet}", reason = "known" }}]
[checks.leaked-secret]
low = true
without = ["kingfisher-secret"]
"""


def test_reports_hold_no_piece_of_a_canary(tuneready: Tuneready, tmp_path: Path, data: Path) -> None:
    config = tmp_path / "tuneready.toml"
    config.write_text(CONFIG.format(wallet=CANARIES["crypto-wallet"]))
    common = ("check", data, "--max-findings", 0)
    files = [part for name in REPORTERS for part in ("--report", f"{name}={tmp_path / f'out.{name}'}")]
    runs = [
        tuneready(*common, *more, **_home(tmp_path))
        for more in ((), *(("-v", "--report", name) for name in REPORTERS), (*files, "-v"))
    ]
    assert all((tmp_path / f"out.{name}").stat().st_size > 200 for name in REPORTERS)
    report = orjson.loads((tmp_path / "out.json").read_bytes())
    found = {each["data"]["entity"] for each in report["findings"] if "entity" in each.get("data", {})}
    assert found == set(CANARIES) - {"crypto-wallet"}
    runs += [
        tuneready(*words, **_home(tmp_path))
        for words in (
            ("baseline", "create", "--reason", "old"),
            ("baseline", "show"),
            ("check", "-v"),
            ("baseline", "update"),
            ("files", data, "-v"),
        )
    ]
    assert (tmp_path / "tuneready-baseline.txt").stat().st_size > 200
    assert leaks(tmp_path, {data, config}, *runs) == set()


def test_bad_lines_and_other_formats_hold_no_piece_of_a_canary(tuneready: Tuneready, tmp_path: Path) -> None:
    path = tmp_path / "train.jsonl"
    path.write_bytes(b"\n".join([orjson.dumps(planted()[0]), *broken()]))
    test = tmp_path / "test.jsonl"
    test.write_bytes(b"\n".join(orjson.dumps(each) for each in planted()))
    runs = [
        tuneready("check", tmp_path, "--max-findings", 0, *more, **_home(tmp_path))
        for more in (
            ("-v",),
            ("--report", "json"),
            ("--format", "openai-chat"),
            ("--format", "prompt-completion"),
        )
    ]
    assert [(run.returncode, run.stderr) for run in runs if run.returncode != 1] == []
    assert leaks(tmp_path, {path, test}, *runs) == set()


def _told(entity: str, value: str) -> str:
    return f"{TOLD.get(entity, '')}{value}"


NAMES = {
    f"{_told(entity, value)}.jsonl"
    for entity, value in CANARIES.items()
    if "/" not in value and "/" not in TOLD.get(entity, "") and len(value) < 200 and "\n" not in value
}


def test_names_of_files_hold_no_piece_of_a_canary(tuneready: Tuneready, tmp_path: Path) -> None:
    """Read, not to be read, not there at all, and of folders; in every report."""
    config = tmp_path / "tuneready.toml"
    config.write_text(CONFIG.format(wallet="none"))
    ours = {config}
    for number, name in enumerate(sorted(NAMES)):
        path = tmp_path / "data" / name.removesuffix(".jsonl") / name
        path.parent.mkdir(parents=True)
        path.write_bytes(b"".join(orjson.dumps(each) + b"\n" for each in clean(2, 10 * number)))
        ours.add(path)
    runs = [
        tuneready("check", "data", "--split", "train=data", "-v", "--report", name, **_home(tmp_path))
        for name in REPORTERS
    ]
    runs.append(tuneready("check", "data", "--max-findings", 0, **_home(tmp_path)))
    report = orjson.loads(runs[list(REPORTERS).index("json")].stdout)
    assert len(set(report["splits"]["train"]["files"])) == len(NAMES) > 60
    runs += [tuneready("check", f"no/{name}", "-v", **_home(tmp_path)) for name in sorted(NAMES)[::12]]
    assert {run.returncode for run in runs} == {0, 1, 2} or {run.returncode for run in runs} == {1, 2}
    assert leaks(tmp_path, ours, *runs) == set()


ALLOWED = "[checks.{check}]\nallow = [{{ {key} = {value}{reason} }}]\n"


@pytest.mark.parametrize("check", ["personal-data", "leaked-secret"])
@pytest.mark.parametrize(
    ("key", "reason"),
    [("value", ""), ("value", ", reason = 3"), ("pattern", ""), ("domain", ', value = "x", reason = "y"')],
)
def test_bad_configuration_holds_no_piece_of_a_canary(
    tuneready: Tuneready, tmp_path: Path, data: Path, check: str, key: str, reason: str
) -> None:
    config = tmp_path / "tuneready.toml"
    runs: list[Run] = []
    for value in (CANARIES["email"], CANARIES["gh-token"]):
        text = ALLOWED.format(check=check, key=key, value=orjson.dumps(value).decode(), reason=reason)
        config.write_text(text)
        runs.append(tuneready("check", data, "-v", **_home(tmp_path)))
    assert all(run.returncode == 2 for run in runs)
    assert leaks(tmp_path, {data, config}, *runs) == set()


def test_nothing_is_written_beside_the_dataset(tuneready: Tuneready, tmp_path: Path, data: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    tuneready("check", data, XDG_CACHE_HOME=str(tmp_path / ".." / "elsewhere"))
    assert sorted(tmp_path.rglob("*")) == before
