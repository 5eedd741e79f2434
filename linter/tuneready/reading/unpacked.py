"""A compressed file as a stream of plain bytes: members one after the other, up to the first damage."""

from __future__ import annotations

from typing import Protocol

from tuneready.reading.codec import MAGIC_BYTES, Codec

MAX_UNPACKED_BYTES = 20 << 30
"""A file that unpacks to more is taken for a decompression bomb."""

_PIECE = 1 << 20


class DamagedStream(Exception):  # noqa: N818 — named for the state of the data
    """The stream ends or breaks here; what was read before is sound. The text is the fact."""


class Source(Protocol):
    """What bytes are read from."""

    def read(self, size: int, /) -> bytes:
        """`size` bytes, fewer only before the end; none at the end. DamagedStream where the stream breaks."""


class Unpacked:
    """Plain bytes of a compressed source. Concatenated members and zero padding are in order.

    How much is unpacked at once never depends on the size asked for, so that damage always shows at
    the same byte.
    """

    def __init__(self, packed: Source, codec: Codec) -> None:
        self._packed = packed
        self._codec = codec
        self._decoder = codec.decoder()
        self._rest = b""
        self._piece = memoryview(b"")
        self._damage: DamagedStream | None = None
        self._total = 0

    def read(self, size: int, /) -> bytes:
        """`size` bytes, fewer before the end or the damage; DamagedStream where the stream breaks."""
        taken = bytearray()
        while len(taken) < size and self._has_piece(at_once=not taken):
            wanted = size - len(taken)
            taken += self._piece[:wanted]
            self._piece = self._piece[wanted:]
        return bytes(taken)

    def _has_piece(self, *, at_once: bool) -> bool:
        """Whether unpacked bytes are at hand. Damage is raised `at_once`, or kept until all is given out."""
        if not self._piece and not self._damage:
            try:
                self._piece = memoryview(self._unpack())
            except DamagedStream as damage:
                self._damage = damage
        if self._damage and at_once:
            raise self._damage
        return len(self._piece) > 0

    def _unpack(self) -> bytes:
        while not self._decoder.eof or self._begins_another():
            asked = self._decoder.needs_input
            packed = self._more() if asked else b""
            piece = self._decode(packed)
            if piece:
                return self._counted(piece)
            if asked and not packed and not self._decoder.eof:
                raise DamagedStream(f"the {self._codec.name} data ends too soon: the file is cut off")
        return b""

    def _more(self) -> bytes:
        rest, self._rest = self._rest, b""
        return rest or self._packed.read(self._codec.step)

    def _decode(self, packed: bytes) -> bytes:
        try:
            return self._decoder.decompress(packed, _PIECE)
        except Exception as error:  # each codec has errors of its own
            reason = "it is damaged, or needs too much memory"
            raise DamagedStream(f"the {self._codec.name} data does not unpack: {reason}") from error

    def _begins_another(self) -> bool:
        """Whether another member follows the one that has ended; it is then begun."""
        rest = self._decoder.unused_data.lstrip(b"\0")
        while len(rest) < MAGIC_BYTES and (more := self._packed.read(self._codec.step)):
            rest = (rest + more).lstrip(b"\0")
        if not rest:
            return False
        if not self._codec.magic.match(rest):
            raise DamagedStream(f"something else follows the {self._codec.name} data")
        self._decoder, self._rest = self._codec.decoder(), rest
        return True

    def _counted(self, piece: bytes) -> bytes:
        self._total += len(piece)
        if self._total > MAX_UNPACKED_BYTES:
            raise DamagedStream(f"the file unpacks to more than {MAX_UNPACKED_BYTES >> 30} GiB")
        return piece
