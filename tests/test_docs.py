"""The pages in docs/: their tables are made from the code, their recipes are what CI services read."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
import yaml
from support import ROOT

from tuneready.cli.options import parameters, variable
from tuneready.config import Config

DOCS = ROOT / "docs"
CONFIGURATION = DOCS / "configuration.md"
_NONUNICODE = ("--regex-variant", "nonunicode", "--data-transform")
SCHEMAS = {
    "github-workflow": ("vendor.github-workflows",),
    "gitlab-ci": ("vendor.gitlab-ci", *_NONUNICODE, "gitlab-ci"),
    "azure-pipelines": ("vendor.azure-pipelines", *_NONUNICODE, "azure-pipelines"),
}


def keys() -> str:
    rows = [
        f"| `{field.alias}` | {_default(field.get_default(call_default_factory=True))} | {field.description} |"
        for field in Config.model_fields.values()
    ]
    return "\n".join(["| key | default | what it is |", "|---|---|---|", *rows])


def _default(value: object) -> str:
    if value in (None, [], {}):
        return ""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def variables() -> str:
    rows = [
        f"| `{variable(option)}` | `{max(option.opts, key=len)}` | {'a line each' if option.multiple else ''} |"
        for option in parameters()
        if isinstance(option, click.Option)
    ]
    return "\n".join(["| variable | option | many |", "|---|---|---|", *rows])


@pytest.mark.parametrize(("name", "made"), [("keys", keys), ("variables", variables)])
def test_tables_are_made_from_the_code(
    golden: Callable[[Path, str], None], name: str, made: Callable[[], str]
) -> None:
    text = CONFIGURATION.read_text(encoding="utf-8")
    part = re.compile(rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
    assert part.search(text)
    golden(CONFIGURATION, part.sub(lambda found: f"{found[1]}{made()}\n{found[2]}", text))


def recipes() -> list[tuple[str, str]]:
    text = (DOCS / "ci.md").read_text(encoding="utf-8")
    return re.findall(r"^```yaml (\S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_there_is_a_recipe_for_each_service() -> None:
    assert {kind for kind, _ in recipes()} == set(SCHEMAS)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_recipes_are_what_the_service_reads(kind: str, tmp_path: Path) -> None:
    if importlib.util.find_spec("check_jsonschema") is None:
        pytest.skip("check-jsonschema is not installed")
    path = tmp_path / "recipe.yml"
    path.write_text(dict(recipes())[kind], encoding="utf-8")
    tool = Path(sys.executable).with_name("check-jsonschema")
    done = subprocess.run(
        [tool, "--builtin-schema", *SCHEMAS[kind], path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


GENERATED = ("checks/", "formats.md", "command.md")
"""Pages that docs/generate.py makes; the strict build of the site follows links to them."""


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *DOCS.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if not target.startswith(("http", *GENERATED)):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_commands_in_the_recipes_have_options_that_exist() -> None:
    known = {name for option in parameters() for name in option.opts}
    for _, text in recipes():
        for line in text.splitlines():
            if "tuneready check" in line:
                for word in re.findall(r"(?<=\s|\+)--[a-z-]+", line.split("tuneready check")[1]):
                    assert word in known, word


def test_versions_are_those_of_the_package() -> None:
    from tuneready import __version__

    for page in [ROOT / "README.md", *DOCS.glob("*.md")]:
        text = page.read_text(encoding="utf-8")
        for found in re.findall(r"(?:tuneready@v|tuneready==|rev: v)([0-9.]+[0-9])", text):
            assert found == __version__, page.name
    assert yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["name"] == "tuneready"
