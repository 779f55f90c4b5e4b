"""What a command prints."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from hoiso.cli import phrases
from hoiso.core.errors import DomainError


def print_result(result: Any, *, as_json: bool, text: str) -> None:
    """Print `result` as one JSON document (dates as ISO text), or `text` for a person.

    `result` is whatever json can write: each command documents its own shape.
    """
    written = json.dumps(result, ensure_ascii=False, indent=1, default=_written) if as_json else text
    sys.stdout.write(f"{written}\n")
    sys.stdout.flush()


def write_file(path: Path, content: bytes) -> None:
    """Write a file where a person asked for it. Raises `DomainError` for a place that is none."""
    try:
        path.write_bytes(content)
    except FileNotFoundError as error:
        raise DomainError(phrases.no_folder_for(path)) from error
    except (IsADirectoryError, NotADirectoryError) as error:
        raise DomainError(phrases.folder_in_the_way(path)) from error


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
