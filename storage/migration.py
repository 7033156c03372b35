"""Schema revisions (Alembic), configured in code: no ini file is needed beside the package."""

from __future__ import annotations

from functools import cache

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection

from storage.errors import StorageError


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@cache
def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def head_revision() -> str:
    """Return the revision this program's tables have."""
    head = _scripts().get_current_head()
    if head is None:
        raise StorageError("程序安装不完整：缺少数据库结构文件。请重新安装。")
    return head


def is_known(revision: str) -> bool:
    """Tell whether this program has a migration of that name."""
    try:
        return _scripts().get_revision(revision) is not None
    except CommandError:
        return False


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the tables in the database, None where there are none."""
    return MigrationContext.configure(connection).get_current_revision()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to `revision` inside the connection's transaction."""
    command.upgrade(_config(connection), revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Undo the migrations after `revision` (`base`: all) inside the connection's transaction."""
    command.downgrade(_config(connection), revision)
