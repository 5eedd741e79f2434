"""What varies in examples, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tuneready.api import Example
from tuneready_checks._near.blobs import Blob, Keys, packed, unpacked
from tuneready_checks._near.boilerplate import Boilerplate, weights
from tuneready_checks._near.census import bytes_of
from tuneready_checks._near.text import Text, tokenised
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
    """Texts in the order of their ids."""

    ids: npt.NDArray[np.int64]
    texts: list[Text]

    @classmethod
    def of(cls, blob: Blob) -> Store:
        """What `written` wrote, from a chain of its blobs."""
        texts = [text for part in unpacked(blob, *_KINDS) for text in _texts(*part)]
        texts.sort(key=lambda text: text.id)
        return cls(np.fromiter((text.id for text in texts), np.int64, len(texts)), texts)

    def load(self, places: Places) -> list[Text]:
        """The texts at these places."""
        return [self.texts[place] for place in places.tolist()]

    def is_brief(self, place: int) -> bool:
        """Whether so few words are left that each of them may be what the text is about."""
        text = self.texts[place]
        tokenised([text])
        return text.short


def _texts(
    ids: Places, aside: Places, frame: Keys, prompt_sizes: Places, output_sizes: Places, *sides: Blob
) -> Iterator[Text]:
    prompts, outputs = sides
    known = zip(ids.tolist(), aside.tolist(), frame.tolist(), strict=True)
    both = zip(_pieces(prompts, prompt_sizes), _pieces(outputs, output_sizes), strict=True)
    for (prompt, output), facts in zip(both, known, strict=True):
        if prompt and output:
            yield Text(f"{prompt}\n{output}", len(prompt), *facts)
        else:
            yield Text(prompt or output, len(prompt) or -1, *facts)


def _pieces(data: Blob, sizes: Places) -> list[str]:
    """Texts with single blanks, cut from what `_left` joined."""
    whole, ends = data.tobytes(), np.cumsum(sizes).tolist()
    cut = zip([0, *ends], ends, strict=False)
    return [" ".join(whole[begin:end].decode("utf-8", "replace").split()) for begin, end in cut]
