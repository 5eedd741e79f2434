"""Presidio's half of personal_data.py: run in an environment of its own, it needs nothing of tuneready.

    python personal_data_presidio.py ROUNDS < texts.json

Prints JSON: name, MB/s of CPU time, finds. Two ways to use it without a language model: the AnalyzerEngine
with its default English recognisers and a blank spaCy pipeline (a tokeniser, no model), which is what a user
runs who wants patterns with context words; and the seven recognisers of our entities called one by one,
without an engine, context or merging, which is the least that Presidio can be made to do.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence

import spacy
import tldextract
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from presidio_analyzer.predefined_recognizers import (
    CreditCardRecognizer,
    CryptoRecognizer,
    EmailRecognizer,
    IbanRecognizer,
    IpRecognizer,
    PhoneRecognizer,
    UsSsnRecognizer,
)

KINDS = (
    CreditCardRecognizer,
    CryptoRecognizer,
    EmailRecognizer,
    IbanRecognizer,
    IpRecognizer,
    PhoneRecognizer,
    UsSsnRecognizer,
)
# Presidio would fetch a list of suffixes from the network
tldextract.extract = tldextract.TLDExtract(suffix_list_urls=())


def analyzer() -> Callable[[str], int]:
    """The AnalyzerEngine; counts what scores 0.4 or more."""
    nlp = SpacyNlpEngine()
    nlp.nlp = {"en": spacy.blank("en")}
    engine = AnalyzerEngine(nlp_engine=nlp)
    return lambda text: len(engine.analyze(text, "en", score_threshold=0.4))


def recognisers() -> Callable[[str], int]:
    """Recognisers one by one; counts all they say."""
    each = [kind() for kind in KINDS]
    return lambda text: sum(len(one.analyze(text, one.supported_entities, None)) for one in each)


def speed(run: Callable[[str], int], texts: Sequence[str], rounds: int) -> tuple[float, int]:
    """MB/s, the best of some rounds, and what was found."""
    size = sum(len(text.encode()) for text in texts)
    best, count = 0.0, 0
    for _ in range(rounds):
        start = time.process_time()
        count = sum(map(run, texts))
        best = max(best, size / (time.process_time() - start) / 1e6)
    return best, count


def main() -> None:
    """Measure both on the texts from standard input."""
    texts, rounds = json.load(sys.stdin), int(sys.argv[1])
    ways = {"presidio, recognisers alone": recognisers(), "presidio, AnalyzerEngine": analyzer()}
    print(json.dumps([(name, *speed(run, texts, rounds)) for name, run in ways.items()]))


if __name__ == "__main__":
    main()
