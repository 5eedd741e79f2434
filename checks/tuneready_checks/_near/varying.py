"""What varies in examples, as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tuneready.api import Example
from tuneready_checks._near.alike import Text, tokenised
from tuneready_checks._near.blobs import Blob, Keys, packed, unpacked
from tuneready_checks._near.boilerplate import Boilerplate, weights
from tuneready_checks._near.census import bytes_of
from tuneready_checks._near.texts import Compare, said_by
from tuneready_checks._near.tokens import Flags, Places, Tokens, kept

_KINDS = (np.int64, np.int64, np.uint64, np.int64, np.int64, np.uint8, np.uint8)


def written(
    examples: Sequence[Example], compare: Compare, shared: Boilerplate, *, as_written: bool = False
) -> Blob:
    """What varies in these examples, as bytes; `Store.of` reads them. `as_written`: with its case."""
    tokens, output_at = both = said_by(examples, compare, as_written=as_written)
    keep = shared.varies(tokens)
    in_output = both.in_output
    prompts, prompt_sizes = _left(tokens, keep & ~in_output, output_at)
    outputs, output_sizes = _left(tokens, keep & in_output, output_at)
    rest = kept(tokens, ~keep)
    ids = np.fromiter((example.id for example in examples), np.int64, len(examples))
    return packed(ids, bytes_of(rest), _frames(rest), prompt_sizes, output_sizes, prompts, outputs)


def _frames(aside: Tokens) -> Keys:
    """A hash for each text of the different tokens that were set aside, whatever their order."""
    each = np.unique(aside.text.astype(np.uint64) << np.uint64(32) | aside.hashes)
    frames = np.zeros(len(aside.bounds) - 1, np.uint64)
    np.add.at(frames, (each >> np.uint64(32)).astype(np.int64), weights(each.astype(np.uint32)))
    return frames


def _left(tokens: Tokens, keep: Flags, output_at: Places) -> tuple[Blob, Places]:
    """The bytes of the tokens to keep, each with what stands between it and the next of its side."""
    nexts = np.append(tokens.starts[1:], tokens.bounds[-1:])
    side_ends = np.where(
        tokens.starts < output_at[tokens.text], output_at[tokens.text], tokens.bounds[1:][tokens.text]
    )
    ends = np.minimum(nexts, side_ends)
    change = np.zeros(len(tokens.data) + 1, np.int8)
    np.add.at(change, tokens.starts[keep], 1)
    np.add.at(change, ends[keep], -1)
    inside = np.cumsum(change[:-1], dtype=np.int8).astype(np.bool_)
    sizes = np.bincount(
        tokens.text[keep], weights=(ends - tokens.starts)[keep], minlength=len(tokens.bounds) - 1
    )
    return tokens.data[inside], sizes.astype(np.int64)


@dataclass(frozen=True, eq=False)
class Store:
    """Texts in the order of their ids, as bytes until they are asked for.

    `aside`: bytes set aside; `frame` tells what they were. `where`: for each text the number of its
    blob, and where in it its prompt and its output begin and end.
    """

    ids: npt.NDArray[np.int64]
    aside: Places
    frame: Keys
    where: Places
    prompts: tuple[Blob, ...]
    outputs: tuple[Blob, ...]

    @classmethod
    def of(cls, blob: Blob) -> Store:
        """What `written` wrote, from a chain of its blobs."""
        parts = list(unpacked(blob, *_KINDS))
        ids, aside, frame = (np.concatenate([part[column] for part in parts]) for column in range(3))
        where = np.concatenate([_places(number, part[3], part[4]) for number, part in enumerate(parts)])
        order = np.argsort(ids)
        prompts, outputs = (tuple(part[column] for part in parts) for column in (5, 6))
        return cls(ids[order], aside[order], frame[order], where[order], prompts, outputs)

    def load(self, places: Places) -> list[Text]:
        """The texts at these places."""
        facts = zip(
            self.ids[places].tolist(), self.aside[places].tolist(), self.frame[places].tolist(), strict=True
        )
        return [
            Text(_plain(self.prompts[blob][at:end]), _plain(self.outputs[blob][then:last]), *fact)
            for (blob, at, end, then, last), fact in zip(self.where[places].tolist(), facts, strict=True)
        ]

    def is_brief(self, place: int) -> bool:
        """Whether so few words are left that each of them may be what the text is about."""
        texts = self.load(np.array([place]))
        tokenised(texts)
        return texts[0].short


def _plain(side: Blob) -> str:
    """With single blanks."""
    return " ".join(side.tobytes().decode("utf-8", "replace").split())


def _places(blob: int, prompts: Places, outputs: Places) -> Places:
    """Rows of `Store.where`, from the sizes of prompts and outputs that stand end to end."""
    ends, lasts = np.cumsum(prompts), np.cumsum(outputs)
    return np.column_stack((np.full(len(prompts), blob), ends - prompts, ends, lasts - outputs, lasts))
