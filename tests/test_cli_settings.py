"""Settings of the command line: configuration files, where they are found, and flags."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from layerwise.cli.main import main
from starting_case import FIXED, RULE, START, lay

_IGNORING = f'ignore = ["{RULE}"]\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the starting case in a folder of its own; the repository is the working directory."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "services" / "web").mkdir(parents=True)
    lay(tmp_path / "services" / "web")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _found(capsys: pytest.CaptureFixture[str], *flags: str) -> list[tuple[str, str]]:
    """The rules and severities of what `check` finds."""
    capsys.readouterr()
    main(["check", "--format", "json", *flags])
    files = json.loads(capsys.readouterr().out)["files"]
    return [(one["rule"], one["severity"]) for file in files for one in file["findings"]]


@pytest.mark.parametrize("folder", [".", "services", "services/web"])
@pytest.mark.parametrize("name", ["layerwise.toml", ".layerwise.toml", "pyproject.toml"])
def test_files_above(project: Path, capsys: pytest.CaptureFixture[str], folder: str, name: str) -> None:
    """A file in any folder from the Dockerfile's up to the repository holds, wherever the command is run."""
    head = "[tool.layerwise]\n" if name == "pyproject.toml" else ""
    (project / folder / name).write_text(f'{head}severity = {{ {RULE} = "error" }}\n')

    assert _found(capsys) == [(RULE, "error")]
    assert _found(capsys, str(project / "services" / "web" / "Dockerfile")) == [(RULE, "error")]
    assert _found(capsys, "--isolated") == [(RULE, "warning")]


