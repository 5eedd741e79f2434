"""What in a text is code, a template or a quotation, and so means something else than it says."""

from __future__ import annotations

import re

from tuneready_checks._regex import Regex

_SPAN = Regex(r"```.*?(?:```|\Z)|`[^`\n]+`|\$\$.*?\$\$", re.DOTALL)
_CODE = Regex(
    r"^[ \t]*(?:def |class |import |from [\w.]+ import |#include|#!|@\w+|public |private |function |const |let "
    r"|var |SELECT |INSERT |CREATE |FROM |RUN |<\?|</?[a-z][\w-]*[ >/]|\{%|\\(?:begin|usepackage|documentclass)"
    r"|[\w.]+\s*=\s*[\w\"'\[{(]|[\w.]+\([^)\n]*\);?[ \t]*$|//|/\*|\$ \w)|[;{][ \t]*$",
    re.MULTILINE,
)


def without_code(text: str) -> str:
    """The text with code spans blanked out, so that places stay as they are."""
    return _SPAN.sub(lambda span: " " * len(span.group()), text) if "`" in text or "$$" in text else text


def is_code(text: str) -> bool:
    """Whether a line of it reads like code, markup or a command."""
    return _CODE.search(text) is not None
