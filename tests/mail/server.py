"""A mail server for the black-box tests, whose manners the recipient's address chooses.

It listens three times, on free ports of this machine: plain, with STARTTLS, and with TLS from the first byte. The
first line of its output says where, and whom to trust; each line after it is a message that came. It ends with its
standard input.

    refused-…     550 to the recipient
    full-…        552 to the message
    later2-…      450 to the recipient, twice; then it is taken
    busy2-…       421 and a closed connection, twice
    half2-…       the connection dies in the middle of the message, twice
    lost2-…       the message is kept and the connection dies before the reply, twice
    slow3-…       the reply takes three seconds
    stuck2-…      no reply at all, twice
"""

import asyncio
import email
import email.policy
import json
import logging
import re
import ssl
import sys

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USER, PASSWORD = b"otklik", b"a password of the tests"
LONGER_THAN_ANYBODY_WAITS = 60

logging.getLogger("mail.log").setLevel(logging.CRITICAL)

tries = {}


def manner(address):
    """The manner that an address asks for, with its number, and whether it still counts."""
    found = re.match(r"(refused|full|later|busy|half|lost|slow|stuck)(\d*)-", address)
    if not found:
        return None, 0, False
    word, number = found[1], int(found[2] or 0)
    return word, number, tries.get(address, 0) <= number


def tell(**what):
    print(json.dumps(what, ensure_ascii=False), flush=True)


def keep(server, session, envelope):
    message = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    tell(
        to=envelope.rcpt_tos[0],
        sender=envelope.mail_from,
        id=message["Message-ID"],
        subject=message["Subject"],
        headers={name: str(value) for name, value in message.items()},
        text=text.get_content() if text else "",
        html=html.get_content() if html else "",
        ascii=envelope.original_content.isascii(),
        tls=server.transport.get_extra_info("sslcontext") is not None,
        user=(session.auth_data.login.decode() if session.auth_data else None),
    )


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        tries[address] = tries.get(address, 0) + 1
        word, _, counts = manner(address)
        if word == "refused":
            return f"550 5.1.1 {address} is unknown here"
        if word == "later" and counts:
            return "450 4.2.0 come back later"
        if word == "busy" and counts:
            await server.push("421 4.3.2 too busy")
            server.transport.abort()
            raise ConnectionAbortedError
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        address = envelope.rcpt_tos[0]
        word, number, counts = manner(address)
        if word == "full":
            return "552 5.2.2 the mailbox is full"
        if word == "slow":
            await asyncio.sleep(number)
        if word == "stuck" and counts:
            await asyncio.sleep(LONGER_THAN_ANYBODY_WAITS)
        keep(server, session, envelope)
        if word == "lost" and counts:
            server.transport.abort()
            raise ConnectionAbortedError
        return "250 2.0.0 taken"


class Server(SMTP):
    async def smtp_DATA(self, arg):
        address = self.envelope.rcpt_tos[0] if self.envelope.rcpt_tos else ""
        word, _, counts = manner(address)
        if word == "half" and counts:
            await self.push("354 go on")
            await self._reader.read(100)
            self.transport.abort()
            raise ConnectionAbortedError
        return await super().smtp_DATA(arg)


def authenticate(server, session, envelope, mechanism, data):
    is_right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=is_right, handled=False, auth_data=data if is_right else None)


async def listen(inside=None, starttls=None):
    def connection():
        return Server(
            Handler(),
            hostname="mail.test",
            enable_SMTPUTF8=True,
            tls_context=starttls,
            require_starttls=starttls is not None,
            authenticator=authenticate,
            auth_require_tls=False,
            loop=asyncio.get_running_loop(),
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(connection, "127.0.0.1", 0, ssl=inside)
    return server.sockets[0].getsockname()[1]


async def main():
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("mail.test").configure_cert(context)
    tell(
        plain=await listen(),
        starttls=await listen(starttls=context),
        tls=await listen(inside=context),
        roots=authority.cert_pem.bytes().decode(),
    )
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
