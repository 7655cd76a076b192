"""Servers that stall, break off, lie and bomb: every source ends in bounded time with its reason,
and the good sources beside them are stored."""

import asyncio
import base64
import contextlib
import gzip
import os
import pathlib
import socket
import ssl
import struct
import subprocess
import threading
import unittest
import zlib

from partners import GOOD_FEED, Nginx, Story, free_port

FEED = GOOD_FEED.encode()
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nConnection: close\r\n"
# GOOD_FEED by `brotli -q 11` and `zstd -19`: Python has neither.
BROTLI_FEED = base64.b64decode("""
G0kBIBwHbqw8i3MQBIKfmkchqKn/z7xP9Z0+8k5uC0X4Yr3AWd6yUJvd/gX25U2ymU1TCpEmFwLzFunxXNbszkaWqE
QMc6ICavWQtjzHjZTAsMAAChOI9umAAXBvuNEp/BYuYJAb0aGhIdGZGXZ5befr5d8RaB6zGys65C/ffdy9Jvx6YUhU
qHyfFvcPQbFE1RIEyprWoXkGe0ABSaffu67uIiOKIr2ul8v0pOtMnQv8hR3ELLZH6faMJ3RmAKIEJ1boj+cTAQ==""")
ZSTD_FEED = base64.b64decode("""
KLUv/QRo/QYA8s4tGVDXA7+phyRgbPWIFYGxJOdTikiaGTNFAgzA1JqL8YH48Ylqv3xpp5tW11reuqNcsLiDHF+nXm
XXFuO8XUopSK92c3kDrVN8r2bifPd2OUrb+kB8KXq8KBJEJkfhiFEYnnWQH9IFnKNpN3Wmbvv4cpj1dlaIs3Y3ZjS7
7wPxLS4TNts0Clqi5mzFmOht72ti+GYf33L385rzM2227/6ZWYzpRf00tOYemEtQEDJQcL6as55nGrh8DQAUW6NoF4
YV/HlgcoFSpGFe9mq1EYUfgQqEug+agwNwxW2OAXAtENU=""")


def whole(body, *headers, status="200 OK"):
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/rss+xml", "Connection: close",
             f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def moved(location, status="302 Found"):
    return whole(b"", f"Location: {location}", status=status)


def chunked(*chunks):
    return (OK + b"Transfer-Encoding: chunked\r\n\r\n" +
            b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks))


