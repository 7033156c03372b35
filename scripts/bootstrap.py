"""Make `.venv` from the lock file: the part of `./gongkai` and `./check` that installs.

Standard library only. With uv (found, or installed from the lock) it takes seconds, with pip alone
about a minute. A stamp written last tells the next start that nothing is to be done; a bootstrap
that was interrupted leaves a mark instead, and the next one begins anew.
"""

from __future__ import annotations

import argparse
import configparser
import contextlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMP = VENV / "gongkai-stamp"
UNFINISHED = STAMP / "unfinished"
LOG = VENV / "bootstrap.log"
RUNTIME_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
OLDEST = (3, 11)
USAGE_ERROR = 2

UV_VARIABLES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}
"""What pip calls a setting, and where uv looks for it."""
TRUE = {"1", "true", "yes", "on", "y", "t"}

NETWORK = """\
安装依赖失败，多半是连不上软件源。请按实际情况处理后重试：
  1. 检查网络和代理（HTTPS_PROXY）；
  2. 内网请配置 pip 镜像源：pip config set global.index-url <镜像源地址>，或设置 PIP_INDEX_URL；
  3. 完全离线请备好离线包目录：PIP_NO_INDEX=1 PIP_FIND_LINKS=<目录>。
Installing the dependencies failed, most likely because no package index could be reached.
Check the network and proxy; or point pip at a mirror (pip config set global.index-url, or
PIP_INDEX_URL); or use a folder of wheels: PIP_NO_INDEX=1 PIP_FIND_LINKS=<folder>. Then try again."""
HASHES = """\
下载的软件包与锁定文件中的校验值不符，已停止安装。镜像源可能被改动或不完整，请换一个镜像源后重试。
A downloaded package does not match the hash in the lock file. Try another mirror."""
DISK = """\
磁盘空间不足，安装需要约 1 GB。请清理后重试。
The disk is full; about 1 GB is needed. Free some space and try again."""
NO_VENV = """\
这个 Python 缺少 venv 或 ensurepip，无法建立运行环境：{python}
请安装后重试，例如 Debian、Ubuntu：apt install python3-venv；也可以安装 uv。
This Python lacks venv or ensurepip. Install it (Debian, Ubuntu: apt install python3-venv), or uv,
and try again."""
TOO_OLD = """\
需要 Python 3.11 或更高版本，现在是 {version}。
Python 3.11 or newer is needed, this is {version}."""


class BootstrapError(Exception):
    """Something the user can put right; the message says how."""


class InstallError(Exception):
    """A tool could not do its part; holds the tool's own words."""


def main() -> int:
    """Install what the chosen lock names, unless it is there already."""
    parser = argparse.ArgumentParser(description="安装运行环境到 .venv")
    parser.add_argument("--dev", action="store_true", help="连同开发和测试工具")
    lock = DEV_LOCK if parser.parse_args().dev else RUNTIME_LOCK
    try:
        refuse_old_python()
        with only_one():
            if not is_current(lock):
                bootstrap(lock)
    except BootstrapError as error:
        say(str(error))
        return USAGE_ERROR
    except OSError as error:
        say(f"无法写入 {VENV}：{error}\nCannot write {VENV}: {error}")
        return USAGE_ERROR
    except KeyboardInterrupt:
        say("安装被中断，下次运行会重新开始。Interrupted; the next run begins anew.")
        return 130
    return 0


def refuse_old_python() -> None:
    """Say it before anything fails in a stranger way."""
    if sys.version_info[:2] < OLDEST:
        version = ".".join(map(str, sys.version_info[:3]))
        raise BootstrapError(TOO_OLD.format(version=version))


