"""A real SMTP server for tests, on a port of its own choice, which it prints when it listens.

Every accepted message becomes DIRECTORY/N.eml: the bytes of the message after the lines
"sender: ...", "recipient: ..." and an empty one. DIRECTORY/log has a line for each connection,
each greeting under TLS and each login. Recipients decide what happens to them by their name:
    refused@  550      full@  452      busy@  451      stop@  421 and the connection is closed
    hangup@   the connection is closed without a word
    badmail@  taken, but the message is refused with 554
    slow@     no answer for a minute
"""

import argparse
import asyncio
import pathlib
import ssl

from aiosmtpd.smtp import SMTP, AuthResult

REPLIES = {
    "refused": "550 5.1.1 no such user",
    "full": "452 4.2.2 mailbox full",
    "busy": "451-4.3.2 come back\r\n451 4.3.2 later",
}


class Partner:
    """The handler: decides on recipients and keeps what it got."""

    def __init__(self, options):
        self.directory = options.directory
        self.implicit_tls = options.implicit
        self.messages_a_connection = options.messages_a_connection
        self.count = 0

    def log(self, line):
        with open(self.directory / "log", "a", encoding="utf-8") as log:
            log.write(line + "\n")

    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "553 5.1.8 sender not accepted"
        if getattr(session, "taken", 0) >= self.messages_a_connection:
            await server.push("421 4.7.0 that is enough for one connection")
            server.transport.close()
        envelope.mail_from = address
        return "250 2.1.0 ok"

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name in REPLIES:
            return REPLIES[name]
        if name == "stop":
            await server.push("421 4.3.0 going down")
            server.transport.close()
        if name == "hangup":
            server.transport.abort()
        if name == "slow":
            await asyncio.sleep(60)
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0].startswith("badmail@"):
            return "554 5.6.0 this message is not wanted"
        self.count += 1
        session.taken = getattr(session, "taken", 0) + 1
        head = f"sender: {envelope.mail_from}\nrecipient: {','.join(envelope.rcpt_tos)}\n\n"
        path = self.directory / f"{self.count}.eml"
        path.write_bytes(head.encode() + envelope.original_content)
        return "250 2.0.0 taken"

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        under_tls = self.implicit_tls or session.ssl
        self.log("EHLO under TLS" if under_tls else "EHLO in clear")
        session.host_name = hostname
        return responses


def connection(partner, options):
    """One client's protocol object."""

    class Connection(SMTP):
        def connection_made(self, transport):
            if self.transport is None:  # a second call comes after STARTTLS
                partner.log("connection")
            super().connection_made(transport)

    def authenticate(server, session, envelope, mechanism, data):
        expected = (options.user.encode(), options.password.encode())
        right = (data.login, data.password) == expected
        partner.log("login accepted" if right else "login refused")
        return AuthResult(success=right, handled=False)

    context = None
    if options.certificate and not options.implicit:
        context = tls_context(options)
    return Connection(
        partner,
        hostname="partner.example",
        tls_context=context,
        require_starttls=context is not None,
        authenticator=authenticate if options.user else None,
        auth_required=bool(options.user),
        auth_require_tls=bool(options.certificate) and not options.implicit,
    )


def tls_context(options):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.certificate, options.key)
    return context


async def refuse_clients(reader, writer):
    """A server that does not want anybody."""
    writer.write(b"554 5.3.2 not today\r\n")
    await writer.drain()
    writer.close()


async def hang_up(reader, writer):
    """A server that closes every connection before its greeting."""
    writer.close()


async def serve(options):
    partner = Partner(options)
    loop = asyncio.get_running_loop()
    if options.behaviour == "refuse":
        server = await asyncio.start_server(refuse_clients, "127.0.0.1", 0)
    elif options.behaviour == "hang-up":
        server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    else:
        context = tls_context(options) if options.implicit else None
        server = await loop.create_server(
            lambda: connection(partner, options), "127.0.0.1", 0, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--implicit", action="store_true", help="TLS from the first byte")
    parser.add_argument("--messages-a-connection", type=int, default=1000)
    parser.add_argument("--user", default="")
    parser.add_argument("--password", default="")
    parser.add_argument("--behaviour", choices=["serve", "refuse", "hang-up"], default="serve")
    asyncio.run(serve(parser.parse_args()))


main()
