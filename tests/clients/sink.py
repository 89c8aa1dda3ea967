"""A mail server on aiosmtpd, for tests/it/kill.rs. Of every seven letters it defers one and hangs up in the middle of
one; once a line comes on standard input it only takes. It prints its port, then a line for each letter that arrived
whole: its Message-ID, its address and the method of its calendar. It ends with its input."""

import asyncio
import email
import email.policy
import sys

from aiosmtpd.smtp import SMTP, syntax

DEFERS, DROPS, MOODS = 3, 5, 7


class Sink(SMTP):
    @syntax("DATA")
    async def smtp_DATA(self, arg):
        if getattr(self.envelope, "mood", 0) != DROPS:
            return await super().smtp_DATA(arg)
        await self.push("354 go on")
        await self._reader.readuntil(b"\r\n")
        self.transport.abort()


class Letters:
    def __init__(self):
        self.kind = False
        self.number = 0

    async def handle_MAIL(self, server, session, envelope, address, options):
        envelope.mood = 0 if self.kind else self.number % MOODS
        self.number += 1
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 fine"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if envelope.mood == DEFERS:
            return "451 4.3.0 later"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        methods = [part.get_param("method") for part in message.walk() if part.get_content_type() == "text/calendar"]
        print(message["Message-ID"], envelope.rcpt_tos[0], *methods, flush=True)
        return "250 taken"


async def main():
    loop = asyncio.get_running_loop()
    letters = Letters()
    server = await loop.create_server(lambda: Sink(letters, hostname="sink", loop=loop), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    while await loop.run_in_executor(None, sys.stdin.readline):
        letters.kind = True
    # Connections that are left open keep nobody waiting.
    server.close()


asyncio.run(main())