def say(text: str) -> None:
    """Speak on standard error: standard output belongs to the command that follows."""
    sys.stderr.buffer.write(f"{text}\n".encode())
    sys.stderr.flush()


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Let one bootstrap work at a time; the others wait for it."""
    import fcntl  # noqa: PLC0415 - only here, so that Windows gets as far as the version message

    with Path(__file__).open("rb") as own_file:
        try:
            fcntl.flock(own_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("另一个安装正在进行，等它完成……")
            fcntl.flock(own_file, fcntl.LOCK_EX)
        except OSError:
            pass  # a file system without locks
        yield


# --- the stamp ------------------------------------------------------------------------------------


def is_current(lock: Path) -> bool:
    """Tell whether exactly this lock was installed, to its end, for exactly this place."""
    if UNFINISHED.exists() or not venv_works():
        return False
    try:
        same = all(
            (STAMP / source.name).read_bytes() == source.read_bytes()
            for source in (lock, ROOT / "pyproject.toml")
        )
        return same and (STAMP / "root").read_text(encoding="utf-8") == f"{ROOT}\n"
    except OSError:
        return False


def write_stamp(lock: Path) -> None:
    """Record what was installed; the development lock holds all of the other one."""
    for source in {lock, RUNTIME_LOCK, ROOT / "pyproject.toml"}:
        shutil.copyfile(source, STAMP / source.name)
    (STAMP / "root").write_text(f"{ROOT}\n", encoding="utf-8")
    UNFINISHED.unlink()


def was_made_elsewhere() -> bool:
    """Tell whether the folder was moved or copied: its programs still point to the old place."""
    try:
        return (STAMP / "root").read_text(encoding="utf-8") != f"{ROOT}\n"
    except OSError:
        return False


# --- the steps ------------------------------------------------------------------------------------


def bootstrap(lock: Path) -> None:
    """Make the environment if need be, then install the lock and the project itself."""
    say(f"正在安装到 {VENV}（首次约需一分钟，以后直接启动）……")
    if UNFINISHED.exists() or was_made_elsewhere() or not venv_works() or is_half_made():
        make_venv()
    STAMP.mkdir(exist_ok=True)
    for old in STAMP.iterdir():
        if old != UNFINISHED:
            old.unlink()
    UNFINISHED.touch()
    LOG.write_bytes(b"")
    locked = ["--require-hashes", "-r", str(lock)]
    itself = ["--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    try:
        install(locked, itself)
    except InstallError as error:
        raise BootstrapError(explain(str(error))) from error
    write_stamp(lock)
    say("安装完成。")


def venv_works() -> bool:
    """Tell whether `.venv` has a Python that runs and is new enough."""
    return answers("-c", f"import sys; sys.exit(sys.version_info[:2] < {OLDEST!r})")


def is_half_made() -> bool:
    """Tell whether making `.venv` was interrupted: there is no stamp yet, and no installer."""
    return not STAMP.exists() and not shutil.which("uv") and not answers("-m", "pip", "--version")


def answers(*arguments: str) -> bool:
    """Tell whether the Python in `.venv` runs something without complaint."""
    try:
        run([str(VENV_PYTHON), "-I", *arguments])
    except (InstallError, OSError):
        return False
    return True


def make_venv() -> None:
    """Make `.venv` anew, with the Python that runs this file."""
    if VENV.is_symlink() or (VENV.exists() and not VENV.is_dir()):
        message = f"{VENV} 不是文件夹，请移走后重试。{VENV} is not a folder; move it away."
        raise BootstrapError(message)
    # The full name (…/python3.11): a system upgrade of `python3` must not change what runs here.
    python = str(Path(getattr(sys, "_base_executable", sys.executable)).resolve())
    uv = shutil.which("uv")
    try:
        run([python, "-I", "-m", "venv", "--clear", str(VENV)])
    except InstallError as error:
        shutil.rmtree(VENV, ignore_errors=True)
        if uv is None and "ensurepip" in str(error):
            raise BootstrapError(NO_VENV.format(python=python)) from error
        if uv is None:
            raise BootstrapError(explain(str(error))) from error
        try:
            run([uv, "venv", "--quiet", "--no-project", "--python", python, str(VENV)])
        except InstallError as uv_error:
            raise BootstrapError(tail(str(uv_error))) from uv_error


def install(*requests: list[str]) -> None:
    """Give each request to uv; if uv cannot be had or fails, all of them to pip."""
    environment = clean_environment()
    try:
        uv = shutil.which("uv") or install_uv(environment)
        say("用 uv 安装依赖……")
        settings = pip_settings(environment)
        command = [uv, "pip", "install", "--quiet", "--python", str(VENV_PYTHON)]
        command += ["--no-index"] * (settings.get("no-index", "").lower() in TRUE)
        for request in requests:
            run([*command, *request], env={**environment, **uv_variables(settings, environment)})
    except InstallError:
        if not answers("-m", "pip", "--version"):
            raise
        say("改用 pip 安装依赖（约一分钟）……")
        for request in requests:
            run([*PIP, "install", *request], env=environment)


PIP = [str(VENV_PYTHON), "-I", "-m", "pip", "--quiet", "--disable-pip-version-check"]


def install_uv(environment: Mapping[str, str]) -> str:
    """Install uv alone, as the lock pins it; return its path."""
    pin = re.search(r"(?m)^uv==.*\n(?: .*\n)*", RUNTIME_LOCK.read_text(encoding="utf-8"))
    if pin is None:
        message = "uv is not in the lock"
        raise InstallError(message)
    only_uv = STAMP / "uv.txt"
    only_uv.write_text(pin.group(), encoding="utf-8")
    run(
        [*PIP, "install", "--require-hashes", "-r", str(only_uv)],
        env=environment,
    )
    only_uv.unlink()
    return str(VENV / "bin" / "uv")


def run(command: list[str], env: Mapping[str, str] | None = None) -> None:
    """Run a tool, keep its words in the log, and raise them if it fails."""
    finished = subprocess.run(  # noqa: S603 - commands of this file only
        command, check=False, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    words = finished.stdout.decode("utf-8", "replace")
    if VENV.is_dir():
        with LOG.open("a", encoding="utf-8") as log:
            log.write(f"$ {' '.join(command)}\n{words}\n")
    if finished.returncode:
        raise InstallError(words)


def explain(words: str) -> str:
    """Choose the advice that fits a tool's own words."""
    if re.search(r"hash mismatch|do not match the hashes", words, re.IGNORECASE):
        advice = HASHES
    elif "No space left" in words:
        advice = DISK
    else:
        advice = NETWORK
    return f"{tail(words)}\n\n{advice}\n\n完整记录 / full log: {LOG}"


