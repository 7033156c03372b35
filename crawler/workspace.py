"""One office's installation: `gongkai.yaml`, the portal file, the database, evidence and reports."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from audit_rules.errors import InvalidFileError, Problem
from audit_rules.model import Portal
from audit_rules.plan import Plan, list_plans, load_plan
from audit_rules.strict_yaml import YamlDocument, load_yaml, validate
from crawler.errors import (
    NotAFolderError,
    NoWorkspaceError,
    UnknownPortalError,
    WorkspaceExistsError,
)
from spiders.portal_file import PORTALS_FOLDER, list_portals, load_portal
from storage.database import open_database

CONFIG_NAME: Final = "gongkai.yaml"
DEFAULT_PLAN: Final = "zichuan_2022"
TEMPLATE: Final = """\
# 工作区配置。改动后运行 gongkai audit 即可检查是否有误。
portal: portal.yaml          # 门户文件（相对本文件夹）
plan: {plan}           # 工作方案
database: sqlite:///gongkai.db
# 采集时向网站说明来意的联系方式，请改成本单位的电话或邮箱：
contact: "{contact}"
limits:
  unread_share: 0.05         # 未读全的栏目超过这一比例，本次运行不可信
  recheck_after_days: 7      # 内容页隔多少天重新核对一次
"""


class Limits(BaseModel):
    """The thresholds of a run. `unread_share` is a share of columns, 0 to 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unread_share: float = Field(default=0.05, ge=0, le=1)
    recheck_after_days: int = Field(default=7, ge=0, le=365)


class ConfigFile(BaseModel):
    """`gongkai.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    portal: str
    plan: str
    database: str = "sqlite:///gongkai.db"
    contact: str = ""
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Workspace:
    """A loaded workspace: its folder, configuration and portal."""

    folder: Path
    config: ConfigFile
    portal: Portal

    @property
    def evidence_folder(self) -> Path:
        """Where page bytes are kept."""
        return self.folder / "evidence"

    @property
    def reports_folder(self) -> Path:
        """Where reports are written unless told otherwise."""
        return self.folder / "reports"

    @property
    def log_folder(self) -> Path:
        """Where logs are written."""
        return self.folder / "logs"

    @property
    def database_url(self) -> str:
        """The database's address; a relative SQLite file is taken from the workspace's folder."""
        prefix = "sqlite:///"
        url = self.config.database
        if url.startswith(prefix) and not Path(url.removeprefix(prefix)).is_absolute():
            return prefix + str(self.folder / url.removeprefix(prefix))
        return url

    def open(self) -> Engine:
        """Open the workspace's database."""
        return open_database(self.database_url)

    def load_plan(self) -> Plan:
        """Load the workspace's plan and the general rules."""
        return load_plan(self.config.plan)


def find_folder(option: Path | None) -> Path:
    """Return the workspace folder: the option, else `GONGKAI_WORKSPACE`, else the current folder."""
    return (option or Path(os.environ.get("GONGKAI_WORKSPACE") or ".")).resolve()


def load_workspace(option: Path | None) -> Workspace:
    """Load a workspace. Raises NoWorkspaceError or an error that names file, line and key."""
    folder = find_folder(option)
    if not (folder / CONFIG_NAME).is_file():
        raise NoWorkspaceError(folder)
    document = load_yaml(folder / CONFIG_NAME)
    config = validate(document, ConfigFile)
    _refuse_impossible(config, document)
    return Workspace(folder, config, load_portal(folder / config.portal))


def _refuse_impossible(config: ConfigFile, document: YamlDocument) -> None:
    """Raise InvalidFileError for a plan or a database this program cannot use."""
    wrong = {"plan": _why_not_plan(config.plan), "database": _why_not_database(config.database)}
    problems = [Problem(document.line_of((key,)), key, text) for key, text in wrong.items() if text]
    if problems:
        raise InvalidFileError(document.path, problems)


def _why_not_plan(name: str) -> str | None:
    known = list_plans()
    return None if name in known else f"没有方案“{name}”，已有的方案：{'、'.join(known)}"


def _why_not_database(url: str) -> str | None:
    try:
        make_url(url).get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError):
        return f"“{url}”不是数据库地址，应当形如 sqlite:///gongkai.db"
    except ImportError as error:
        return f"本机没有安装这种数据库的驱动（{error.name}）"
    return None


def make_workspace(folder: Path, *, portal: str, plan: str = DEFAULT_PLAN) -> Workspace:
    """Make a workspace in `folder` and return it; nothing is changed where one is already."""
    if (folder / CONFIG_NAME).exists():
        raise WorkspaceExistsError(folder)
    source = find_portal_file(portal)
    load_portal(source)
    load_plan(plan)
    target = folder / "portal.yaml"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            shutil.copyfile(source, target)
        elif not target.samefile(source):
            raise NotAFolderError(folder, "其中已有另一个 portal.yaml，未作改动")
        text = TEMPLATE.format(plan=plan, contact="未填写")
        (folder / CONFIG_NAME).write_text(text, encoding="utf-8")
    except OSError as error:
        raise NotAFolderError(folder, error.strerror or str(error)) from error
    workspace = load_workspace(folder)
    open_database(workspace.database_url, create=True).dispose()
    return workspace


def upgrade_workspace(workspace: Workspace) -> None:
    """Bring a workspace's database to this program's revision; its rows stay."""
    open_database(workspace.database_url, create=True).dispose()


def find_portal_file(name: str) -> Path:
    """Return a bundled portal's file by name, or the file itself."""
    bundled = PORTALS_FOLDER / f"{name}.yaml"
    if name in list_portals():
        return bundled
    if Path(name).is_file():
        return Path(name)
    raise UnknownPortalError(name, list_portals())
