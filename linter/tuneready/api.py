"""All that a check may import."""

from tuneready.block import Block, Facts, Item, Misfit, Stray, mix, table
from tuneready.check import Check, DatasetCheck, ExampleCheck, Given, Round, Stage, SummaryCheck, fault
from tuneready.declaration import Declaration
from tuneready.example import LINE_BITS, LINE_MASK, Example, Part, Role, Turn, View, example_id
from tuneready.finding import MOST_RELATED, Finding, Related, Severity
from tuneready.formats._messages import TEMPLATE_ROLES
from tuneready.formats.base import akin
from tuneready.formats.own_schema import OwnSchema, SchemaError, own_schema
from tuneready.overview import Overview, Said, SplitFacts, Summary, Task
from tuneready.reading.dataset import BENCHMARK, Dataset, Note, Place, split_order
from tuneready.reading.lines import BadLine
from tuneready.remark import Answer, Bars, Histogram, Matrix, Picture, Remark
from tuneready.shares import Shares
from tuneready.shares import compare as compare_shares
from tuneready.targets.base import Effect, Limit, LimitName, SetDemand, Target
from tuneready.targets.held import Unmet, unlike, unread_by
from tuneready.targets.retirements import Retirement, retirement
from tuneready.words import key, plural, shown, soft

__all__ = [
    "BENCHMARK",
    "LINE_BITS",
    "LINE_MASK",
    "MOST_RELATED",
    "TEMPLATE_ROLES",
    "Answer",
    "BadLine",
    "Bars",
    "Block",
    "Check",
    "Dataset",
    "DatasetCheck",
    "Declaration",
    "Effect",
    "Example",
    "ExampleCheck",
    "Facts",
    "Finding",
    "Given",
    "Histogram",
    "Item",
    "Limit",
    "LimitName",
    "Matrix",
    "Misfit",
    "Note",
    "Overview",
    "OwnSchema",
    "Part",
    "Picture",
    "Place",
    "Related",
    "Remark",
    "Retirement",
    "Role",
    "Round",
    "Said",
    "SchemaError",
    "SetDemand",
    "Severity",
    "Shares",
    "SplitFacts",
    "Stage",
    "Stray",
    "Summary",
    "SummaryCheck",
    "Target",
    "Task",
    "Turn",
    "Unmet",
    "View",
    "akin",
    "compare_shares",
    "example_id",
    "fault",
    "key",
    "mix",
    "own_schema",
    "plural",
    "retirement",
    "shown",
    "soft",
    "split_order",
    "table",
    "unlike",
    "unread_by",
]