GZIP_FEED = gzip.compress(FEED)
DEFLATE_RAW = zlib.compressobj(9, zlib.DEFLATED, -15)
# Sent as they are, then the connection is closed. Path: (bytes, what becomes of it; None: read).
ANSWERS = {
    "plain": (whole(FEED), None),
    "chunked": (chunked(FEED[:100], FEED[100:], b""), None),
    "until-the-end": (OK + b"\r\n" + FEED, None),
    "gzip": (whole(GZIP_FEED, "Content-Encoding: gzip"), None),
    "gzip-twice": (whole(gzip.compress(GZIP_FEED), "Content-Encoding: gzip, gzip"), None),
    "gzip-that-is-none": (whole(FEED, "Content-Encoding: gzip"), None),
    "deflate": (whole(zlib.compress(FEED), "Content-Encoding: deflate"), None),
    "deflate-raw": (whole(DEFLATE_RAW.compress(FEED) + DEFLATE_RAW.flush(),
                          "Content-Encoding: deflate"), None),
    "br": (whole(BROTLI_FEED, "Content-Encoding: br"), None),
    "zstd": (whole(ZSTD_FEED, "Content-Encoding: zstd"), None),
    "charset-as-coding": (whole(FEED, "Content-Encoding: UTF-8"), None),
    "more-than-announced": (whole(FEED) + b"junk" * 100, None),
    "clocks-of-1970": (whole(FEED, "Date: Thu, 01 Jan 1970 00:00:00 GMT",
                             "Expires: Thu, 01 Jan 1970 00:00:00 GMT", "Age: 99999999999",
                             "Last-Modified: Thu, 01 Jan 2099 00:00:00 GMT"), None),
    "moved-for-good": (moved("/plain", "301 Moved Permanently"), None),
    "moved-in-steps": (moved("/steps/3", "308 Permanent Redirect"), None),
    "steps/3": (moved("2"), None),
    "steps/2": (moved("1", "307 Temporary Redirect"), None),
    "steps/1": (moved("../plain", "301 Moved Permanently"), None),

    "nothing": (b"", "connect"),
    "not-http": (b"220 smtp.example.org ESMTP\r\n", "protocol"),
    "http-0.9": (FEED, "protocol"),
    "half-a-header": (b"HTTP/1.1 200 OK\r\nContent-Ty", "protocol"),
    "less-than-announced": (OK + b"Content-Length: 100000\r\n\r\n" + FEED, "protocol"),
    "length-of-no-number": (OK + b"Content-Length: many\r\n\r\n" + FEED, "protocol"),
    "two-lengths": (OK + b"Content-Length: 5\r\nContent-Length: 500\r\n\r\n" + FEED, "protocol"),
    "chunks-break-off": (chunked(FEED[:100]), "protocol"),
    "chunk-breaks-off": (chunked(FEED)[:-50], "protocol"),
    "chunk-of-no-size": (OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n" + FEED, "protocol"),
    "gzip-breaks-off": (whole(GZIP_FEED[:-20], "Content-Encoding: gzip"), "protocol"),
    "br-breaks-off": (whole(BROTLI_FEED[:-20], "Content-Encoding: br"), "protocol"),
    "zstd-breaks-off": (whole(ZSTD_FEED[:-20], "Content-Encoding: zstd"), "protocol"),
    "gzip-is-damaged": (whole(GZIP_FEED[:50] + b"\x00" * 50 + GZIP_FEED[100:],
                              "Content-Encoding: gzip"), "protocol"),
    "round-and-round": (moved("/round-and-round"), "protocol: redirects go in a circle"),
    "to-and-fro": (moved("/fro"), "protocol: redirects go in a circle"),
    "fro": (moved("/to-and-fro"), "protocol: redirects go in a circle"),
    "moved-to-nowhere": (whole(b"", status="301 Moved Permanently"), "http-status: HTTP 301"),
    "to-a-file": (moved("file:///etc/passwd"), "refused"),
    "to-ftp": (moved("ftp://127.0.0.1/feed.xml"), "refused"),
    "unasked-304": (whole(b"", status="304 Not Modified"), "http-status: HTTP 304"),
    "a-part": (whole(FEED, status="206 Partial Content"), "http-status: HTTP 206"),
    "gone": (whole(b"", status="410 Gone"), "gone: HTTP 410"),
    "forbidden": (whole(b"x" * 100000, status="403 Forbidden"), "http-status: HTTP 403"),
}


class HostileWeb:
    """A web server of raw bytes, on its own thread; `answer` writes what a path is answered with.
    `tls`: an SSLContext."""

    def __init__(self, tls=None, host="127.0.0.1"):
        self.requests = []
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(
            asyncio.start_server(self._serve, host, 0, ssl=tls))
        self.port = self._server.sockets[0].getsockname()[1]
        self._base = f"{'http' if tls is None else 'https'}://" + (f"[{host}]" if ":" in host else host)
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()

    def url(self, path=""):
        return f"{self._base}:{self.port}/{path}"

    def stop(self):
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _end(self):
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader, writer):
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = head.split(" ")[1].lstrip("/")
            self.requests.append((path, head))
            await self.answer(path, head, writer)
            await writer.drain()
        with contextlib.suppress(OSError, asyncio.CancelledError):
            writer.close()

    async def answer(self, path, head, writer):
        if path in ANSWERS:
            writer.write(ANSWERS[path][0])
        elif hasattr(self, way := "_" + path.split("/")[0].replace("-", "_")):
            await getattr(self, way)(path, head, writer)
        else:
            writer.write(whole(b"", status="404 Not Found"))

    async def _drip(self, writer, byte=b"x"):
        while True:
            writer.write(byte)
            await writer.drain()
            await asyncio.sleep(0.2)

    async def _silence(self, _path, _head, _writer):
        await asyncio.sleep(600)

    async def _slow_headers(self, _path, _head, writer):
        writer.write(b"HTTP/1.1 200 OK\r\nX-Loris: ")
        await self._drip(writer)

    async def _slow_body(self, _path, _head, writer):
        writer.write(OK + b"Content-Length: 1000000\r\n\r\n<rss>")
        await self._drip(writer)

    async def _slow_chunks(self, _path, _head, writer):
        writer.write(OK + b"Transfer-Encoding: chunked\r\n\r\n")
        await self._drip(writer, b"1\r\nx\r\n")

    async def _stalls(self, _path, _head, writer):
        writer.write(OK + b"Content-Length: 1000000\r\n\r\n<rss>")
        await writer.drain()
        await asyncio.sleep(600)

    async def _slow_steps(self, path, _head, writer):
        """A redirect every second: each is in time, all together are not."""
        await asyncio.sleep(1)
        writer.write(moved(f"/slow-steps/{len(path)}{path.split('/')[-1]}"))

    async def _steps_without_end(self, path, _head, writer):
        writer.write(moved(f"/steps-without-end/{len(path)}{path.split('/')[-1]}", "301 Moved"))

    async def _reset(self, path, _head, writer):
        writer.write({"at-once": b"", "in-headers": b"HTTP/1.1 200 OK\r\nContent-",
                      "in-body": OK + b"Content-Length: 1000\r\n\r\n<rss>"}[path.split("/")[1]])
        await writer.drain()
        await asyncio.sleep(0.1)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                                                   struct.pack("ii", 1, 0))
        writer.transport.abort()

    async def _endless(self, path, _head, writer):
        piece = {"headers": b"X-More: " + b"x" * 1000 + b"\r\n", "header": b"x" * 1000,
                 "body": b"x" * 65536, "chunks": b"1000\r\n" + b"x" * 4096 + b"\r\n",
                 "redirect": b"x" * 65536}[path.split("/")[1]]
        start = {"headers": OK, "header": OK + b"X-Long: ", "body": OK + b"\r\n",
                 "chunks": OK + b"Transfer-Encoding: chunked\r\n\r\n",
                 "redirect": b"HTTP/1.1 302 Found\r\nLocation: /plain\r\n\r\n"}[path.split("/")[1]]
        writer.write(start)
        while True:
            writer.write(piece)
            await writer.drain()

    async def _bomb(self, path, _head, writer):
        """10 GB of zeros, in members of 64 MB; nested: a bomb of bombs."""
        member = gzip.compress(bytes(64 << 20))
        bomb = member * 160
        if path == "bomb/nested":
            writer.write(whole(gzip.compress(bomb), "Content-Encoding: gzip, gzip"))
        else:
            writer.write(whole(bomb, "Content-Encoding: gzip"))

    async def _versions(self, _path, head, writer):
        """An ETag once; after that 304 without any header."""
        if "If-None-Match: \"v1\"" in head:
            writer.write(b"HTTP/1.1 304 Not Modified\r\n\r\n")
        else:
            writer.write(whole(FEED, 'ETag: "v1"'))

    async def _busy(self, _path, _head, writer):
        """A clock of 1994 that asks for an hour."""
        writer.write(whole(b"", "Date: Sun, 06 Nov 1994 08:49:37 GMT",
                           "Retry-After: Sun, 06 Nov 1994 09:49:37 GMT",
                           status="429 Too Many Requests"))


