"""Whether two prompts ask the same, although they do not say it in the same words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from tuneready.api import key, soft
from tuneready_checks._contents import JOINING, MINE, YOURS, misspelt, singular, swapped, words

_MORE_JOINING = """
possible able allowed permitted may into okay ok still exactly really actually currently also any some
sir madam get got know tell question wondering wonder ask help want need like let if when long many much
"""
_ASKING = frozenset({"when", "long", "many", "much", "need", "want", "like", "if"})
JOINING_IN_QUESTIONS = (JOINING | frozenset(_MORE_JOINING.split())) - _ASKING
"""Words that change nothing of what is asked for; "when" and "how much" are none of them."""

_SYNONYMS = {
    "purchase": "buy",
    "bought": "buy",
    "package": "parcel",
    "delivery": "deliver",
    "ship": "deliver",
    "shipping": "deliver",
    "shipped": "deliver",
    "shipment": "deliver",
    "dispatch": "deliver",
    "price": "cost",
    "charge": "cost",
    "fee": "cost",
    "reimbursement": "refund",
    "cancellation": "cancel",
    "cancelled": "cancel",
    "cancelling": "cancel",
    "mobile": "phone",
    "telephone": "phone",
    "product": "item",
    "article": "item",
    "login": "log",
    "mail": "email",
    "warranty": "guarantee",
    "paid": "pay",
}
_PAST = frozenset({"did", "was", "were", "had"})
_PRESENT = frozenset({"do", "does", "is", "are", "am", "has", "have", "can", "could", "will", "would", "may"})
_POLITE = re.compile(
    r"^.{0,20}?\b(?:(?:can|could|would|will) you (?:please |kindly )?"
    r"(?:tell|help|explain|say|let)(?: me| us)?(?: know)?|do you (?:happen to )?know|"
    r"i(?: would|'d) like to (?:know|ask)|i want to know|i was wondering)\b",
    re.IGNORECASE,
)
_DIRECTION = frozenset(
    {"from", "to", "into", "before", "after", "with", "without", "over", "under", "than", "until", "since"}
)
_MUST = re.compile(r"\b(?:have|has|need|needs) to\b", re.IGNORECASE)
_ENDING = re.compile(r"(?<=\w{4})(?:ing|ed|e)$")
_NAME = re.compile(r"(?<=[a-z,;:] )[A-Z][\w'-]*")
_CREATIVE = re.compile(
    r"\b(?:write|generate|create|compose|suggest|brainstorm|draft|rewrite|rephrase|paraphrase|summari[sz]e|continue|"
    r"imagine|invent|make up|come up with|pick|choose|random|example of|story|poem|joke|riddle|"
    r"(?:tell|give|name|show) (?:(?:me|us) )?(?:a|an|another|one|two|three|some)\b)",
    re.IGNORECASE,
)
_ASKS_WHETHER = re.compile(
    r"(?:^|[.!?,;:\n] *)(?:(?:and|so|but|hello|hi|hey|please) )?"
    r"(?:is|are|am|was|were|do|does|did|can|could|will|would|shall|should|may|must|has|have|had)(?:n't)? ",
    re.IGNORECASE,
)
_ASKING_WORDS = frozenset({"what", "which", "when", "where", "who", "how", "why"})
_FLEETING = frozenset({"today", "now", "weather", "yesterday", "tomorrow", "tonight", "latest"})
_NOT_TOLD_APART = JOINING_IN_QUESTIONS | {"must", "need"}
_FRAME = frozenset(
    {
        "when",
        "time",
        "long",
        "much",
        "many",
        "date",
        "year",
        "need",
        "should",
        "must",
        "single",
        "there",
        "like",
        "if",
        "want",
    }
)
"""Words that say in which way a value is asked for: "when" or "what time"."""
_IN_A_CLAUSE = re.compile(r"(?<=[a-z] )when\b")
_ASKS_FOR = {
    "number": re.compile(
        r"\b(?:how|what|which|number|count|limit|maximum|minimum|wie ?viele?|combien|cuánt[oa]s?)\b",
        re.IGNORECASE,
    ),
    "year": re.compile(r"\b(?:when|year|date|since|born|old|long)\b", re.IGNORECASE),
    "date": re.compile(r"\b(?:when|date|day|deadline|until|due|long|latest|by)\b", re.IGNORECASE),
    "time": re.compile(r"\b(?:when|time|hours?|late|early|until|open|clos\w+)\b", re.IGNORECASE),
    "duration": re.compile(
        r"\b(?:long|when|often|soon|fast|quick\w*|time|period|last|valid|notice|deadline|days?|weeks?|hours?|months?|years?|"
        r"takes?|window|age|old|warranty|guarantee|dauert|dura|lange|wann|oft|frist|durée|temps|quand|délai|cuánto|cuándo|tiempo|plazo)\b",
        re.IGNORECASE,
    ),
}
_FEWEST_TO_ADD = 8
_FEWEST_IN_ANY_ORDER = 3


def subject(prompt: str) -> list[str]:
    """The words that a question is about, in order and in one spelling."""
    said = words(_MUST.sub("must", prompt))
    joining = JOINING_IN_QUESTIONS if asks_whether(prompt) else JOINING_IN_QUESTIONS | {"must"}
    kept = (singular(word) for word in said if word not in joining)
    return [_BY_STEM.get(word, word) for word in map(stem, kept)]


@lru_cache(1 << 16)
def hashes(piece: str) -> tuple[int, ...]:
    """Hashes of the words in a piece of text between blanks that a question may be about."""
    kept = (singular(word) for word in words(piece) if word not in _NOT_TOLD_APART)
    return tuple(key(_BY_STEM.get(word, word)) or 1 for word in map(stem, kept))


def stem(word: str) -> str:
    """The word without the ending of a verb, where four letters are left."""
    return _ENDING.sub("", word)


_BY_STEM = {stem(word): stem(meant) for word, meant in _SYNONYMS.items()}


def is_open(prompt: str) -> bool:
    """Whether a prompt asks for one of many possible answers: a story, an example, a choice."""
    return bool(_CREATIVE.search(prompt))


def asks_whether(prompt: str) -> bool:
    """Whether a prompt can be answered with yes or no."""
    return bool(_ASKS_WHETHER.search(_POLITE.sub("", prompt)))


def asks_for_a_fact(prompt: str) -> bool:
    """Whether a prompt asks for something that is the same for everyone, and tomorrow too.

    What somebody says of his own case, and what changes by the hour, has other numbers each time.
    """
    said = set(words(prompt))
    return not (said & _FLEETING) and ("?" in prompt or bool(said & _ASKING_WORDS) or not said & MINE)


def asks_for(kind: str, prompt: str) -> bool:
    """Whether a prompt asks for a value of this kind; amounts are taken to be what is asked for.

    >>> asks_for("year", "Who wrote Faust?"), asks_for("year", "When was Faust written?")
    (False, True)
    """
    shape = _ASKS_FOR.get(kind)
    return shape is None or bool(shape.search(_IN_A_CLAUSE.sub("", prompt)))


def same_question(one: str, other: str, outputs: Sequence[str]) -> bool:
    """Whether two prompts ask the same; a word that one of them adds must not be what an output is about."""
    if soft(one) == soft(other):
        return True
    here, there = subject(one), subject(other)
    if not here or swapped(one, other) or _other_head(one, other) or _directions_differ(one, other):
        return False
    left, right = Counter(here) - Counter(there), Counter(there) - Counter(here)
    if not left and not right:
        return _same_order(one, other)
    whether = asks_whether(one) or asks_whether(other)
    if not whether and _FRAME.issuperset(left) and _FRAME.issuperset(right):
        return True
    if left.total() == right.total() == 1:
        return misspelt(*left, *right) and next(iter(left))[0] == next(iter(right))[0]
    added = left + right
    return (
        added.total() == 1
        and min(len(here), len(there)) >= _FEWEST_TO_ADD
        and _may_be_added(next(iter(added)), f"{one}\n{other}", outputs)
    )


def _may_be_added(word: str, prompts: str, outputs: Sequence[str]) -> bool:
    names = {singular(name.lower()) for name in _NAME.findall(prompts)}
    said = {singular(each) for output in outputs for each in words(output)}
    return word.isalpha() and word not in names | said | {
        "not",
        "no",
        "who",
        "where",
        "why",
        "should",
        "must",
    }


def _other_head(one: str, other: str) -> bool:
    """Whether one asks what was and the other what is, or one of me and the other of you."""
    here, there = (words(_POLITE.sub("", text)) for text in (one, other))
    for kinds in ((_PAST, _PRESENT), (MINE, YOURS)):
        first, second = _first(here, kinds), _first(there, kinds)
        if first is not None and second is not None and first is not second:
            return True
    return False


def _first(said: list[str], kinds: Sequence[frozenset[str]]) -> frozenset[str] | None:
    """Which of these kinds of words comes first."""
    return next((kind for word in said for kind in kinds if word in kind), None)


def _directions_differ(one: str, other: str) -> bool:
    """Whether a word stands after "from" in one text and after "to" in the other."""
    here, there = _directions(one), _directions(other)
    return any(word in there and there[word] != way for word, way in here.items())


def _directions(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    way = ""
    for word in words(text):
        if word in _DIRECTION:
            way = word
        elif word not in JOINING and way:
            found[singular(word)] = way
            way = ""
    return found


def _same_order(one: str, other: str) -> bool:
    """Whether the same words are put so that they ask the same: in any order where no way is told.

    "From Leeds to York" is another question from York to Leeds; there only two neighbours or the two
    halves may have changed places.
    """
    here, there = subject(one), subject(other)
    if here == there or len(here) < _FEWEST_IN_ANY_ORDER:
        return here == there
    if not _DIRECTION.intersection(words(one)) & set(words(other)):
        return True
    apart = [at for at, (mine, theirs) in enumerate(zip(here, there, strict=True)) if mine != theirs]
    neighbours = len(apart) == 2 and apart[1] - apart[0] == 1  # noqa: PLR2004 — a pair
    return neighbours or any(here[cut:] + here[:cut] == there for cut in range(1, len(here)))
