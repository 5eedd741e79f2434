"""An example: one record of a dataset, seen as the turns that a model is trained on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from tuneready.lazy import lazy
from tuneready.words import key

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Role = Literal["system", "user", "assistant", "tool"]
Kind = Literal["text", "call", "media"]

LINE_BITS = 40
"""An example's id is `file number << LINE_BITS | physical line`: 8 bytes that sort in reading order."""
LINE_MASK = (1 << LINE_BITS) - 1


def example_id(file_number: int, line: int) -> int:
    """The id of the record on this physical line (from 1; 0 is the file as a whole)."""
    return file_number << LINE_BITS | line


def lines_in(file_number: int, ids: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Physical lines of the examples, of these (sorted), that lie in one file."""
    first, last = ids.searchsorted([example_id(file_number, 0), example_id(file_number + 1, 0)])
    lines: npt.NDArray[np.int64] = ids[first:last] & LINE_MASK
    return lines


class Part(NamedTuple):
    """One piece of a turn and where it stands in the record.

    `text` is prose, canonical JSON of a tool call (`call`), or a reference to an image, a sound or a
    file (`media`). `pointer` is a JSON pointer (RFC 6901) to the value that holds it.
    """

    text: str
    pointer: str
    kind: Kind = "text"


class Turn(NamedTuple):
    """What one side says. `trained`: the trainer computes loss on it."""

    role: Role
    parts: tuple[Part, ...]
    trained: bool = False

    @property
    def text(self) -> str:
        """All parts, one a line."""
        parts = self.parts
        return parts[0].text if len(parts) == 1 else "\n".join(part.text for part in parts)


class View(NamedTuple):
    """A record as its format sees it.

    `turns`: the conversation; of a preference pair, the prompt and the answer that is preferred.
    `rejected`: the answer that a preference pair rejects. `tools`: definitions of tools.
    `grade`: what else the trainer is told of the output (a reference answer, good or bad).
    """

    turns: tuple[Turn, ...]
    rejected: tuple[Turn, ...] = ()
    tools: tuple[Part, ...] = ()
    grade: str = ""


@dataclass(frozen=True, eq=False)
class Example:
    """A record of `format` in `split`, with its id, its view and the parsed JSON it was made from."""

    id: int
    split: str
    format: str
    view: View
    record: Mapping[str, Any]

    @property
    def line(self) -> int:
        """The physical line of the record, from 1."""
        return self.id & LINE_MASK

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The conversation, first turn first."""
        return self.view.turns

    @lazy
    def _output_at(self) -> int:
        """Index of the last assistant turn; the number of turns where there is none."""
        turns = self.view.turns
        for index in range(len(turns) - 1, -1, -1):
            if turns[index].role == "assistant":
                return index
        return len(turns)

    @property
    def output_turn(self) -> Turn | None:
        """The last assistant turn: what the example teaches."""
        turns = self.view.turns
        return turns[self._output_at] if self._output_at < len(turns) else None

    @lazy
    def system(self) -> str:
        """System text: what examples often share."""
        return "\n".join(turn.text for turn in self.view.turns if turn.role == "system")

    @lazy
    def tools(self) -> str:
        """Definitions of tools, as JSON text."""
        return "\n".join(part.text for part in self.view.tools)

    @lazy
    def prompt(self) -> str:
        """Every turn before the output that is not the system's; roles are named where there are several."""
        turns = [turn for turn in self.view.turns[: self._output_at] if turn.role != "system"]
        if len(turns) == 1:
            return turns[0].text
        return "\n".join(f"{turn.role}: {turn.text}" for turn in turns)

    @lazy
    def output(self) -> str:
        """The last assistant turn, with the grade where the format has one; may be empty."""
        turn = self.output_turn
        text = "" if turn is None else turn.text
        return f"{text}\n{self.view.grade}" if self.view.grade else text

    @lazy
    def rejected(self) -> str:
        """The answer that a preference pair rejects; empty elsewhere."""
        return "\n".join(turn.text for turn in self.view.rejected)

    @lazy
    def key(self) -> int:
        """64-bit hash of the whole content, whatever the record's key order, escapes and format."""
        view = self.view
        texts = [view.grade]
        for turn in (*view.turns, *view.rejected):
            texts.append(turn.role)
            texts += [part.text for part in turn.parts]
        texts += [part.text for part in view.tools]
        return key(*texts)

    def texts(self) -> Iterator[tuple[Role, Part]]:
        """Every piece of text with the role that says it; tool definitions count as the system's."""
        turns, rejected, tools, _ = self.view
        for role, parts, _ in (*turns, *rejected) if rejected else turns:
            for part in parts:
                yield role, part
        for part in tools:
            yield "system", part