class Stalling:
    """Listens, and never accepts: a TLS handshake without an answer."""

    def __init__(self):
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]

    def stop(self):
        self._socket.close()


def source(name, url, *lines, allow_private=True):
    text = f'[[source]]\nid = "{name}"\nurl = "{url}"\nkind = "feed"\n'
    return text + "\n".join([*(["allow_private = true"] if allow_private else []), *lines, ""])


class HostileStory(Story):
    def setUp(self):
        super().setUp()
        self.web = self.start_web(HostileWeb)

    def poll(self, sources, **fetch):
        fetch = {"timeout": '"3s"', "connect_timeout": '"2s"', "stall_timeout": '"2s"',
                 "connections_per_host_max": "20", **fetch}
        settings = "".join(f"{key} = {value}\n" for key, value in fetch.items())
        (self.folder / "lodewatch.toml").write_text(f"[fetch]\n{settings}{sources}")
        return self.run_program("poll", timeout=90)

    def assert_told(self, expected):
        """`expected`: the start of the failure of each source; None: read, with one document."""
        told = {name: (failure, documents) for name, failure, documents in
                self.ask("SELECT id, failure, documents FROM sources")}
        for name, reason in expected.items():
            with self.subTest(source=name):
                failure, documents = told[name]
                if reason is None:
                    self.assertEqual((failure, documents), ("NULL", "1"))
                else:
                    self.assertRegex(failure, rf"^{reason}")
                    self.assertEqual(documents, "0")


