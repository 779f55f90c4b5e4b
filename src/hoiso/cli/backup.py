"""`hoiso backup` and `hoiso restore`."""

import argparse
import json
import shutil
from dataclasses import asdict
from pathlib import Path

from hoiso.cli import phrases
from hoiso.cli.output import print_result
from hoiso.cli.parser import with_json
from hoiso.core import clock
from hoiso.runtime import addresses, environment
from hoiso.runtime.backup import Manifest, back_up
from hoiso.runtime.places import place_of
from hoiso.runtime.restore import check, read_manifest, restore

Subparsers = argparse._SubParsersAction


def register(subparsers: "Subparsers[argparse.ArgumentParser]") -> None:
    """Add both commands."""
    parser = subparsers.add_parser("backup", help=phrases.BACKUP, description=phrases.BACKUP)
    parser.add_argument("folder", nargs="?", metavar="THƯ_MỤC", type=Path, help=phrases.BACKUP_FOLDER)
    with_json(parser)
    parser.set_defaults(run=backup)
    parser = subparsers.add_parser("restore", help=phrases.RESTORE, description=phrases.RESTORE)
    parser.add_argument("folder", metavar="THƯ_MỤC", type=Path, help=phrases.RESTORE_FOLDER)
    parser.add_argument("--check", action="store_true", help=phrases.RESTORE_CHECK)
    with_json(parser)
    parser.set_defaults(run=bring_back)


def backup(arguments: argparse.Namespace) -> int:
    """Make one backup: `{"folder", "manifest"}`. The result is noted for the health page."""
    from hoiso.runtime import django_start

    env = environment.load()
    into = arguments.folder or env.backup_dir
    place = place_of(env.data)
    at = clock.now()
    state = env.data / "backup-state.json"
    try:
        with django_start.running_database():
            folder, manifest = back_up(
                addresses.address("owner"), files=env.data / "files", secrets=place.secrets, into=into, at=at
            )
    except BaseException as error:
        _note(state, "last_failure", {"at": at.isoformat(), "why": f"{type(error).__name__}: {error}"})
        raise
    _note(state, "last_success", {"at": at.isoformat(), "folder": str(folder), "rows": _rows(manifest)})
    print_result(
        {"folder": str(folder), "manifest": asdict(manifest)},
        as_json=arguments.json,
        text=phrases.backed_up(folder, _rows(manifest), manifest.files),
    )
    return 0


def bring_back(arguments: argparse.Namespace) -> int:
    """Restore one backup into an empty installation, or only check it: `{"folder", "rows", "files"}`."""
    from hoiso.runtime import django_start

    env = environment.load()
    place = place_of(env.data)
    folder: Path = arguments.folder
    manifest = read_manifest(folder)
    files = folder.parent.parent / "files"
    check(folder, manifest, files=files)
    rows = _rows(manifest)
    if not arguments.check:
        # The keys come first: passwords of the roles and the sealed values hang on them.
        if not place.secrets.exists():
            place.prepare()
            place.secrets.touch(mode=0o600)
            shutil.copyfile(folder / "secrets.json", place.secrets)
        with django_start.running_database():
            django_start.set_up("owner")
            django_start.migrate_here()
            rows = restore(
                addresses.address("owner"),
                folder,
                manifest,
                files_from=files,
                files_to=env.data / "files",
            )
            django_start.migrate_here()  # the scope key is this installation's own
    _note(
        env.data / "backup-state.json", "last_trial", {"at": clock.now().isoformat(), "folder": str(folder)}
    )
    print_result(
        {"folder": str(folder), "rows": rows, "files": manifest.files, "checked_only": arguments.check},
        as_json=arguments.json,
        text=phrases.restored(rows, manifest.files, checked_only=arguments.check),
    )
    return 0


def _rows(manifest: Manifest) -> int:
    return sum(table.rows for table in manifest.tables)


def _note(path: Path, key: str, value: dict[str, object]) -> None:
    """Keep what happened last, for the health page."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({**known, key: value}, ensure_ascii=False), encoding="utf-8")
