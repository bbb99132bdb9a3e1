from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from models.core.edit import Edit, apply_edits
from service import cli
from service.commands.failure import Exit
from tests.service.fake_desk import FakeDesk, Here

TEXT = "Lithuania , Latvia met.\r\n\r\nThey maybe agreed.\n\nSubscribe \x1b[31mnow.\n"


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a desk without models in the place of the real one."""
    monkeypatch.setitem(sys.modules, "models.desk", SimpleNamespace(Desk=FakeDesk))


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.encode())
    return str(path)


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., tuple[int, str, str]]:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(arguments)
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


Run = Callable[..., tuple[int, str, str]]


def test_process_for_people(run: Run, article: str) -> None:
    code, out, err = run("process", article)
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "article.txt: 1 edit, 1 suggestion, 1 warning"
    assert "@ paragraph 1\n- Lithuania[- -], Latvia met.<U+000D>" in out
    assert "\n+ Lithuania, Latvia met." in out
    assert "Lithuania , → Lithuania, " in out
    assert "No space before a comma. (rule:space-before-comma)" in out
    assert "Suggestions (not applied)" in out
    assert "boilerplate: Not part of the article. ⟦Subscribe <U+001B>[31mnow.↵ ⟧" in out
    assert out.rstrip().endswith("3 words, 1 sentence")
    assert "\x1b" not in out


def test_process_for_programs(run: Run, article: str) -> None:
    code, out, _ = run("process", article, "--json")
    assert code == 0
    payload = json.loads(out)
    assert list(payload) == ["text", "edits", "suggestions", "summary", "warnings", "models", "timings_ms"]
    assert apply_edits(TEXT, [Edit(**edit) for edit in payload["edits"]]) == payload["text"]
    assert payload["timings_ms"] == {"clean": 1.235}


def test_clean(run: Run, article: str) -> None:
    assert "Summary" not in run("clean", article)[1]
    assert run("clean", article, "--diff") == run("clean", article)
    assert run("clean", article, "--text")[1] == TEXT.replace(" ,", ",")
    assert "summary" not in json.loads(run("clean", article, "--json")[1])


def test_summarize(run: Run, article: str) -> None:
    assert run("summarize", article)[1] == "Lithuania, Latvia met.\n"
    assert run("summarize", article, "--no-clean", "--words", "9")[1] == "Lithuania , Latvia met.\n"
    assert json.loads(run("summarize", article, "--json")[1])["summary"]["words"] == 3


def test_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"\xef\xbb\xbfParis , Rome.\r\n")))
    assert run("clean", "-", "--text")[1] == "Paris, Rome.\r\n"


def test_html(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>Paris , Rome.</p><p>Two.</p>")
    payload = json.loads(run("process", str(page), "--json")[1])
    assert payload["source_text"] == "Paris , Rome.\n\nTwo."
    assert payload["text"] == "Paris, Rome.\n\nTwo."


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"caf\xe9", "invalid_encoding"),
        (b"\xff\xfea\0", "invalid_encoding"),
        (b"", "empty_text"),
        (b"\xef\xbb\xbf \n", "empty_text"),
        (None, "not_found"),
    ],
)
def test_input_errors(run: Run, tmp_path: Path, content: bytes | None, code: str) -> None:
    path = tmp_path / "x.txt"
    if content is not None:
        path.write_bytes(content)
    exit_code, out, err = run("process", str(path), "--json")
    assert (exit_code, out) == (Exit.INPUT, "")
    assert err.startswith("copydesk: ")
    assert err.endswith(f"[{code}]\n")
    assert err.count("\n") == 1


def test_folder_is_no_file(run: Run, tmp_path: Path) -> None:
    assert run("process", str(tmp_path))[2].endswith("[not_a_file]\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("process",),
        ("nonsense",),
        ("process", "x", "--sentences", "0"),
        ("process", "x", "--sentences", "2", "--words", "9"),
        ("process", "x", "--quote-style", "odd"),
        ("clean", "x", "--json", "--text"),
        ("batch", "in", "out", "--shard", "3/2"),
        ("batch", "in", "out", "--shard", "0/2"),
        ("batch", "in", "out", "--engine", "cloud"),
        ("serve", "--port", "70000"),
    ],
)
def test_usage_errors(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (Exit.USAGE, "")
    assert err


def test_models_that_do_not_load(run: Run, article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**ignored: object) -> FakeDesk:
        raise ValueError("model.safetensors:\n sha256 differs")

    monkeypatch.setattr(FakeDesk, "load", fail)
    code, _, err = run("process", article)
    assert (code, err) == (
        Exit.MODEL,
        "copydesk: the models cannot be loaded: model.safetensors: sha256 differs [load_failed]\n",
    )


def test_batch(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "service.commands.batch._engine", lambda name, factory, options, count: Here(factory(), options)
    )
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    assert run("batch", str(folder), str(out))[2].endswith("[no_documents]\n")
    (folder / "a.txt").write_text("A , b.")
    code, printed, _ = run("batch", str(folder), str(out))
    assert code == Exit.OK
    assert printed.startswith("1 document: 1 processed, 0 unchanged, 0 failed.")
    for i in range(12):
        (folder / f"bad{i:02}.txt").write_bytes(b"\xff")
    code, printed, _ = run("batch", str(folder), str(out))
    assert code == Exit.PARTLY
    assert "  failed: bad00.txt: byte 0xff at offset 0 is not UTF-8; convert it first [invalid_encoding]\n" in printed
    assert "… and 2 more" in printed


def test_batch_on_ray_without_ray(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    code, _, err = run("batch", str(tmp_path), str(tmp_path / "out"), "--engine", "ray")
    assert code == Exit.MODEL
    assert err.endswith("[engine_missing]\n")


COMMANDS = ("process", "clean", "summarize", "batch", "serve", "key", "models")


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_teaches(run: Run, command: list[str]) -> None:
    code, out, _ = run(*command, "--help")
    assert code == 0
    assert "  copydesk " in out


def test_keys(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, _ = run("key")
    (_, key), (_, hashed) = (line.split() for line in out.splitlines())
    assert code == 0
    for given, answer in ((f"{key}\n", (0, f"{hashed}\n")), ("short\n", (Exit.INPUT, "")), (hashed, (Exit.INPUT, ""))):
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        assert run("key", "--hash")[:2] == answer


def test_version(run: Run) -> None:
    assert run("--version")[1].startswith("copydesk ")


def test_models(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from dataclasses import make_dataclass

    info = make_dataclass("Info", ["name", "task", "version", "sha256", "licence", "path"])
    found = [info("cleanup-en", "cleanup", "1", "ab" * 32, "Apache-2.0", Path("weights/cleanup-en"))]
    problems: list[str] = []
    registry = SimpleNamespace(installed=lambda folder: found, verify=lambda folder: problems)
    monkeypatch.setitem(sys.modules, "models.registry", registry)
    assert "cleanup-en" in run("models")[1]
    assert json.loads(run("models", "--json")[1])[0]["sha256"] == "ab" * 32
    assert run("models", "verify")[0] == 0
    problems.append("cleanup-en/model.safetensors: sha256 differs")
    code, _, err = run("models", "verify")
    assert code == Exit.MODEL
    assert err.splitlines()[0] == problems[0]
    found.clear()
    assert "No models are installed" in run("models")[1]
    assert run("models", "--models-dir", str(tmp_path / "none"))[0] == Exit.MODEL


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


def test_nothing_slow_is_imported() -> None:
    slow = (
        "torch",
        "transformers",
        "trafilatura",
        "fastapi",
        "starlette",
        "uvicorn",
        "pydantic",
        "rich",
        "lxml",
        "ftfy",
    )
    loaded = python(f"import sys, service.cli; print([name for name in {slow} if name in sys.modules])")
    assert loaded == "[]\n"


def test_help_is_quick() -> None:
    """By processor time: the wall clock of a busy machine says little."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    python("import service.cli; service.cli.run(['--help'])")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.5
