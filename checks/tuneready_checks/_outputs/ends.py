"""How texts end: marks that end a sentence, and words that cannot."""

from __future__ import annotations

import re

STOPS = ".!?…。！？؟।\"”’'»)]}*`:;_~>|"
OPEN_WORD = re.compile(
    r"(?:\b(?:the|an|and|or|of|to|with|because|which|that|from|into|their|your|our|my|its|is|are|was|were|has|have"
    r"|been|will|would|should|could|can|such as|if|when|between|than|as|by|for|at|but)|[,(–-])\s*\Z"
)
LAST_LINE_IS_NO_PROSE = re.compile(r"\s*(?:[-*•#|>=+~]|\d+[.)]|https?:|www\.|[A-Z][\w ]{0,30}:)")
ENDS_IN_A_NAME = re.compile(r"(?:https?:|www\.|[@#])\S*\Z")
