"""A small mail server on loopback that speaks enough SMTP: takes, refuses, or falls silent."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import cast


class Server(socketserver.ThreadingTCPServer):
    """`mails` are those taken; `answers` are what it says to the next texts instead of taking them."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.mails: list[EmailMessage] = []
        self.answers: list[str] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}?tls=no&from=desk@example.org"


class Session(socketserver.StreamRequestHandler):
    """One connection. The answer "silence" takes the text and hangs up without a word."""

    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].upper()
            if verb == "QUIT":
                self.say("221 bye")
                return
            if verb == "DATA":
                self.say("354 go on")
                answer = self.take()
                if answer == "silence":
                    return
                self.say(answer)
            else:
                self.say("250 ok")

    def take(self) -> str:
        server = cast(Server, self.server)
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        answer = server.answers.pop(0) if server.answers else "250 taken"
        if answer.startswith(("250", "silence")):
            server.mails.append(
                cast(EmailMessage, message_from_bytes(b"".join(lines), policy=policy.default))
            )
        return answer

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def listening() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
