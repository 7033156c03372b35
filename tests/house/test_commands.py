"""`./gongkai` and `./check`: start from anywhere, install only when needed, say what is missing."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ("gongkai", "check", "scripts/ready.sh", "scripts/lock", ".ci/run")
NEEDED = ("sh", "cat", "cmp", "dirname", "readlink")
PARTS = ("requirements.lock", "requirements-dev.lock", "pyproject.toml")


def write_program(file: Path, text: str) -> None:
    """Write an executable sh script."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    file.chmod(0o755)


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """Give a PATH of a few system tools, without any Python."""
    folder = tmp_path / "tools"
    folder.mkdir()
    for name in NEEDED:
        (folder / name).symlink_to(shutil.which(name) or name)
    return folder


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Copy the commands under a path with a space, with a pretended installation."""
    root = tmp_path / "政务 公开"
    for name in ("gongkai", "scripts/ready.sh", "scripts/bootstrap.py", *PARTS):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    write_program(root / ".venv/bin/python", "exit 0")
    write_program(root / ".venv/bin/gongkai", 'printf "%s|" "$PWD" "$@"; exit 3')
    stamp = root / ".venv/gongkai-stamp"
    stamp.mkdir()
    for name in PARTS:
        shutil.copy(root / name, stamp / name)
    (stamp / "root").write_text(f"{root}\n", encoding="utf-8")
    return root


def start(command: Path | str, tools: Path, *arguments: str, cwd: Path) -> tuple[int, str, str]:
    """Run a command with nothing but `tools` on the PATH."""
    finished = subprocess.run(
        [command, *arguments],
        cwd=cwd,
        env={"PATH": str(tools), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return finished.returncode, finished.stdout, finished.stderr


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_scripts_are_plain_sh(script: str) -> None:
    """They parse, and those that are commands may be run."""
    checked = subprocess.run(["/bin/sh", "-n", ROOT / script], capture_output=True, check=False)

    assert (checked.returncode, checked.stderr) == (0, b"")
    assert script.endswith(".sh") or os.access(ROOT / script, os.X_OK)


def test_an_installed_house_starts_at_once_from_anywhere(house: Path, tools: Path) -> None:
    """No Python is needed for the start itself; arguments, folder and exit code stay."""
    elsewhere = tools.parent / "别处"
    elsewhere.mkdir()
    (elsewhere / "到家").symlink_to(house / "gongkai")
    (elsewhere / "链接").symlink_to("到家")

    for command in (house / "gongkai", elsewhere / "链接"):
        started = start(command, tools, "a b", "--x", cwd=elsewhere)
        assert started == (3, f"{elsewhere}|a b|--x|", "")
    assert start("./gongkai", tools, cwd=house)[:2] == (3, f"{house}|")


def change_lock(root: Path) -> None:
    """Add a pin."""
    (root / "requirements.lock").write_text("a==1\n", encoding="utf-8")


def change_project(root: Path) -> None:
    """Name another command."""
    (root / "pyproject.toml").write_text("", encoding="utf-8")


def interrupt(root: Path) -> None:
    """Leave the mark of a bootstrap that did not end."""
    (root / ".venv/gongkai-stamp/unfinished").touch()


def move(root: Path) -> None:
    """Pretend that the folder stood elsewhere."""
    (root / ".venv/gongkai-stamp/root").write_text("/elsewhere\n", encoding="utf-8")


def lose_python(root: Path) -> None:
    """Upgrade the system: the environment's Python points nowhere."""
    python = root / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/nowhere/python3.11")


@pytest.mark.parametrize("change", [change_lock, change_project, interrupt, move, lose_python])
def test_a_stamp_that_is_not_current_starts_the_bootstrap(
    house: Path, tools: Path, change: Callable[[Path], None]
) -> None:
    """The bootstrap gets its chance, and its failure is the command's."""
    change(house)
    write_program(
        tools / "python3", 'case $2 in *print*) echo 3.11.2;; esac; [ "$1" = -c ] || exit 9'
    )

    assert start(house / "gongkai", tools, cwd=house)[0] == 9


