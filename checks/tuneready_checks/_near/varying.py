"""What varies in the examples of a block, as tokens for sketches and as texts for comparison."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tuneready.api import Example
from tuneready_checks._near.alike import Text
from tuneready_checks._near.blobs import Blob, Keys, packed, unpacked
from tuneready_checks._near.boilerplate import Boilerplate, weights
from tuneready_checks._near.sketch import SIZE, sketches
from tuneready_checks._near.texts import Compare, batches, sides
from tuneready_checks._near.tokens import Flags, Places, Tokens, tokenise

SKETCH = np.dtype(
    [
        ("id", np.int64),
        ("size", np.uint32),
        ("aside", np.uint32),
        ("single", np.bool_),
        ("sketch", np.uint8, SIZE),
    ]
)
"""A row of the sketch round: example, bytes that vary, bytes set aside, by single tokens, sketch."""

_KINDS = (np.int64, np.uint64, np.int64, np.uint64, *2 * (np.int64,), *2 * (np.uint8,), np.int64, np.uint32)


def kept(tokens: Tokens, keep: Flags) -> Tokens:
    """Only the tokens to keep."""
    return tokens._replace(
        hashes=tokens.hashes[keep],
        starts=tokens.starts[keep],
        ends=tokens.ends[keep],
        text=tokens.text[keep],
    )


def sketched(examples: Sequence[Example], compare: Compare, shared: Boilerplate) -> npt.NDArray[Any]:
    """Rows of type SKETCH for these examples."""
    parts = [np.zeros(0, SKETCH)]
    texts = ((example.id, sides(example, compare).whole) for example in examples)
    for ids, batch in batches(texts):
        tokens = tokenise(batch)
        keep = shared.varies(tokens)
        vary = _bytes(tokens, keep)
        which, single, sketch = sketches(kept(tokens, keep), shared)
        rows = np.empty(len(which), SKETCH)
        rows["id"] = np.array(ids, np.int64)[which]
        rows["size"] = vary[which]
        rows["aside"] = (_bytes(tokens, ~keep))[which]
        rows["single"] = single
        rows["sketch"] = sketch
        parts.append(rows)
    return np.concatenate(parts)


def _bytes(tokens: Tokens, keep: Flags) -> Places:
    """Bytes of the tokens to keep, text by text."""
    sizes = (tokens.ends - tokens.starts)[keep]
    counted = np.bincount(tokens.text[keep], weights=sizes, minlength=len(tokens.bounds) - 1)
    return counted.astype(np.int64)


def written(examples: Sequence[Example], keys: Keys, compare: Compare, shared: Boilerplate) -> Blob:
    """What varies in these examples, as bytes; `read` makes texts of it. `keys`: equal for copies."""
    blobs = [np.zeros(0, np.uint8)]
    both = [sides(example, compare) for example in examples]
    numbered = enumerate(each.whole for each in both)
    for indices, batch in batches(numbered):
        tokens = tokenise(batch)
        keep = shared.varies(tokens)
        prompt_bytes = np.array([len(both[index].prompt) for index in indices], np.int64)
        output_at = tokens.bounds[:-1] + prompt_bytes
        side = tokens.starts >= output_at[tokens.text]
        ids = np.array([examples[index].id for index in indices], np.int64)
        prompts, prompt_sizes = _left(tokens, keep & ~side, output_at)
        outputs, output_sizes = _left(tokens, keep & side, output_at)
        hashes = kept(tokens, keep)
        rest = kept(tokens, ~keep)
        blobs.append(
            packed(
                *(ids, keys[list(indices)], _bytes(tokens, ~keep), _frames(rest)),
                *(prompt_sizes, output_sizes, prompts, outputs, hashes.counts(), hashes.hashes),
            )
        )
    return np.concatenate(blobs)


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


def read(blob: Blob) -> Iterator[tuple[int, Text]]:
    """Ids and texts, as `written` wrote them."""
    for ids, keys, aside, frames, *texts, counts, hashes in unpacked(blob, *_KINDS):
        prompt_sizes, output_sizes, prompts, outputs = texts
        left = _pieces(prompts, prompt_sizes)
        right = _pieces(outputs, output_sizes)
        tokens = np.split(hashes, np.cumsum(counts)[:-1])
        known = (keys.tolist(), aside.tolist(), frames.tolist())
        for number, prompt, output, own, *facts in zip(
            ids.tolist(), left, right, tokens, *known, strict=True
        ):
            yield number, Text(prompt, output, own, *facts)


def _pieces(data: Blob, sizes: Places) -> list[str]:
    """Texts with single blanks, cut from what `_left` joined."""
    whole, ends = data.tobytes(), np.cumsum(sizes).tolist()
    starts = [0, *ends[:-1]]
    return [
        " ".join(whole[start:end].decode("utf-8", "replace").split())
        for start, end in zip(starts, ends, strict=True)
    ]
