"""What stands in a text for something that was to be written."""

from __future__ import annotations

import re

from tuneready_checks._regex import Regex

SLOT, GAP, FILLER, NOTE, MISSING, BLANK = range(6)
SHAPES = (
    (SLOT, Regex(r"\{\{ ?[A-Za-z_][\w. -]{0,40} ?\}\}")),
    (
        GAP,
        Regex(
            r"\[(?:(?:[Yy]our|YOUR|[Ii]nsert|INSERT|[Ee]nter|ENTER|Recipient(?:'s)?|Customer(?:'s)?|Client(?:'s)?|Company(?:'s)?|Product"
            r"|Employee(?:'s)?|Candidate(?:'s)?|Manager(?:'s)?|Sender(?:'s)?) [A-Z\w][\w '/-]{0,40}|Name|NAME|Company|Date|Address|Phone(?: Number)?"
            r"|Email(?: Address)?|Job Title|City|Amount|Signature|Product|Order Number|LINK|URL|NUMBER|DATE)\](?![(\[:])"
            r"|<(?:insert|enter|your) [\w ]{2,40}>"
        ),
    ),
    (FILLER, Regex(r"lorem ipsum|dolor sit amet", re.IGNORECASE)),
    (
        NOTE,
        Regex(r"(?:^|[\[(<*]) *(?:TODO|FIXME|TBD|XXX)\b(?: *[:\])>*.-]|$)(?! *lists?\b)", re.MULTILINE),
    ),
)
ABOUT = (
    Regex(r"\{\{|jinja|handlebars|mustache|template|vue|angular|helm|placeholder|slot", re.IGNORECASE),
    Regex(
        r"\[[A-Z]|template|placeholder|letter|e-?mail|cover|invitation|resume|contract|speech|script|agenda|memo|press|release|statement|announce|proposal|policy|form\b|blog|article|report|bio",
        re.IGNORECASE,
    ),
    Regex(r"lorem|ipsum|placeholder|filler|dummy|latin|mock|html", re.IGNORECASE),
    Regex(r"to-?do|fixme|tbd|\bxxx", re.IGNORECASE),
)
"""What in a prompt shows that it asks for such a thing, by kind."""
NOTHING = {
    **dict.fromkeys(
        ("nan", "NaN", "null", "undefined", "None", "[object Object]", "#REF!", "#VALUE!", "NULL"), MISSING
    ),
    **dict.fromkeys(("N/A", "n/a", "#N/A", "n.a.", "-", "--", "?", "TBD"), BLANK),
}
"""What stands where an answer is missing: a program wrote the first kind, whoever had none the second."""
BLANK_IS_ASKED = Regex(
    r"N/?A\b|n\.a\.|TBD|to-?do|\bnone\b|not (?:found|given|stated|known|available|applicable)", re.IGNORECASE
)
