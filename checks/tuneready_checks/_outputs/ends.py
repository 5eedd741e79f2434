"""How texts end: marks that end a sentence, and words that cannot."""

from __future__ import annotations

from tuneready_checks._regex import Regex

STOPS = ".!?…。！？؟।\"”’'»)]}*`:;_~>|"
OPEN_WORD = Regex(
    r"(?:\b(?:the|an|and|or|of|to|with|because|which|that|from|into|their|your|our|my|its|is|are|was|were|has|have"
    r"|been|will|would|should|could|can|such as|if|when|between|than|as|by|for|at|but)|[,(–-])\s*\Z"
)
LAST_LINE_IS_NO_PROSE = Regex(r"\s*(?:[-*•#|>=+~]|\d+[.)]|https?:|www\.|[A-Z][\w ]{0,30}:)")
ENDS_IN_A_NAME = Regex(r"(?:https?:|www\.|[@#])\S*\Z|[-–—~] ?(?:[A-Z][\w.']*[ ,]*){1,4}\Z")
