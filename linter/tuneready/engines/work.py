"""What an engine is given to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuneready.block import Block
from tuneready.check import Check
from tuneready.engines.tally import Tally
from tuneready.engines.watch import Watch
from tuneready.formats.base import Format
from tuneready.framing import Framing
from tuneready.reading.dataset import Dataset

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True)
class Work:
    """A dataset, how it is framed (`expected`: the format of each file), and the checks to run over it.

    Findings go into `tallies`, by name of check. `watch` passes on each step; `notice` is told what does
    not go as asked for and does no harm.
    """

    dataset: Dataset
    framing: Framing
    expected: Sequence[Format | None]
    checks: Sequence[Check]
    tallies: dict[str, Tally]
    watch: Watch
    notice: Callable[[str], None]

    def blocks(self, wanted: npt.NDArray[np.int64] | None = None) -> Iterable[Block]:
        """All blocks, from the first on; given ids, with those examples alone."""
        return self.watch(self.framing.blocks(self.dataset, self.expected, wanted))
