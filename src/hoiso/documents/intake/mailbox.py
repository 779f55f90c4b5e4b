"""The mailbox by IMAP: what is unread in it, each mail as bytes, and the mark that it was taken.

Nothing here knows of documents. Every failure of line, server or password is a `MailboxFailed` with a
sentence for the health page; no sentence names the password.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

_SECONDS = 20
_PORTS = {"imaps": 993, "imap": 143, "imap+plain": 143}
_UID = re.compile(rb"\d+")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxFailed(Exception):
    """The mailbox could not be read; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Account:
    """Where the mailbox is and whose desk it feeds; `safety` is imaps, imap (STARTTLS) or imap+plain."""

    safety: str
    host: str
    port: int
    user: str
    password: str
    folder: str
    unit_code: str


def account_from(address: str) -> Account:
    """The account in HOISO_IMAP, whose form the start has checked."""
    parts = urlsplit(address)
    return Account(
        safety=parts.scheme,
        host=parts.hostname or "",
        port=parts.port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        unit_code=parse_qs(parts.query)["don-vi"][0],
    )


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An open mailbox; `validity` is its UIDVALIDITY."""

    line: imaplib.IMAP4
    validity: int

    def unread(self) -> list[int]:
        """The unread mails by UID, oldest first."""
        answer = self._asked("SEARCH", "UNSEEN")
        return sorted(int(one) for part in answer if isinstance(part, bytes) for one in _UID.findall(part))

    def size(self, uid: int) -> int:
        """How many bytes the mail has."""
        answer = self._asked("FETCH", str(uid), "(RFC822.SIZE)")
        for part in answer:
            found = _SIZE.search(part if isinstance(part, bytes) else part[0])
            if found:
                return int(found[1])
        raise MailboxFailed("Máy chủ thư trả lời không đúng giao thức IMAP (không cho biết cỡ thư).")

    def content(self, uid: int) -> bytes:
        """The whole mail; it stays unread."""
        answer = self._asked("FETCH", str(uid), "(BODY.PEEK[])")
        for part in answer:
            if isinstance(part, tuple) and len(part) == 2:
                return bytes(part[1])
        raise MailboxFailed("Máy chủ thư trả lời không đúng giao thức IMAP (không gửi nội dung thư).")

    def mark_read(self, uid: int) -> None:
        """It was taken, or never will be."""
        self._asked("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")

    def _asked(self, verb: str, *words: str) -> list[bytes | tuple[bytes, bytes]]:
        state, answer = self.line.uid(verb, *words)
        if state != "OK":
            raise MailboxFailed(
                f"Máy chủ thư từ chối lệnh {verb}. Thử lại sau, hoặc hỏi người giữ máy chủ thư."
            )
        return [part for part in answer if part is not None]


@contextmanager
def opened(account: Account) -> Iterator[Mailbox]:
    """The mailbox of an account, signed in. Raises `MailboxFailed`, also for what happens inside."""
    line: imaplib.IMAP4 | None = None
    try:
        line = _connected(account)
        _sign_in(line, account)
        state, _ = line.select(f'"{account.folder}"')
        if state != "OK":
            raise MailboxFailed(
                f"Không mở được hộp thư “{account.folder}”. Sửa tên hộp thư trong HOISO_IMAP."
            )
        _, told = line.response("UIDVALIDITY")
        validity = told[0] if told and isinstance(told[0], bytes) else b""
        if not validity.isdigit():
            raise MailboxFailed("Máy chủ thư trả lời không đúng giao thức IMAP (thiếu UIDVALIDITY).")
        yield Mailbox(line, int(validity))
    except ssl.SSLError as error:
        raise MailboxFailed("Chứng thư số của máy chủ thư không dùng được. Kiểm tra tên máy chủ.") from error
    except (OSError, imaplib.IMAP4.abort, EOFError) as error:
        raise MailboxFailed(
            "Đường nối tới máy chủ thư bị đứt hoặc không có trả lời. Máy tự thử lại."
        ) from error
    except (imaplib.IMAP4.error, ValueError, IndexError, AttributeError) as error:
        raise MailboxFailed("Máy chủ thư trả lời không đúng giao thức IMAP. Máy tự thử lại.") from error
    finally:
        if line is not None:
            with suppress(OSError, imaplib.IMAP4.error):
                line.logout()
            with suppress(OSError):
                line.shutdown()


def _connected(account: Account) -> imaplib.IMAP4:
    if account.safety == "imaps":
        return imaplib.IMAP4_SSL(
            account.host, account.port, ssl_context=ssl.create_default_context(), timeout=_SECONDS
        )
    line = imaplib.IMAP4(account.host, account.port, timeout=_SECONDS)
    if account.safety == "imap":
        line.starttls(ssl.create_default_context())
    return line


def _sign_in(line: imaplib.IMAP4, account: Account) -> None:
    try:
        line.login(account.user, account.password)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise MailboxFailed(
            "Máy chủ thư không nhận tên hoặc mật khẩu. Sửa HOISO_IMAP rồi khởi động lại Hội Số."
        ) from error