@pytest.mark.parametrize(
    ("programs", "found"),
    [({}, "没有 Python"), ({"python3": "3.9.2", "python3.11": "broken"}, "python3 3.9.2")],
)
def test_a_missing_python_is_explained(
    house: Path, tools: Path, programs: dict[str, str], found: str
) -> None:
    """What was found and what to install, in both languages, exit code 2."""
    change_lock(house)
    for name, version in programs.items():
        answer = "exit 127" if version == "broken" else f"echo {version}"
        write_program(tools / name, f"case $2 in *print*) {answer};; *) exit 1;; esac")

    code, out, err = start(house / "gongkai", tools, cwd=house)

    assert (code, out) == (2, "")
    assert f"需要 Python 3.11 或更高版本，本机找到的是：{found}" in err
    assert "apt install python3 python3-venv" in err
    assert "Python 3.11 or newer is needed" in err


def test_uv_alone_provides_a_python(house: Path, tools: Path) -> None:
    """Where there is no Python, uv names one (or fetches it)."""
    change_lock(house)
    given = tools.parent / "given"
    write_program(given, "exit 7")
    write_program(tools / "uv", f'[ "$2" = find ] && echo "{given}"')

    assert start(house / "gongkai", tools, cwd=house)[0] == 7


# --- the bootstrap ---------------------------------------------------------------------------------


@pytest.fixture
def bootstrap() -> ModuleType:
    """Load the script as a module."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "scripts/bootstrap.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_old_python_is_refused_by_the_bootstrap_too(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For whoever starts it by hand."""
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 2))

    with pytest.raises(bootstrap.BootstrapError, match=r"现在是 3\.9\.2"):
        bootstrap.refuse_old_python()


def test_the_mirror_of_pip_is_passed_on_to_uv(
    bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From its file and its variables, which win; uv's own variables stay."""
    monkeypatch.setenv("HOME", str(tmp_path))
    configured = tmp_path / "pip.conf"
    configured.write_text(
        "[global]\nindex-url = http://a.invalid/simple\nextra-index-url = http://b.invalid\n"
        "[install]\ntrusted-host = a.invalid\nfind-links = /x\n   /y\n"
    )
    environment = {
        "PIP_CONFIG_FILE": str(configured),
        "PIP_EXTRA_INDEX_URL": "http://c.invalid",
        "UV_INSECURE_HOST": "kept.invalid",
    }

    variables = bootstrap.uv_variables(bootstrap.pip_settings(environment), environment)

    assert variables["UV_DEFAULT_INDEX"] == "http://a.invalid/simple"
    assert variables["UV_INDEX"] == "http://c.invalid"
    assert variables["UV_INDEX_STRATEGY"] == "unsafe-best-match"
    assert variables["UV_FIND_LINKS"] == "/x,/y"
    assert "UV_INSECURE_HOST" not in variables


def test_without_pip_settings_uv_decides_itself(bootstrap: ModuleType) -> None:
    """Nothing is invented."""
    environment = {"PIP_CONFIG_FILE": os.devnull}

    assert bootstrap.uv_variables(bootstrap.pip_settings(environment), environment) == {}


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("Temporary failure in name resolution", "镜像源"),
        ("error: Hash mismatch for `x==1`", "校验值不符"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "校验值不符"),
        ("[Errno 28] No space left on device", "磁盘空间不足"),
    ],
)
def test_a_failed_installation_is_explained(bootstrap: ModuleType, words: str, advice: str) -> None:
    """The tool's last words, and what to do."""
    assert advice in bootstrap.explain(words)
    assert words in bootstrap.explain(words)


def test_pip_is_kept_from_installing_elsewhere(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stray PIP_TARGET would leave the environment empty."""
    monkeypatch.setenv("PIP_TARGET", "/elsewhere")
    monkeypatch.setenv("PIP_INDEX_URL", "http://a.invalid")
    environment = bootstrap.clean_environment()

    assert "PIP_TARGET" not in environment
    assert environment["PIP_INDEX_URL"] == "http://a.invalid"
