"""`tuneready completion`: the script that lets a shell complete commands and options."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print the completion script of a shell.

    For bash: tuneready completion bash > ~/.local/share/bash-completion/completions/tuneready
    """
    from click.shell_completion import get_completion_class

    from tuneready.cli.output import print_text

    made = get_completion_class(shell)
    if made is None:  # click knows all three
        raise click.ClickException(f"no completion for {shell}")
    print_text(made(context.find_root().command, {}, "tuneready", "_TUNEREADY_COMPLETE").source() + "\n")
    return 0