def tail(words: str) -> str:
    """Keep the last lines of a tool's output, without the endless ones."""
    return "\n".join(f"  | {line[:160]}" for line in words.strip().splitlines()[-4:])


# --- the settings of pip and uv -------------------------------------------------------------------


def clean_environment() -> dict[str, str]:
    """Give the environment without what would send packages elsewhere."""
    stray = {"PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_HASHES", "PYTHONHOME"}
    kept = {name: value for name, value in os.environ.items() if name not in stray}
    return {"PIP_RETRIES": "2", **kept}


def uv_variables(settings: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """Translate pip's settings for uv, which does not read them; uv's own variables win."""
    translated = {
        ours: ",".join(settings[pips].split()) if pips == "find-links" else settings[pips]
        for pips, ours in UV_VARIABLES.items()
        if settings.get(pips)
    }
    if "UV_INDEX" in translated:  # pip looks at every index; the hashes make that safe
        translated["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return {name: value for name, value in translated.items() if name not in environment}


def pip_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Collect pip's settings: configuration files first, then the variables, which win."""
    home = Path.home()
    named = environment.get("PIP_CONFIG_FILE")
    user = Path(environment.get("XDG_CONFIG_HOME") or home / ".config")
    files = [
        Path("/etc/xdg/pip/pip.conf"),
        Path("/etc/pip.conf"),
        home / ".pip" / "pip.conf",
        home / "Library" / "Application Support" / "pip" / "pip.conf",
        user / "pip" / "pip.conf",
    ]
    parser = configparser.RawConfigParser()
    if named != os.devnull:
        with contextlib.suppress(configparser.Error):  # pip itself will complain
            parser.read([*files, *([named] if named else [])], encoding="utf-8")
    settings: dict[str, str] = {}
    for section in ("global", "install"):
        if parser.has_section(section):
            settings.update(parser.items(section))
    for name, value in environment.items():
        if name.startswith("PIP_"):
            settings[name[4:].lower().replace("_", "-")] = value
    return settings


if __name__ == "__main__":
    sys.exit(main())
