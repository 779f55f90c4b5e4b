"""A mailbox on loopback that speaks as much IMAP as is asked here, and misbehaves when told to."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

USER, PASSWORD = "vanthu@tinh.vn", "mật-khẩu khó".encode("ascii", "ignore").decode() + "!9"


@dataclass
class Box:
    """What lies in the mailbox; `fault` is what the server does wrong.

    It cuts the line in a mail (cut) or at a mark (cut-store), speaks HTTP (garbage), refuses the name
    (login), or tells no UIDVALIDITY (no-validity).
    """

    mails: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    validity: int = 77
    fault: str = ""
    sizes: dict[int, int] = field(default_factory=dict)
    fetched: list[int] = field(default_factory=list)
    port: int = 0


class _Talk(socketserver.StreamRequestHandler):
    box: Box

    def handle(self) -> None:
        self._say("* OK here")
        while line := self.rfile.readline().decode("utf-8", "replace").strip():
            tag, _, rest = line.partition(" ")
            if not self._answer(tag, rest):
                return

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")

    def _answer(  # noqa: C901 - one branch a command
        self, tag: str, rest: str
    ) -> bool:
        verb = rest.upper()
        if self.box.fault == "garbage" and verb.startswith("UID"):
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n<html>\r\n")
            return False
        if verb.startswith("CAPABILITY"):
            self._say("* CAPABILITY IMAP4REV1")
        elif verb.startswith("LOGIN"):
            right = f'LOGIN {USER} "{PASSWORD}"' == rest and self.box.fault != "login"
            if not right:
                self._say(f"{tag} NO [AUTHENTICATIONFAILED] wrong")
                return True
        elif verb.startswith("SELECT"):
            self._say(f"* {len(self.box.mails)} EXISTS")
            if self.box.fault != "no-validity":
                self._say(f"* OK [UIDVALIDITY {self.box.validity}] here")
        elif verb.startswith("UID SEARCH"):
            unseen = [str(uid) for uid in sorted(self.box.mails) if uid not in self.box.seen]
            self._say(" ".join(["* SEARCH", *unseen]))
        elif verb.startswith("UID FETCH"):
            if not self._fetch(int(re.findall(r"\d+", rest)[0]), verb):
                return False
        elif verb.startswith("UID STORE"):
            if self.box.fault == "cut-store":
                return False
            self.box.seen.add(int(re.findall(r"\d+", rest)[0]))
        elif verb.startswith("LOGOUT"):
            self._say("* BYE")
            self._say(f"{tag} OK")
            return False
        self._say(f"{tag} OK done")
        return True

    def _fetch(self, uid: int, verb: str) -> bool:
        mail = self.box.mails[uid]
        if "RFC822.SIZE" in verb:
            self._say(f"* 1 FETCH (UID {uid} RFC822.SIZE {self.box.sizes.get(uid, len(mail))})")
            return True
        self.box.fetched.append(uid)
        self.wfile.write(f"* 1 FETCH (UID {uid} BODY[] {{{len(mail)}}}\r\n".encode())
        if self.box.fault == "cut":
            self.wfile.write(mail[: len(mail) // 2])
            return False
        self.wfile.write(mail + b")\r\n")
        return True


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mailbox() -> Iterator[Box]:
    """The server while the block runs; `port` is where it listens."""
    box = Box()
    talk = type("Talk", (_Talk,), {"box": box})
    with _Server(("127.0.0.1", 0), talk) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield box
        server.shutdown()
        thread.join()
