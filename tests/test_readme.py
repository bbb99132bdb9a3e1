"""What the README says can be done, can be done."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import typer.main

from models.desk import Desk
from service.cli import app
from service.commands.failure import Exit

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
LINES = [line.split("  #")[0].strip() for language, block in BLOCKS if language == "sh" for line in block.splitlines()]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def commands() -> list[str]:
    return [line for line in LINES if line.startswith("copydesk ")]


def helped() -> list[str]:
    """Return the example lines of all help texts."""
    texts = [app.registered_callback.callback.__doc__] if app.registered_callback else []
    texts += [command.callback.__doc__ for command in app.registered_commands if command.callback]
    lines = [line.strip() for text in texts for line in (text or "").splitlines()]
    return [re.split(r"\s{2,}| > | < ", line)[0] for line in lines if line.startswith("copydesk ")]


@pytest.mark.parametrize("line", [*commands(), *helped()])
def test_commands_parse(line: str) -> None:
    """Parse every option and argument, and run nothing."""
    command = typer.main.get_command(app)
    words = shlex.split(line, comments=True)[1:]
    context = command.make_context("copydesk", words)
    while hasattr(command, "resolve_command"):
        rest = [*context._protected_args, *context.args]
        if not rest:
            break
        name, command, rest = command.resolve_command(context, rest)
        context = command.make_context(name, rest, parent=context)


def test_every_command_is_shown() -> None:
    shown = {line.split()[1] for line in commands()}
    assert shown == {"process", "clean", "summarize", "batch", "serve", "key", "models"}


def test_make_targets_exist() -> None:
    named = set(re.findall(r"\bmake ([a-z]+)\b", "\n".join(LINES))) | set(re.findall(r"`make ([a-z]+)`", README))
    assert named >= {"demo", "test", "lint"}
    for target in named:
        assert re.search(rf"^{target}:.*## ", MAKEFILE, re.MULTILINE), target


def test_files_exist() -> None:
    for path in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / path).exists(), path
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


def test_json_is_json() -> None:
    (example,) = [json.loads(block) for language, block in BLOCKS if language == "json"]
    assert list(example) == ["text", "edits", "suggestions", "summary", "warnings", "models", "timings_ms"]


def test_example_is_true() -> None:
    (example,) = [block for language, block in BLOCKS if language == "diff"]
    before, after = (line[2:] for line in example.splitlines())
    assert Desk.load(cleanup="rules").clean(before).text == after


def test_exit_codes_are_documented() -> None:
    sentence = README[README.index("Exit codes:") :].partition("Errors are")[0]
    assert sorted(map(int, re.findall(r"\b\d+\b", sentence))) == sorted(int(code) for code in Exit)


def test_every_dependency_has_a_reason() -> None:
    table = README[README.index("## Why these") :].partition("requirements.lock")[0]
    named = set(re.findall(r"[a-z0-9][a-z0-9-]+", table))
    declared = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["train"]]
    missing = {re.split(r"[<>=\[]", each)[0] for each in declared} - named
    assert missing <= {"pydantic"}


def test_lock_is_exact_and_names_no_place() -> None:
    lines = [line for line in (ROOT / "requirements.lock").read_text().splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9.]+", line) for line in lines)
    assert "torch==2.13.0" in lines
    names = {line.partition("==")[0].lower().replace("_", "-") for line in lines}
    needed = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    assert {re.split(r"[<>=\[]", each)[0] for each in needed} <= names