class HostileServers(HostileStory):
    def test_what_is_whole_is_read_and_what_is_not_says_why(self):
        names = {path.replace("/", "-").replace(".", "-"): path for path in ANSWERS}
        done = self.poll("".join(source(name, self.web.url(path))
                                 for name, path in names.items()))
        self.assert_ends_with(1, done)
        self.assert_told({name: ANSWERS[path][1] for name, path in names.items()})

    def test_servers_that_stall_or_never_end_are_given_up(self):
        stalling = self.start_web(Stalling)
        expected = {
            "silence": "timeout", "slow-headers": "timeout", "slow-body": "timeout",
            "slow-chunks": "timeout", "stalls": "timeout", "slow-steps/0": "timeout",
            "steps-without-end/0": "protocol: more than 5 redirects",
            "reset/at-once": "connect", "reset/in-headers": "(connect|protocol)",
            "reset/in-body": "protocol", "endless/headers": "too-large",
            "endless/header": "(too-large|protocol)", "endless/body": "too-large",
            "endless/chunks": "too-large", "endless/redirect": None, "plain": None,
        }
        sources = "".join(source(path.replace("/", "-"), self.web.url(path)) for path in expected)
        sources += source("tls-stalls", f"https://127.0.0.1:{stalling.port}/")
        self.assert_ends_with(1, self.poll(sources, size_max='"4 MiB"'))
        self.assert_told({path.replace("/", "-"): reason for path, reason in expected.items()})
        self.assert_told({"tls-stalls": "(timeout|tls)"})

    def test_bombs_end_at_the_limit_of_memory(self):
        sources = "".join(source(name, self.web.url(path)) for name, path in
                          {"bomb": "bomb", "nested": "bomb/nested", "good": "plain"}.items())
        (self.folder / "lodewatch.toml").write_text(f'[fetch]\ntimeout = "60s"\n{sources}')
        # A limit of address space would end a program with AddressSanitizer before it starts.
        with subprocess.Popen([self.program(), "poll"], cwd=self.folder) as running:
            kill = threading.Timer(90, running.kill)
            kill.start()
            _, status, usage = os.wait4(running.pid, 0)
            kill.cancel()
            running.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(running.returncode, 1)
        self.assertLess(usage.ru_maxrss, 2_000_000, "KiB")
        self.assert_told({"bomb": "too-large", "nested": "too-large", "good": None})

    def test_private_addresses_are_refused_however_they_are_written(self):
        hosts = {"ip": "127.0.0.1", "name": "localhost", "number": "2130706433", "short": "127.1",
                 "hex": "0x7f.1", "mapped": "[::ffff:127.0.0.1]", "any": "0.0.0.0",
                 "wide": "１２７.0.0.1"}
        done = self.poll("".join(
            source(name, f"http://{host}:{self.web.port}/plain", allow_private=False)
            for name, host in hosts.items()))
        self.assert_ends_with(1, done)
        self.assert_told({name: "refused" for name in hosts})
        self.assertEqual(self.web.requests, [])

    def test_an_ipv6_address_is_a_host_too(self):
        web = self.start_web(lambda: HostileWeb(host="::1"))
        self.assert_ends_with(0, self.poll(source("six", web.url("moved-in-steps"))))
        self.assert_told({"six": None})
        self.assertIn(f"Host: [::1]:{web.port}", web.requests[0][1])

    def test_a_304_without_an_etag_keeps_the_one_that_was_sent(self):
        for round_number in range(3):
            self.assert_ends_with(0, self.poll(source("wire", self.web.url("versions"))))
            self.assert_told({"wire": None})
            sent = 'If-None-Match: "v1"' in self.web.requests[-1][1]
            self.assertEqual(sent, round_number > 0)

    def test_a_host_that_asks_to_be_left_alone_is_asked_once(self):
        other = self.start_web(HostileWeb)
        sources = "".join(source(f"busy-{i}", self.web.url(f"busy/{i}")) for i in range(5))
        polled = self.poll(sources + source("other", other.url("plain")),
                           connections_per_host_max="1")
        self.assert_ends_with(1, polled)
        told = [failure for name, failure in self.ask("SELECT id, failure FROM sources")
                if name != "other"]
        self.assertEqual(len([text for text in told if text.startswith("http-status: HTTP 429")]), 1)
        # Not held against the others: they are postponed.
        self.assertEqual(polled.stderr.count("postponed"), 4, polled.stderr)
        self.assertEqual(len(self.web.requests), 1)
        self.assert_told({"other": None})


