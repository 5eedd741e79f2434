"""What a file's name says it is: data, settings, a pointer, or another kind of table; pure."""

from __future__ import annotations

import re

from tuneready.reading.parquet import can_read_parquet

_PACKED = r"(?:\.(?:gz|zst|bz2|xz))?"
_DATA = re.compile(rf".*\.(?:jsonl|ndjson|json){_PACKED}", re.IGNORECASE | re.DOTALL)
_PLAIN_JSON = re.compile(rf".*\.json{_PACKED}", re.IGNORECASE | re.DOTALL)
_ALMOST = re.compile(r".*\.(?:jsonl|ndjson)(?:\.[^.]+)+", re.IGNORECASE | re.DOTALL)
_FOREIGN = re.compile(
    r".*\.(?:csv|tsv|parquet|arrow|feather|avro|txt|xml|xlsx?|ods|sqlite3?|db|zip|7z|tar|tgz|tar\.\w+)",
    re.IGNORECASE | re.DOTALL,
)
_PARQUET = re.compile(r".*\.parquet", re.IGNORECASE | re.DOTALL)
_SETTINGS = frozenset({"config.json", "dataset_info.json", "dataset_infos.json", "dataset_dict.json"})

READ_HERE = ".jsonl, .ndjson and .json, also with .gz, .zst, .bz2 or .xz; .parquet with tuneready[parquet]"
"""The names of files that a directory is searched for."""


def is_data(name: str) -> bool:
    """Whether a file of this name holds records (or settings: see `is_plain_json`).

    >>> is_data("a.jsonl.gz"), is_data("A.JSON"), is_data("a.csv"), is_data("dataset_infos.json")
    (True, True, False, False)
    """
    if _PARQUET.fullmatch(name):
        return can_read_parquet()
    return bool(_DATA.fullmatch(name)) and name not in _SETTINGS


def is_plain_json(name: str) -> bool:
    """Whether the name is `.json`, which may be records as well as settings."""
    return bool(_PLAIN_JSON.fullmatch(name))


def is_almost_data(name: str) -> bool:
    """Whether the name goes on after `.jsonl`, so that Hugging Face reads the file and we do not.

    >>> is_almost_data("train.jsonl.bak"), is_almost_data("train.jsonl.gz"), is_almost_data("x.jsonl.dvc")
    (True, False, False)
    """
    return bool(_ALMOST.fullmatch(name)) and not is_data(name) and not is_dvc(name)


def is_foreign(name: str) -> bool:
    """Whether the name is of another kind of file that people keep examples in."""
    return not is_data(name) and bool(_FOREIGN.fullmatch(name))


def is_dvc(name: str) -> bool:
    """Whether the file stands for data that DVC keeps.

    >>> is_dvc("train.jsonl.dvc"), is_dvc(".dvc")
    (True, False)
    """
    return name.endswith(".dvc") and name != ".dvc"
