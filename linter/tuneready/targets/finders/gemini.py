"""Contents of parts, as Gemini on Vertex AI has them."""

from __future__ import annotations

from collections.abc import Iterator

from tuneready.formats.base import Record
from tuneready.formats.validate import Fault
from tuneready.targets.base import Find
from tuneready.targets.finders.reach import Said, at, is_blank, messages_at, said_role, shared, things
from tuneready.words import plural, shown

CONTENTS = ("contents",)
_PAIR = 2


def _parts(record: Record) -> Iterator[tuple[str, Said, Said]]:
    for index, content in messages_at(record, CONTENTS):
        for number, part in things(content.get("parts")):
            yield f"/contents/{index}/parts/{number}", content, part


@shared
def one_kind_a_part(*keys: str) -> Find:
    """Every part holds exactly one of these."""

    def find(record: Record) -> Iterator[Fault]:
        for place, _, part in _parts(record):
            there = [key for key in keys if key in part]
            if len(there) != 1:
                fact = f"holds {' and '.join(there)}" if there else "holds nothing that is known"
                yield Fault(place, f"{place} {fact}: expected one of {', '.join(keys[::2])}")

    return find


@shared
def model_says(*keys: str) -> Find:
    """Parts of the model hold nothing but these."""

    def find(record: Record) -> Iterator[Fault]:
        for place, content, part in _parts(record):
            if said_role(content) == "model" and not any(key in part for key in keys):
                yield Fault(place, f"{place} is no text: the model's turns hold text only")

    return find


@shared
def text_only() -> Find:
    """Every part is a text."""

    def find(record: Record) -> Iterator[Fault]:
        for place, _, part in _parts(record):
            if "text" not in part:
                yield Fault(place, f"{place} is no text: preference tuning takes text only")

    return find


@shared
def model_not_blank() -> Find:
    """The model's turns hold some text, where they hold nothing but text."""

    def find(record: Record) -> Iterator[Fault]:
        for index, content in messages_at(record, CONTENTS):
            parts = [part for _, part in things(content.get("parts"))]
            if (
                said_role(content) == "model"
                and all(list(part) == ["text"] for part in parts)
                and is_blank(parts)
            ):
                yield Fault(f"/contents/{index}/parts", f"/contents/{index}/parts is blank")

    return find


@shared
def files_named() -> Find:
    """A file has its media type, and an address in Cloud Storage or on the web."""

    def find(record: Record) -> Iterator[Fault]:
        for place, _, part in _parts(record):
            key = next((key for key in ("fileData", "file_data") if key in part), "")
            if not key:
                continue
            uri = at(part, (key, "fileUri")) or at(part, (key, "file_uri"))
            if not (isinstance(uri, str) and uri.startswith(("gs://", "http://", "https://"))):
                yield Fault(
                    f"{place}/{key}", f"{place}/{key}/fileUri is {shown(uri)}: expected gs:// or http(s)"
                )
            if not (at(part, (key, "mimeType")) or at(part, (key, "mime_type"))):
                yield Fault(f"{place}/{key}", f"{place}/{key}/mimeType is missing")

    return find


@shared
def two_scored() -> Find:
    """There are two completions, one with score 1 and one with score 0."""

    def find(record: Record) -> Iterator[Fault]:
        completions = record.get("completions")
        if not isinstance(completions, list):
            return
        if len(completions) != _PAIR:
            yield Fault("/completions", f"/completions has {plural(len(completions), 'item')}: expected two")
            return
        scores = [each.get("score") for _, each in things(completions)]
        if not ((0 in scores) and (1 in scores)):
            yield Fault("/completions", "/completions: expected one score of 1 and one of 0")

    return find


@shared
def completions_differ() -> Find:
    """The two completions are not the same."""

    def find(record: Record) -> Iterator[Fault]:
        parts = [at(each, ("completion", "parts")) for _, each in things(record.get("completions"))]
        if len(parts) == _PAIR and parts[0] == parts[1] and parts[0] is not None:
            yield Fault("/completions", "both completions are the same: nothing tells which is better")

    return find
