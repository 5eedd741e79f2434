"""Opening, unpacking, watching; and damage of every kind."""

import bz2
import gzip
import io
import lzma
import os
import sys
import threading
import zlib
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import pytest

from tuneready.reading import unpacked
from tuneready.reading.lines import BadLine, Parsed
from tuneready.reading.records import read
from tuneready.reading.sources import ReadingError, open_source, spool, unsupported

zstandard: Any = pytest.importorskip("zstandard") if sys.version_info < (3, 14) else None

Pack = Callable[[bytes], bytes]
Write = Callable[[bytes], Path]
OPEN_FILES = Path("/proc/self/fd")
LINES = b"".join(
    b'{"a": %d, "b": "%s"}\n' % (n, zlib.crc32(b"%d" % n).to_bytes(4, "big").hex().encode())
    for n in range(20_000)
)


def zstd(data: bytes) -> bytes:
    if sys.version_info >= (3, 14):
        from compression.zstd import CompressionParameter, compress

        return compress(data, options={CompressionParameter.checksum_flag: 1})
    return bytes(zstandard.ZstdCompressor(write_checksum=True).compress(data))


PACKERS: dict[str, Pack] = {"gzip": gzip.compress, "bzip2": bz2.compress, "xz": lzma.compress, "zstd": zstd}
packed_each_way = pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS.keys())


@pytest.fixture
def file(tmp_path: Path) -> Write:
    def write(data: bytes) -> Path:
        path = tmp_path / "data.jsonl"
        path.write_bytes(data)
        return path

    return write


def outcome(path: Path, size: int = 1 << 20) -> tuple[list[Parsed], list[BadLine]]:
    parts = list(read(path, "data.jsonl", batch_bytes=size))
    assert sum(part.lines for part in parts) == sum(
        len(part.records) + sum(bad.lost for bad in part.bad_lines) for part in parts
    )
    return [parsed for part in parts for parsed in part.records], [
        bad for part in parts for bad in part.bad_lines
    ]


@packed_each_way
@pytest.mark.parametrize("size", [4096, 1 << 20])
def test_packed_reads_as_plain(file: Write, pack: Pack, size: int) -> None:
    plain = outcome(file(LINES), size)
    assert len(plain[0]) == 20_000
    assert outcome(file(pack(LINES)), size) == plain


@packed_each_way
def test_members_may_follow_each_other_with_zeros_after(file: Write, pack: Pack) -> None:
    middle = len(LINES) // 2
    packed = pack(LINES[:middle]) + pack(b"") + pack(LINES[middle:]) + b"\0" * 1000
    assert outcome(file(packed)) == outcome(file(LINES))


@packed_each_way
@pytest.mark.parametrize("share", [0.5, 0.99])
def test_cut_off_data_is_named_at_the_line_reached(file: Write, pack: Pack, share: float) -> None:
    packed = pack(LINES)
    records, bad = outcome(file(packed[: int(len(packed) * share)]))
    assert [fault.kind for fault in bad] == ["damaged-file"]
    assert "ends too soon" in bad[0].message
    assert bad[0].line == len(records) + 1
    assert [parsed.record["a"] for parsed in records] == list(range(len(records)))


def test_of_cut_off_gzip_all_that_can_be_unpacked_counts(file: Write) -> None:
    records, bad = outcome(file(gzip.compress(LINES)[:-5]))
    assert len(records) == 20_000
    assert (bad[0].line, bad[0].kind) == (20_001, "damaged-file")


@packed_each_way
def test_something_after_the_packed_data_is_damage(file: Write, pack: Pack) -> None:
    records, bad = outcome(file(pack(LINES) + b"more"))
    assert len(records) == 20_000
    assert [(fault.kind, fault.lost, fault.message.split(" the ")[0]) for fault in bad] == [
        ("damaged-file", True, "something else follows")
    ]


@pytest.mark.parametrize("size", [4096, 1 << 20])
def test_a_wrong_checksum_is_damage_after_everything_was_read(file: Write, size: int) -> None:
    packed = bytearray(gzip.compress(LINES))
    packed[-6] ^= 1
    records, bad = outcome(file(bytes(packed)), size)
    assert len(records) == 20_000
    assert [fault.kind for fault in bad] == ["damaged-file"]


