"""Demands that several targets have in the same words; each names its own source."""

from __future__ import annotations

from tuneready.targets.base import Demand
from tuneready.targets.finders import turns


def some_answer(source: str) -> Demand:
    """Something must be there to learn from."""
    return Demand(
        says="At least one message is the assistant's.",
        find=turns.has_role("assistant"),
        source=source,
        short="no assistant message",
    )


def last_is_answer(source: str) -> Demand:
    """What no trainer refuses and none learns from."""
    return Demand(
        says="The last message is the assistant's: what stands after it is never trained on.",
        find=turns.ends_with("assistant"),
        source=source,
        effect="wastes",
        check="nothing-to-train",
    )


def two_messages(source: str) -> Demand:
    """A prompt and an answer, at the least."""
    return Demand(
        says="There are two messages or more.",
        find=turns.at_least(2),
        source=source,
        short="fewer than two messages",
    )


def alternating(source: str) -> tuple[Demand, ...]:
    """User and assistant in turn, from a question to an answer."""
    return (
        Demand(
            says="The first message is the user's.",
            find=turns.starts_with("user", after=("system",)),
            source=source,
            check="role-order",
            short="first message is not the user's",
        ),
        Demand(
            says="User and assistant take turns.",
            find=turns.follows(user=("assistant",), assistant=("user",)),
            source=source,
            check="role-order",
            short="order of roles",
        ),
        Demand(
            says="The last message is the assistant's.",
            find=turns.ends_with("assistant"),
            source=source,
            check="role-order",
            short="last message is not the assistant's",
        ),
    )
