"""`tuneready man`: the manual page, made from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator

import click

_SECTIONS = """\
.SH EXIT STATUS
.TP
.B 0
ready
.TP
.B 1
not ready
.TP
.B 2
could not judge: wrong configuration, broken pack, unreadable or changing input
.TP
.B 3
nothing assessed: no records, or only Git LFS and DVC pointers
.TP
.B 130
interrupted
.SH ENVIRONMENT
Every option of
.B tuneready check
can be set by a variable: TUNEREADY_MIN_SCORE=80 for \\-\\-min\\-score 80. What may be given many times stands
in it a line each.
.TP
.B TUNEREADY_KEY
The key under which values are hashed in fingerprints; made once for each user where it is not set.
.SH FILES
.TP
.B tuneready.toml
The configuration; also [tool.tuneready] of pyproject.toml. The nearest counts.
.TP
.B tuneready\\-baseline.txt
Findings that are accepted.
"""


@click.command()
@click.pass_context
def man(context: click.Context) -> int:
    """Print the manual page, as in `tuneready man | man -l -`."""
    from tuneready.cli.output import print_text

    root = context.find_root()
    print_text("".join(f"{line}\n" for line in _page(root)) + _SECTIONS)
    return 0


def _page(root: click.Context) -> Iterator[str]:
    from tuneready import __version__

    yield f'.TH TUNEREADY 1 "" "tuneready {__version__}" "User Commands"'
    yield ".SH NAME"
    yield "tuneready \\- is this dataset ready to fine\\-tune on?"
    yield ".SH SYNOPSIS"
    yield ".B tuneready"
    yield "\\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIPATH\\fR]..."
    yield ".SH COMMANDS"
    yield from _commands(root.command, root)


def _commands(command: click.Command, context: click.Context) -> Iterator[str]:
    """A subsection for each command, those of groups too."""
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            if child:
                yield from _commands(child, click.Context(child, info_name=name, parent=context))
        return
    yield f'.SS "{_safe(context.command_path)}"'
    for paragraph in (command.help or "").split("\n\n"):
        yield ".PP"
        yield _safe(" ".join(paragraph.split()))
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record:
            yield ".TP"
            yield f"\\fB{_safe(record[0])}\\fR"
            yield _safe(record[1])


def _safe(text: str) -> str:
    """Text that roff takes as it is."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")
    return f"\\&{text}" if text.startswith((".", "'")) else text