class Certificates:
    """An authority in a folder, made by the openssl tool, and what it signs for 127.0.0.1."""

    _KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]

    def __init__(self, folder):
        self._folder = pathlib.Path(folder)
        self._folder.mkdir()
        self.authority = self._folder / "authority.pem"
        self._run("req", "-x509", *self._KEY, "-days", "1", "-subj", "/CN=authority", "-keyout",
                  "authority.key", "-out", "authority.pem")

    def _run(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self._folder, check=True, timeout=60,
                       capture_output=True)

    def issue(self, name, alternatives="IP:127.0.0.1,DNS:localhost", days=1):
        self._run("req", *self._KEY, "-subj", f"/CN={name}", "-addext",
                  f"subjectAltName={alternatives}", "-keyout", f"{name}.key", "-out", f"{name}.csr")
        self._run("x509", "-req", "-in", f"{name}.csr", "-CA", "authority.pem", "-CAkey",
                  "authority.key", "-CAcreateserial", "-days", str(days), "-copy_extensions",
                  "copy", "-out", f"{name}.pem")
        return self._folder / f"{name}.pem", self._folder / f"{name}.key"

    def self_signed(self, name):
        self._run("req", "-x509", *self._KEY, "-days", "1", "-subj", f"/CN={name}", "-addext",
                  "subjectAltName=IP:127.0.0.1", "-keyout", f"{name}.key", "-out", f"{name}.pem")
        return self._folder / f"{name}.pem", self._folder / f"{name}.key"


class BadCertificates(HostileStory):
    def setUp(self):
        super().setUp()
        self.certificates = Certificates(self.folder / "certificates")

    def start_tls(self, files):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*files)
        return self.start_web(lambda: HostileWeb(context))

    def test_a_certificate_that_nobody_vouches_for_is_refused_with_its_reason(self):
        plain_port = self.web.port
        sources = source("self-signed",
                         self.start_tls(self.certificates.self_signed("self")).url("plain"))
        sources += source("unknown", self.start_tls(self.certificates.issue("x")).url("plain"))
        sources += source("no-tls", f"https://127.0.0.1:{plain_port}/plain")
        sources += source("closed", f"https://127.0.0.1:{free_port()}/plain")
        sources += source("good", self.web.url("plain"))
        self.assert_ends_with(1, self.poll(sources))
        self.assert_told({"self-signed": r"tls: .*self-signed certificate",
                          "unknown": r"tls: .*unable to get local issuer certificate",
                          "no-tls": "(tls|timeout): ", "closed": "connect: ", "good": None})

    def test_an_authority_of_ones_own_vouches_for_what_is_right_alone(self):
        trust = f'ca_file = "{self.certificates.authority}"'
        issue = self.certificates.issue
        sources = "".join(source(name, self.start_tls(files).url("plain"), trust) for name, files in {
            "right": issue("right"), "expired": issue("expired", days=-1),
            "other": issue("other", "DNS:other.example.org")}.items())
        self.assert_ends_with(1, self.poll(sources))
        self.assert_told({"right": None, "expired": r"tls: .*certificate has expired",
                          "other": r"tls: .*(does not match|no alternative certificate)"})

    def test_http_2_is_spoken_with_servers_that_do(self):
        certificate, key = self.certificates.issue("nginx")
        nginx = Nginx(self.folder / "nginx", listen=f"ssl http2; ssl_certificate {certificate}; "
                      f"ssl_certificate_key {key}", told="$server_protocol")
        self.addCleanup(nginx.stop)
        names = [f"wire-{i}" for i in range(20)]
        for name in names:
            (nginx.pages / f"{name}.xml").write_text(GOOD_FEED.replace("good-1", name))
        sources = "".join(
            source(name, nginx.url(f"{name}.xml").replace("http:", "https:"),
                   f'ca_file = "{self.certificates.authority}"') for name in names)
        for status in (200, 304):
            self.assert_ends_with(0, self.poll(sources))
            self.assert_told({name: None for name in names})
            seen = nginx.new_requests(len(names))
            self.assertEqual({request.status for request in seen}, {status})
            self.assertEqual(len(seen), len(names))
        self.assertEqual(set(nginx.told()), {"HTTP/2.0"})


if __name__ == "__main__":
    unittest.main()
