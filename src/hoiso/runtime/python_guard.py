# -*- coding: utf-8 -*-  # noqa: UP009 - Python 2.7 needs it to print the sentence
# mypy: allow-untyped-defs, allow-untyped-calls
"""Refuse a Python that is too old. Written so that any Python 3, and 2.7, can read it."""

import os
import sys

SENTENCE = (
    "Máy này có Python %d.%d; Hội Số cần Python 3.11 trở lên. "
    "Cách xử lý: cài Python 3.11 (Debian 12 có sẵn: apt install python3), "
    "hoặc chỉ rõ chương trình: make run PYTHON=/đường/dẫn/python3.11\n"
)


def guard(version):
    """The sentence for a Python of this (major, minor) version, or None when it will do."""
    if tuple(version[:2]) >= (3, 11):
        return None
    return SENTENCE % (version[0], version[1])


if __name__ == "__main__":
    refusal = guard(sys.version_info)
    if refusal:
        written = refusal if isinstance(refusal, bytes) else refusal.encode("utf-8")
        os.write(2, written)
        sys.exit(1)
