"""What a command prints."""

import json
import sys
from typing import Any


def print_result(result: Any, *, as_json: bool, text: str) -> None:
    """Print `result` as one JSON document (dates as ISO text), or `text` for a person.

    `result` is whatever json can write: each command documents its own shape.
    """
    written = json.dumps(result, ensure_ascii=False, indent=1, default=str) if as_json else text
    sys.stdout.write(f"{written}\n")
    sys.stdout.flush()
