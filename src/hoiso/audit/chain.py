"""The hash of one link, the same when sealing and when verifying."""

import hashlib
import json
from datetime import UTC

from hoiso.audit.models import Entry

GENESIS = "0" * 64


def link(previous: str, entry: Entry) -> str:
    """SHA-256 over the previous link's hash and every column of the entry, canonical JSON."""
    content = json.dumps(
        {
            "id": entry.pk,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": entry.actor_id,
            "unit": entry.unit_id,
            "action": entry.action,
            "subject": entry.subject,
            "subject_id": entry.subject_id,
            "details": entry.details,
        },
        sort_keys=True,
        ensure_ascii=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()
