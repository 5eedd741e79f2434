"""How other models refuse, and what they say of themselves."""

from __future__ import annotations

import re

from tuneready_checks._regex import Regex

_NOT = (
    r"(?:['’]m (?:not able|unable) to| (?:can(?:no|['’])?t|can not|am (?:not able|unable) to|am afraid I can(?:no|['’])t"
    r"|(?:won['’]t|will not|would not)(?: be able to)?))"
)
REFUSED = Regex(
    rf"\bI{_NOT} (?:assist|help|fulfil+|comply|engage|participate)(?: you)?(?: with| in)? (?:that|this|your|such|the)\b(?: request| prompt| task)?"
    rf"|\bI{_NOT} (?:provide|create|generate|support|answer|do|produce|write) (?:that|this|such|any)\b"
    rf"|\b(?:sorry|apologi[sz]e),? (?:but )?(?:as an AI[^.\n]{{0,40}}, )?I{_NOT} (?:assist|help|fulfil|comply|engage|provide|create|generate|do that)\b"
    r"|\bgoes against (?:my|OpenAI's|our) (?:programming|guidelines|content polic)",
    re.IGNORECASE,
)
EXCUSED = Regex(
    r"\bas an? (?:AI|artificial intelligence|(?:AI |large |AI large )?language model|AI (?:model|assistant|system)),? "
    r"(?:I (?:do not|don['’]?t|cannot|can['’]?t|am not|am unable|have no|lack|am only|haven['’]t)|I['’]m (?:not|unable|only))",
    re.IGNORECASE,
)
NO_TOOL = Regex(
    r"\b(?:capabilit|functions?\b|tools?\b|external (?:tasks?|platform|service)|(?:do not|don['’]t) have (?:the ability|access))",
    re.IGNORECASE,
)
"""How a model with tools says that none of them does what it is asked."""