@packed_each_way
def test_flipped_bits_are_damage_and_the_same_for_every_batch_size(file: Write, pack: Pack) -> None:
    packed = bytearray(pack(LINES))
    packed[len(packed) // 2] ^= 0xFF
    path = file(bytes(packed))
    records, bad = outcome(path)
    assert bad[-1].kind == "damaged-file"
    assert outcome(path, 64) == (records, bad)


def test_an_array_that_is_cut_off_keeps_what_was_read(file: Write) -> None:
    text = b"[\n" + LINES.rstrip().replace(b"\n", b",\n") + b"\n]"
    packed = gzip.compress(text)
    records, bad = outcome(file(packed[: len(packed) // 2]))
    assert [fault.kind for fault in bad] == ["json-array", "damaged-file"]
    assert bad[1].line == len(records) + 2


def test_more_than_the_limit_is_a_bomb(file: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacked, "MAX_UNPACKED_BYTES", 1 << 16)
    _, bad = outcome(file(gzip.compress(b'{"a": 1}\n' * 100_000)))
    assert bad[-1].kind == "damaged-file"
    assert "unpacks to more than" in bad[-1].message


def test_zstd_with_a_huge_window_is_refused(file: Write) -> None:
    if sys.version_info >= (3, 14):
        from compression.zstd import CompressionParameter, compress

        packed = compress(LINES, options={CompressionParameter.window_log: 28})
    else:
        parameters = zstandard.ZstdCompressionParameters(window_log=28)
        packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
        packed = packer.compress(LINES) + packer.flush()
    records, bad = outcome(file(packed))
    assert (records, bad[0].kind, bad[0].line) == ([], "damaged-file", 1)


@pytest.mark.parametrize("name", ["missing.jsonl", "bad\0name"])
def test_what_cannot_be_opened_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(ReadingError, match=r"^x (does not exist|cannot be read)"):
        list(read(tmp_path / name, "x"))


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="x is a directory, not a file"):
        list(read(tmp_path, "x"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.timeout(10)
def test_a_named_pipe_never_makes_the_run_wait(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    assert unsupported(pipe) is None
    with pytest.raises(ReadingError, match="is a named pipe"):
        list(read(pipe, "pipe.jsonl"))


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_device_is_no_file() -> None:
    with pytest.raises(ReadingError, match="is a device or a socket"):
        list(read(Path("/dev/zero"), "zero"))


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to this user"
)
def test_a_forbidden_file_says_so(file: Write) -> None:
    path = file(LINES)
    path.chmod(0)
    with pytest.raises(ReadingError, match="may not be read"):
        list(read(path, "x"))


def test_refused_permission_says_so(file: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(ReadingError, match="x may not be read: permission denied"):
        list(read(file(LINES), "x"))


def append(path: Path) -> None:
    with path.open("ab") as grown:
        grown.write(b"{}\n")


def replace(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    times = path.stat()
    os.utime(other, ns=(times.st_atime_ns, times.st_mtime_ns))
    other.replace(path)


CHANGES: dict[str, Callable[[Path], None]] = {
    "grows": append,
    "shrinks": lambda path: os.truncate(path, 10),
    "is touched": lambda path: os.utime(path, ns=(1, 1)),
    "is replaced": replace,
    "goes": lambda path: path.unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_file_that_changes_while_it_is_read_cannot_be_judged(
    file: Write, change: Callable[[Path], None]
) -> None:
    path = file(LINES)
    reader = read(path, "x", batch_bytes=4096)
    next(reader)
    change(path)
    with pytest.raises(ReadingError, match=r"x (changed|was removed) while it was read"):
        list(reader)


@pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="this system does not list open files")
def test_reading_only_the_start_leaves_nothing_open(file: Write) -> None:
    before = len(list(OPEN_FILES.iterdir()))
    reader = read(file(LINES), "x", batch_bytes=4096)
    assert next(reader).lines
    assert len(list(OPEN_FILES.iterdir())) > before
    assert isinstance(reader, Generator)
    reader.close()
    assert len(list(OPEN_FILES.iterdir())) == before


FOREIGN = [
    (b"PK\x03\x04\x14\x00", "ZIP"),
    (b"Obj\x01\x04", "Avro"),
    (b"ARROW1\0\0", "Arrow"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "Excel"),
    (b"SQLite format 3\0", "SQLite"),
    (b"%PDF-1.7", "PDF"),
]


@pytest.mark.parametrize(("first", "word"), FOREIGN, ids=[word for _, word in FOREIGN])
def test_foreign_files_are_named_with_what_to_do(file: Write, first: bytes, word: str) -> None:
    assert word in (unsupported(file(first)) or "")


@pytest.mark.parametrize("data", [b"", b"{}\n", gzip.compress(b""), zstd(b"{}"), b"BZh plain text", b"PK"])
def test_readable_files_are_not_unsupported(file: Write, data: bytes) -> None:
    assert unsupported(file(data)) is None


def test_zstd_without_its_package_tells_what_to_install(file: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    monkeypatch.setitem(sys.modules, "compression.zstd", None)
    path = file(zstd(LINES))
    assert "pip install 'tuneready[zstd]'" in (unsupported(path) or "")
    with pytest.raises(ReadingError, match="pip install"):
        list(read(path, "x"))


def test_a_spooled_stream_can_be_read_twice_and_is_gone_afterwards() -> None:
    with spool(io.BytesIO(LINES)) as path:
        first, again = outcome(path), outcome(path)
        assert len(first[0]) == 20_000
        assert again == first
    assert not path.parent.exists()


@pytest.mark.skipif(not hasattr(os, "pipe"), reason="this system has no pipes")
def test_a_pipe_can_be_spooled() -> None:
    out, into = os.pipe()

    def write() -> None:
        with os.fdopen(into, "wb") as end:
            end.write(LINES)

    writer = threading.Thread(target=write)
    writer.start()
    with os.fdopen(out, "rb") as stream, spool(stream) as path:
        assert path.read_bytes() == LINES
    writer.join()


def test_open_source_gives_plain_bytes(file: Write) -> None:
    with open_source(file(gzip.compress(b"hello")), "x") as source:
        assert source.read(3) + source.read(100) == b"hello"
        assert source.read(1) == b""
