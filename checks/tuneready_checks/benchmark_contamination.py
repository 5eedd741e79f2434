"""The check benchmark-contamination: training examples that quote what the model is to be evaluated on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from tuneready.api import (
    BENCHMARK,
    LINE_BITS,
    MOST_RELATED,
    Block,
    DatasetCheck,
    Example,
    Facts,
    Finding,
    Item,
    Overview,
    Related,
    Remark,
    Round,
    Severity,
    key,
    plural,
    soft,
    table,
)
from tuneready_checks._quotes import Held, Items, Sought, rows_of
from tuneready_checks._quoting import beyond_likeness, grave, no_phrase, worth_telling
from tuneready_checks._runs import runs_of, said

_TEST = "test"
_OWN_RUNS = 32
_ITEM = (
    "A farmer has twelve goats and three pens. He sells a third of the goats on Monday and buys two more "
    "at the fair on Friday. How many goats stand in each pen if he spreads them evenly?"
)


class BenchmarkContamination(DatasetCheck):
    """A training example quotes an item of a benchmark or of the test split.

    Benchmarks are files that you name with `--benchmark FILE` or under `benchmarks` in the configuration:
    JSONL or JSON, compressed or not, in any record format or in none. What an item asks is compared (its
    prompt, or what stands under question, problem, text and the like); where that is too short, all its
    text. Benchmarks are never judged, counted or searched by other checks.

    Runs of 8 words (`words`) of each item are looked for in all turns of the training examples, system
    prompts aside, whatever the case and the punctuation. An item is quoted by an example that holds at
    least 2 of its runs (`hits`), if these cover a fifth of its words or 13 in a row: a warning, and the
    example stays usable, for you to read. It is an error, and the example is not usable, where half of the
    item's words are there (`coverage`) and at least 13, or a quarter of them in a row of 13 or more, or
    nearly all of a short item.

    Runs that more than 10 items share are a template and are set aside, as are runs of numbers. What more
    than 10 training examples have in common with an item, and is less than half of it, is a phrase. Of
    the dataset's own test split a warning says where a longer training text holds nearly all of an item
    (80 %), unless outputs are labels: what is equal or near as a whole is told by `split-leak`. Items of
    fewer than 9 words cannot be told from chance.

    ## Why it matters

    A model that has seen the questions of a benchmark answers them from memory; its score says nothing.

    ## How to fix it

    Delete the training examples that are named. Where a source of your data holds the benchmark, leave
    out the source.

    ## How well it finds

    The 1,319 questions of GSM8K's test set, each planted in other text, are found: whole 1.000, in capitals
    without punctuation .997, with 8 % of the words replaced .998, half a question with 8 % replaced .892
    (with one run of 13 words, as is often done: 1.000, .976, .918 and .538). Of 40,454 texts from other
    public sets none was told. Of the 7,473 texts of GSM8K's training set 12 questions are warned of and 3
    are errors, whose examples differ from a test question in a name or in numbers.
    """

    name = "benchmark-contamination"
    severity = Severity.ERROR
    stage = "not-leaked"
    good = [
        {
            "train": [{"prompt": "How many goats stand in each pen?", "completion": "Three."}],
            "benchmark:sums": [{"question": _ITEM, "answer": "Three, and one is left over."}],
        },
        {
            "train": [{"prompt": f"{_ITEM} Say why.", "completion": "Three."}],
            "test": [{"prompt": _ITEM, "completion": "Three."}],
        },
    ]
    bad = [
        {
            "train": [{"prompt": f"Please help: {_ITEM.upper()}", "completion": "Three."}],
            "benchmark:sums": [{"question": _ITEM, "answer": "Three, and one is left over."}],
        },
        {
            "train": [{"prompt": "Make up a sum for the third form.", "completion": _ITEM}],
            "test": [{"prompt": _ITEM, "completion": "Three."}],
        },
        {
            "train": [{"prompt": "What is new?", "completion": "Not much."}],
            "benchmark:empty": [],
        },
    ]

    words: int = Field(default=8, ge=3, le=50, description="words in the runs that are looked for")
    hits: int = Field(default=2, ge=1, description="least runs of an item that one example must hold")
    coverage: float = Field(default=0.5, gt=0, le=1, description="part of an item's words that is an error")

    def map(self, block: Block) -> Facts:
        if block.items:
            return {0: rows_of(self._sought(block.items), self.words)}
        if block.file.split == _TEST and block.examples:
            items = [Item(each.id, each.prompt, said(each)) for each in block.examples]
            return {0: rows_of(self._sought(items), self.words, _OWN_RUNS)}
        return {}

    def _sought(self, items: Sequence[Item]) -> list[Sought]:
        """What each item asks, or all its text where the question is too short to have enough runs."""
        sizes = runs_of([item.asked for item in items], self.words).counts
        short = (sizes < self.words + self.hits - 1).tolist()
        return [
            Sought(item.id, item.text if whole else item.asked, whole)
            for item, whole in zip(items, short, strict=True)
        ]

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Items]:
        yield Items.of(facts, overview.dataset.split_numbers(facts["id"]), self.words)

    def conclude(self, results: Iterable[Items], overview: Overview) -> Iterable[Finding | Remark] | Round:
        found = next(iter(results), None)
        if found is None or not len(found.known) or "train" not in overview.dataset.splits:
            return self.told(found, Counter(), overview)
        return Searching(self, found)

    def told(
        self, items: Items | None, quoted: Counter[str], overview: Overview
    ) -> Iterator[Finding | Remark]:
        """What was looked for of each benchmark; one without an item is a fault of its file."""
        dataset = overview.dataset
        of = dataset.split_numbers(items.ids) if items else np.zeros(0, np.int64)
        for number, split in enumerate(dataset.benchmarks, len(dataset.splits)):
            mine = of == number
            if not mine.any():
                file = next(dataset.in_split(split))
                yield Finding(
                    at=file.number << LINE_BITS,
                    message=f"{split} holds no item: no line of it is a JSON object",
                    identity=f"no item in {split}",
                )
            elif items:
                short = int((items.runs[mine] < self.hits).sum())
                yield Remark(
                    message=f"{plural(int(mine.sum()), 'item')} of {split}, "
                    f"{short:,} too short to look for, {quoted[split]:,} quoted in train",
                    data={"split": split, "items": int(mine.sum()), "short": short, "quoted": quoted[split]},
                )


@dataclass(frozen=True, eq=False)
class Searching(Round):
    """The search for the items' runs of words in the training split."""

    check: BenchmarkContamination
    items: Items

    def map(self, block: Block) -> Facts:
        if block.file.split != "train" or not block.examples:
            return {}
        held, counts = self.items.held_by([said(example) for example in block.examples])
        part = held.words / self.items.sizes[held.item]
        kept = worth_telling(held, part, self.check.hits, self.check.coverage)
        rows = self._rows(Held(*(column[kept] for column in held)), block.examples, counts)
        return block.partition(rows["item"].astype(np.uint64), rows)

    def _rows(
        self, held: Held, examples: tuple[Example, ...], counts: npt.NDArray[np.int64]
    ) -> npt.NDArray[Any]:
        """A fact a pair of example and item. `asked`, `said`: words of the prompt, and of all turns."""
        prompts = {text: examples[text].prompt for text in np.unique(held.text).tolist()}
        sizes = runs_of(list(prompts.values()), self.check.words).counts.tolist()
        asked = {text: size or int(counts[text]) for text, size in zip(prompts, sizes, strict=True)}
        keys = {text: key(soft(prompt)) for text, prompt in prompts.items()}
        text = held.text.tolist()
        return table(
            id=np.array([examples[each].id for each in text], np.int64),
            key=np.array([keys[each] for each in text], np.uint64),
            asked=np.array([asked[each] for each in text], np.int64),
            said=counts[held.text],
            item=held.item,
            words=held.words,
            longest=held.longest,
            start=held.start,
        )

    def reduce(self, facts: npt.NDArray[Any], overview: Overview) -> Iterator[Finding]:
        facts = facts[np.lexsort((facts["id"], facts["item"]))]
        part = facts["words"] / self.items.sizes[facts["item"]]
        kept = no_phrase(facts, part, self.check.coverage)
        facts, part = facts[kept], part[kept]
        first = np.flatnonzero(np.append(True, facts["item"][1:] != facts["item"][:-1])[: len(facts)])
        for begin, end in zip(first, np.append(first, len(facts))[1:], strict=True):
            yield from self._judge(facts[begin:end], part[begin:end], overview)

    def _judge(
        self, facts: npt.NDArray[Any], part: npt.NDArray[np.float64], overview: Overview
    ) -> Iterator[Finding]:
        """What is to be said of one item."""
        number = int(facts["item"][0])
        split = overview.dataset.split_of(int(self.items.ids[number]))
        if not split.startswith(BENCHMARK):
            if overview.task(split) == "classification":
                return
            told = beyond_likeness(facts, part, self.items, self.check.coverage)
            facts, part = facts[told], part[told]
        if len(facts):
            yield self._finding(number, facts["id"], part, grave(facts, part, self.check.coverage), overview)

    def _finding(
        self,
        number: int,
        examples: npt.NDArray[np.int64],
        part: npt.NDArray[np.float64],
        gone: npt.NDArray[np.bool_],
        overview: Overview,
    ) -> Finding:
        item = int(self.items.ids[number])
        split = overview.dataset.split_of(item)
        at = int(examples[np.lexsort((examples, -part))[0]])
        more = f" ({plural(len(examples), 'example')} in all)" if len(examples) > 1 else ""
        place = overview.dataset.beside(at, item)
        others = [Related(other, "quotes it too") for other in examples.tolist() if other != at]
        error = bool(gone.any()) and split.startswith(BENCHMARK)
        return Finding(
            at=at,
            message=f"quotes {100 * part.max():.0f} % of an item of {split}: {place}{more}",
            identity=f"{int(self.items.keys[number]):016x}",
            unusable=tuple(examples[gone].tolist()),
            related=(Related(item, "the item"), *others[: MOST_RELATED - 1]),
            related_total=len(examples),
            severity=None if error else Severity.WARNING,
            data={"coverage": round(float(part.max()), 4), "examples": len(examples), "split": split},
        )

    def conclude(self, results: Iterable[Finding], overview: Overview) -> Iterator[Finding | Remark]:
        quoted: Counter[str] = Counter()
        for finding in results:
            quoted[overview.dataset.split_of(finding.related[0].example)] += 1
            yield finding
        yield from self.check.told(self.items, quoted, overview)
