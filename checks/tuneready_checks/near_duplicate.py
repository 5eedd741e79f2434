"""The check near-duplicate: examples of one split that say nearly the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tuneready.api import MOST_RELATED, Finding, Overview, Related, Severity
from tuneready_checks._near.rounds import NearCheck
from tuneready_checks._near.telling import Cluster

_PAIR = 2


class NearDuplicate(NearCheck):
    """An example says nearly the same as another one of its split.

    Compared is what varies: system text and tool definitions are left out, and so is what many examples
    share (an instruction template, a first or last sentence), wherever it stands. Two examples are near
    when what is left is at least 85 % alike (rapidfuzz's ratio), shares at least 45 % of its pairs of
    neighbouring words, and says nothing else: where the words are the same and a number, a sign or a
    name is not, where one says "not", or where a brief prompt asks after another thing, they are apart.
    Copies that are equal but for case and spacing are `exact-duplicate`'s.

    Up to 2,000 examples every pair is looked at. Above that candidates come from sketches: measured on
    10,000 records with planted copies, seven times, all of the 1,050 to 1,133 near pairs were found, and
    nothing that is not near.

    In a classification set, near prompts with the same label are paraphrases, and only information. So are
    examples that are near but for their numbers (an exercise with other figures): they stay usable. Of more
    than eight of a kind, and of what differs in a product or a name too, nothing is said.

    ## Why it matters

    An example that stands there ten times with a word changed is one example: it counts ten times in
    training and teaches once, and the number of examples says more than is there.

    ## How to fix it

    Keep the best of each cluster and delete the others, or rewrite them until they teach something new.
    The finding names the first, which is kept, and how alike the two are.
    """

    name = "near-duplicate"
    severity = Severity.WARNING
    stage = "unique"
    good = [
        [
            {"prompt": f"What is {n} times three?", "completion": f"{n} times three is {3 * n}."}
            for n in range(4, 30)
        ],
        [
            {
                "prompt": f"What does the {thing} cost, and when will it come?",
                "completion": f"A {thing}: soon.",
            }
            for thing in ("red kettle", "blue toaster", "hand grinder", "kitchen scale")
        ],
        [
            {"prompt": "Is C++ hard to learn for me?", "completion": "It takes a while."},
            {"prompt": "Is C hard to learn for me?", "completion": "It takes a while."},
        ],
    ]
    bad = [
        [
            {
                "prompt": "My parcel has not come yet although it was sent nine days ago. Where is it now?",
                "completion": "I am sorry for the wait. I have asked the carrier to trace it and will write "
                "to you as soon as I hear from them, by tomorrow evening at the latest.",
            },
            {
                "prompt": "My parcel hasn't come yet although it was sent nine days ago. Where is it?",
                "completion": "I am sorry for the wait. I have asked the carrier to trace it and will write "
                "to you as soon as I hear from them, by tomorrow evening at the latest!",
            },
        ],
    ]

    def shown(self, ids: Sequence[int], _overview: Overview) -> tuple[int, int]:
        return ids[1], ids[0]

    def judge(self, cluster: Cluster, overview: Overview) -> Iterator[Finding]:
        first, *others = cluster.ids
        same_label = overview.task(overview.dataset.split_of(first)) == "classification"
        place = overview.dataset.beside(cluster.at, cluster.partner)
        size = f" (cluster of {len(cluster.ids):,})" if len(cluster.ids) > _PAIR else ""
        yield Finding(
            at=cluster.at,
            message=cluster.like(place + size),
            identity=f"{cluster.key:016x}",
            unusable=() if same_label else tuple(others),
            kept=first,
            related=(
                Related(first, "the first, kept"),
                *(Related(other, "near too") for other in others[1:MOST_RELATED]),
            ),
            related_total=len(others),
            severity=Severity.INFO if same_label else None,
            data={**cluster.data, "size": len(cluster.ids)},
        )
