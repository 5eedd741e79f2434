"""The kinds of compression, and a decoder of one shape for each; their memory is bounded."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

_MAX_MEMORY = 1 << 28
_MAX_WINDOW_LOG = 27  # what the zstd command accepts without --long


class Decoder(Protocol):
    """Unpacks one member or frame; the standard library's bz2, lzma and zstd decoders are of this shape."""

    @property
    def eof(self) -> bool:
        """Whether the member has ended."""

    @property
    def needs_input(self) -> bool:
        """Whether it can give nothing more without more input."""

    @property
    def unused_data(self) -> bytes:
        """What was given beyond the member's end."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """The next unpacked bytes."""


class Codec(NamedTuple):
    """A kind of compression. `step`: how many packed bytes are unpacked at once."""

    name: str
    magic: re.Pattern[bytes]
    decoder: Callable[[], Decoder]
    step: int = 1 << 16


class _Gzip:
    """zlib's decoder in the shape of the others; of a broken member it gives all that precedes the break."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(wbits=31)
        self._error: zlib.error | None = None

    @property
    def eof(self) -> bool:
        return self._zlib.eof

    @property
    def needs_input(self) -> bool:
        return not self._zlib.unconsumed_tail and self._error is None

    @property
    def unused_data(self) -> bytes:
        return self._zlib.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        if self._error:
            raise self._error
        data = self._zlib.unconsumed_tail + data
        before = self._zlib.copy()
        try:
            return self._zlib.decompress(data, max_length)
        except zlib.error as error:
            self._error = error
            return _until_broken(before, data)


def _until_broken(decoder: Any, data: bytes) -> bytes:  # noqa: ANN401 — zlib does not name the type
    unpacked = bytearray()
    for index in range(len(data)):
        try:
            unpacked += decoder.decompress(data[index : index + 1])
        except zlib.error:
            break
    return bytes(unpacked)


class _Zstandard:
    """The zstandard package's decoder in the shape of the others; without max_length: the step is small."""

    needs_input = True

    def __init__(self) -> None:
        import zstandard

        window = 1 << _MAX_WINDOW_LOG
        self._decoder: Any = zstandard.ZstdDecompressor(max_window_size=window).decompressobj()

    @property
    def eof(self) -> bool:
        return bool(self._decoder.eof)

    @property
    def unused_data(self) -> bytes:
        return bytes(self._decoder.unused_data)

    def decompress(self, data: bytes, _max_length: int) -> bytes:
        return bytes(self._decoder.decompress(data))


def _bzip2_decoder() -> Decoder:
    from bz2 import BZ2Decompressor

    return BZ2Decompressor()


def _xz_decoder() -> Decoder:
    from lzma import LZMADecompressor

    return LZMADecompressor(memlimit=_MAX_MEMORY)


def _zstd_decoder() -> Decoder:
    if sys.version_info >= (3, 14):
        from compression.zstd import DecompressionParameter, ZstdDecompressor

        return ZstdDecompressor(options={DecompressionParameter.window_log_max: _MAX_WINDOW_LOG})
    return _Zstandard()


CODECS = (
    Codec("gzip", re.compile(rb"\x1f\x8b"), _Gzip),
    Codec("bzip2", re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), _bzip2_decoder),
    Codec("xz", re.compile(rb"\xfd7zXZ\x00"), _xz_decoder),
    Codec("zstd", re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), _zstd_decoder, step=512),
)
MAGIC_BYTES = 10
"""So many first bytes tell how a file is compressed."""


def codec_of(first: bytes) -> Codec | None:
    """The compression that a file's first bytes speak of, whatever its name is; None for plain data."""
    return next((codec for codec in CODECS if codec.magic.match(first)), None)


def not_unpacked_here(codec: Codec) -> str | None:
    """Why this Python cannot unpack a file of this kind, and what to do; None where it can."""
    try:
        codec.decoder()
    except ImportError:
        if codec.name == "zstd":
            return "is compressed with zstd: run pip install 'tuneready[zstd]'"
        return f"is compressed with {codec.name}, which this Python was built without: unpack it first"
    return None