def test_the_nearest_file_holds(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of several files one counts: that in the nearest folder, there the one that is ours alone."""
    (project / "layerwise.toml").write_text(_IGNORING)
    assert _found(capsys) == []
    (project / "services" / "pyproject.toml").write_text("[project]\nname = 'a'\n")
    assert _found(capsys) == []
    (project / "services" / "pyproject.toml").write_text(f"[tool.layerwise.severity]\n{RULE} = 'hint'\n")
    assert _found(capsys) == [(RULE, "hint")]
    (project / "services" / ".layerwise.toml").write_text("")
    assert _found(capsys) == [(RULE, "warning")]
    (project / "services" / "layerwise.toml").write_text(_IGNORING)
    assert _found(capsys) == []


def test_no_file_above_the_repository(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What lies above the repository and the working directory is other people's; a link out of it is not read."""
    (project / "layerwise.toml").write_text(_IGNORING)
    inner = project / "services" / "web"
    (inner / ".git").mkdir()
    (inner / ".dockerignore").write_text(".git\n")
    folder = project / "services"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert _found(capsys) == [(RULE, "warning")]
        (folder / "layerwise.toml").symlink_to(project / "layerwise.toml")
        assert _found(capsys) == [(RULE, "warning")]


def test_flags_go_before_files(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A flag takes the place of what the file says, in tables entry by entry."""
    (project / "layerwise.toml").write_text(f"[severity]\n{RULE} = 'hint'\nsource-before-packages = 'hint'\n")

    assert _found(capsys, "--severity", f"{RULE}=error") == [(RULE, "error")]
    assert _found(capsys, "--severity", f"{RULE}=off") == []
    assert _found(capsys, "--ignore", f"unused-pragma,{RULE}") == []
    assert _found(capsys, "--select", "source-before-packages") == []
    assert _found(capsys, "--select", f"unused-pragma, {RULE}") == [(RULE, "hint")]
    assert _found(capsys, "--select", "unused-pragma", "--select", RULE) == [(RULE, "hint")]


def test_a_file_that_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--config` is read instead of all others, wherever it lies."""
    (project / "layerwise.toml").write_text(_IGNORING)
    (project / "other.toml").write_text(f"[severity]\n{RULE} = 'error'\n")

    assert _found(capsys, "--config", "other.toml") == [(RULE, "error")]
    assert main(["check", "--config", "absent.toml"]) == 2
    assert "absent.toml does not exist" in capsys.readouterr().err
    assert main(["check", "--config", "other.toml", "--isolated"]) == 2


@pytest.mark.parametrize(
    "flags",
    [["--select", "zzz"], ["--ignore", f"{RULE}s"], ["--severity", "a"], ["--severity", f"{RULE}=loud"]],
)
@pytest.mark.usefixtures("project")
def test_wrong_flags(capsys: pytest.CaptureFixture[str], flags: list[str]) -> None:
    """A flag that cannot be used is wrong usage, told in one line."""
    assert main(["check", *flags]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_wrong_files(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong is told once for all Dockerfiles, and the rest holds; what is no TOML ends it."""
    (project / "Dockerfile").write_text(START)
    file = project / "layerwise.toml"
    file.write_text(f"\nselct = []\nseverity = {{ {RULE} = 'error' }}\ncontext = '..'\n")

    assert main(["check"]) == 1
    captured = capsys.readouterr()
    assert captured.err.splitlines() == [
        "layerwise: layerwise.toml:2: unknown key selct; did you mean select?",
        "layerwise: layerwise.toml:4: context lies outside of the project",
    ]
    assert captured.out.count(f"error: Editing app.py reruns pip install -r requirements.txt [{RULE}]") == 1
    file.write_text("\n[severity\n")
    assert main(["check"]) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("layerwise: layerwise.toml:2: it is not TOML (")
    assert (captured.err.count("\n"), captured.out) == (1, "")


def test_fix_keeps_to_them(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is not found is not fixed."""
    dockerfile = project / "services" / "web" / "Dockerfile"
    (project / "layerwise.toml").write_text(_IGNORING)

    assert main(["fix", str(dockerfile)]) == 0
    assert dockerfile.read_text() == START
    assert main(["fix", str(dockerfile), "--isolated", "--ignore", RULE]) == 0
    assert dockerfile.read_text() == START
    assert main(["fix", str(dockerfile), "--isolated"]) == 0
    assert dockerfile.read_text() == FIXED
    assert "nothing to fix" in capsys.readouterr().out


def test_context_of_a_file(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A build context is relative to its file's folder; overrides say it for some Dockerfiles, a flag for all."""
    for name in ("docker", "other"):
        (project / name).mkdir()
        (project / name / "Dockerfile").write_text(START)
    text = "context = 'other'\n[[overrides]]\npaths = ['docker/*']\ncontext = 'services/web'\n"
    (project / "layerwise.toml").write_text(text)

    def context(*flags: str) -> object:
        main(["check", "--format", "json", *flags])
        return json.loads(capsys.readouterr().out)["files"][0]["contexts"]

    assert context("docker/Dockerfile") == ["services/web"]
    assert context("other/Dockerfile") == ["other"]
    assert context("docker/Dockerfile", "--context", "other") == ["other"]


def test_what_builds(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For podman no bind mounts are offered."""

    def fixes() -> list[str]:
        main(["check", "--format", "json"])
        files = json.loads(capsys.readouterr().out)["files"]
        return [fix["title"] for file in files for one in file["findings"] for fix in one["fixes"]]

    assert any(title.startswith("Mount ") for title in fixes())
    (project / "layerwise.toml").write_text("builder = 'podman'\n")
    assert fixes()
    assert not any(title.startswith("Mount ") for title in fixes())


def test_toml_is_read_where_there_is_some(project: Path) -> None:
    """A project without a configuration file does not pay for one."""
    script = (
        "import sys; from layerwise.cli.main import main; main(['check', 'services/web/Dockerfile'])\n"
        "print([name for name in sys.modules if name in ('tomllib', 'tomli', 'layerwise.configuration.file')])"
    )
    server = str(Path(__file__).parent.parent / "server")

    def imported() -> str:
        command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {server!r})\n{script}"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1]

    (project / "services" / "web" / "Dockerfile").write_text("FROM a\nCOPY . .\n")
    assert imported() == "[]"
    (project / "layerwise.toml").write_text("")
    assert "layerwise.configuration.file" in imported()
