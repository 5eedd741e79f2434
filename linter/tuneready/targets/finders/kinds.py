"""What records add to a count: for demands on a file as a whole."""

from __future__ import annotations

from collections.abc import Iterable

from tuneready.formats.base import Record
from tuneready.targets.finders.blocks import MEDIA
from tuneready.targets.finders.reach import content_parts, messages_at


def labels(record: Record) -> Iterable[str]:
    """The labels of a text; of several, each."""
    label = record.get("label", record.get("labels"))
    return [str(each) for each in label] if isinstance(label, list) else [str(label)]


def query(record: Record) -> Iterable[str]:
    """The query of a record for reranking."""
    return [str(record.get("query"))]


def media(record: Record) -> Iterable[str]:
    """Image and video, as far as the record's blocks hold any."""
    return {
        kind
        for _, message in messages_at(record)
        for _, block in content_parts(message)
        for kind in MEDIA
        if block.get(kind) is not None
    }
