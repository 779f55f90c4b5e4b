"""How much one message may ask of us. Every number is counted while reading, never trusted."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading; sizes in bytes. Depth, elements and text are those of the reference."""

    message_bytes: int = 160 * MEGABYTE
    """The whole file: one attachment of 100 MB grows to 134 MB in base64."""
    markup_bytes: int = 16 * MEGABYTE
    """Everything outside the attachments' base64, white space and comments too."""
    token_bytes: int = 256 * 1024
    """One tag, comment or instruction: the parser must hold it whole and scans it anew each time."""
    depth: int = 64
    elements: int = 200_000
    children: int = 10_000
    """Of one element: twice the 5,000 receivers of the reference; more costs over a second to judge."""
    unknown: int = 20_000
    """Elements kept without a meaning, the header's signature among them."""
    remarks: int = 500
    """Told one by one; what is more is counted."""
    attributes: int = 64
    text_bytes: int = 64 * 1024
    """Text of one element that is not an attachment."""
    attachments: int = 200
    attachment_bytes: int = 100 * MEGABYTE
    """One file, after base64 and after unzipping: the same number as HOISO_MAX_FILE."""
    unpacked_bytes: int = 200 * MEGABYTE
    """All files of one message together, as written to disk."""
    free_ratio_bytes: int = 10 * MEGABYTE
    """Up to this size any zip ratio is accepted."""
    zip_ratio: int = 200


DEFAULT_LIMITS = Limits()
