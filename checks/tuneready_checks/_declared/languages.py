"""Which language a text is in, by its script and its small words: cheap, and silent when in doubt."""

from __future__ import annotations

import re
from collections import Counter

from tuneready_checks._regex import Regex

SCRIPTS = {
    "Cyrillic": (r"\u0400-\u04ff", "ru uk bg sr mk be kk mn"),
    "Greek": (r"\u0370-\u03ff", "el"),
    "Arabic": (r"\u0600-\u06ff", "ar fa ur ps"),
    "Hebrew": (r"\u0590-\u05ff", "he yi"),
    "Devanagari": (r"\u0900-\u097f", "hi mr ne sa"),
    "Bengali": (r"\u0980-\u09ff", "bn as"),
    "Tamil": (r"\u0b80-\u0bff", "ta"),
    "Thai": (r"\u0e00-\u0e7f", "th"),
    "Hangul": (r"\uac00-\ud7af", "ko"),
    "kana": (r"\u3040-\u30ff", "ja"),
    "Han": (r"\u4e00-\u9fff", "zh yue ja"),
}
SMALL_WORDS = {
    "en": "the and is are was were of to with for that this you your it not have has will can from they would",
    "de": "der die das und ist nicht ich sie wir ein eine mit auf für den dem zu wie auch sind wird haben",
    "fr": "le la les et est des une vous nous pas pour dans que qui sur avec votre sont être cette aux du",
    "es": "el los las es una para con por que no su como más pero está este usted puede del son hay",
    "it": "il che è di non per una con sono del della gli nel come anche questo può alla dei ha più",
    "pt": "o os as é uma para com não que em do da dos você seu está mais por são isso ao pela",
    "nl": "de het een en is niet van dat voor met op zijn ik je we wij kan maar ook naar deze wordt",
    "sv": "och att det är inte som en på för med jag du den har kan till av vi ett om",
    "da": "og at det er ikke som en på for med jeg du den har kan til af vi et der",
    "nb": "og at det er ikke som en på for med jeg du den har kan til av vi et deg",
    "pl": "i w nie na się jest że do z to jak czy są dla po tym ale można jego przez",
    "cs": "a je se na v že to s z do jsem není jak by pro ale jsou za který jste",
    "tr": "ve bir bu için ile da de çok ne var mı değil olarak daha ben siz olan gibi ama kadar",
    "ro": "și este nu în la cu care pe un o de pentru sunt mai din ce sau să vă",
    "fi": "ja on ei se että oli hän mutta kun niin myös voi ovat ole tämä minun mitä jos tai",
    "hu": "a az és nem hogy egy van is ez meg de csak volt lehet kell ha mert vagy már",
    "id": "yang dan di untuk dengan ini itu dari tidak anda pada akan dalam adalah bisa juga saya ke atau",
    "vi": "là và của có không cho được các một trong với người này bạn để khi những đã tôi về",
}
_SETS = {language: frozenset(words.split()) for language, words in SMALL_WORDS.items()}
_WORD = Regex(r"[^\W\d_]{2,}")
_LINK = Regex(r"(?:https?://|www\.)\S+")
_LETTER = Regex(r"[^\W\d_]")
_SCRIPT = {name: Regex(f"[{letters}]") for name, (letters, _) in SCRIPTS.items()}
_FEWEST_LETTERS = 20
_MOST = 0.6
_FEWEST_WORDS = 3
_TIMES = 3


def is_known(language: str) -> bool:
    """Whether texts can be held against this language (`pt-BR` is `pt`)."""
    tag = primary(language)
    return tag in _SETS or any(tag in tags.split() for _, tags in SCRIPTS.values())


def primary(language: str) -> str:
    """The language of a tag, without region and script."""
    return re.split("[-_]", language.strip().lower())[0]


def other_language(text: str, declared: str) -> str:
    """The language, or script, that a text is in where it plainly is not the declared one; else empty."""
    text = _LINK.sub(" ", text)
    letters = len(_LETTER.findall(text))
    if letters < _FEWEST_LETTERS:
        return ""
    tag = primary(declared)
    script = _script(text, letters)
    own = [name for name, (_, tags) in SCRIPTS.items() if tag in tags.split()]
    if script:
        return "" if script in own else f"{script} script"
    if own:
        return "Latin script" if not any(_SCRIPT[name].search(text) for name in own) else ""
    return _by_small_words(text, tag)


def _script(text: str, letters: int) -> str:
    """The script of most letters, where it is none of the Latin kind; kana make a text Japanese."""
    counts = Counter({name: len(pattern.findall(text)) for name, pattern in _SCRIPT.items()})
    if counts["kana"] > letters / 10:
        return "kana"
    name, count = counts.most_common(1)[0]
    return name if count >= _MOST * letters else ""


def _by_small_words(text: str, tag: str) -> str:
    words = _WORD.findall(text.lower())
    seen = set(words)
    hits = {language: sum(word in small for word in words) for language, small in _SETS.items()}
    kinds = {language: len(seen & small) for language, small in _SETS.items()}
    best = max(hits, key=lambda language: (hits[language], kinds[language]))
    own = hits.get(tag, 0)
    plain = (
        kinds[best] >= _FEWEST_WORDS and hits[best] >= _TIMES * max(own, 1) and hits[best] >= len(words) / 10
    )
    return f"the language '{best}'" if plain and best != tag else ""
