"""What the program meets in the world, as the tests start and stop it: a web server (nginx), web
servers that misbehave, a mail server, systemd's notification socket, and the program itself.

All of it lives on free ports of 127.0.0.1 and in temporary folders, needs no root, and is ended by
its own process id, also when a test fails. Nothing here waits without an end.
"""

import collections
import contextlib
import email
import email.policy
import gzip
import http.server
import io
import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest

from aiosmtpd.controller import Controller

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("LODEWATCH", str(ROOT / "build" / "release" / "lodewatch"))
EXAMPLE = ROOT / "examples" / "rare-earths"
EXAMPLE_PAGES = sorted(
    path.name for path in EXAMPLE.iterdir() if path.suffix in (".xml", ".json", ".html"))

# A page that never changes what it says: used as the good source beside bad ones.
GOOD_FEED = """<?xml version="1.0"?>
<rss version="2.0"><channel><title>Good wire</title><link>https://good.example.org</link>
<item><title>Antimony</title><guid>good-1</guid><pubDate>Mon, 14 Jul 2025 04:15:00 GMT</pubDate>
<description>China exported 1,111 tonnes of antimony in June, customs data showed.</description></item>
</channel></rss>
"""


def wait_until(holds, seconds=20.0):
    """Asks `holds` again and again; its first true answer, or its last one when time is up."""
    end = time.monotonic() + seconds
    while True:
        answer = holds()
        if answer or time.monotonic() >= end:
            return answer
        time.sleep(0.02)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def end_process(process):
    """Asks it to end, insists after five seconds; it is gone when this returns."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
    process.wait(5)
    for stream in (process.stdout, process.stderr):
        if stream is not None:
            stream.close()


# ---------------------------------------------------------------------------------------- web

Request = collections.namedtuple("Request", "path status if_none_match")


class Nginx:
    """nginx over the files in `pages`, as they are at the time of a request. `listen`: more words
    for how it listens; `told`: a variable of a request, told by told()."""

    _CONFIG = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log info;
events {{ worker_connections 64; }}
http {{
  types {{ text/html html; application/xml xml; application/feed+json json; }}
  etag on;
  log_format told '$uri $status "$http_if_none_match"';
  access_log {folder}/access.log told;
  log_format more '{told}';
  access_log {folder}/more.log more;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port} {listen}; root {folder}/pages; }}
}}
"""

    def __init__(self, folder, listen="", told="$request_length"):
        self.folder = pathlib.Path(folder)
        self.pages = self.folder / "pages"
        self.pages.mkdir(parents=True)
        self._read = 0
        self._process = None
        for _ in range(5):  # another test may take the port between asking and binding
            self.port = free_port()
            (self.folder / "nginx.conf").write_text(
                self._CONFIG.format(folder=self.folder, port=self.port, listen=listen, told=told))
            self._process = subprocess.Popen(
                ["/usr/sbin/nginx", "-p", str(self.folder), "-e", f"{self.folder}/error.log",
                 "-c", f"{self.folder}/nginx.conf"],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if wait_until(lambda: self._process.poll() is not None or answers(self.port)) \
                    and self._process.poll() is None:
                return
            end_process(self._process)
        raise RuntimeError("nginx does not start: " + (self.folder / "error.log").read_text())

    def url(self, page=""):
        return f"http://127.0.0.1:{self.port}/{page}"

    def serve_example(self):
        for name in EXAMPLE_PAGES:
            shutil.copy(EXAMPLE / name, self.pages / name)

    def new_requests(self, at_least=1):
        """The requests since this was last asked; nginx logs a moment after it has answered."""
        wait_until(lambda: len(self._lines()) - self._read >= at_least, 5)
        lines = self._lines()[self._read:]
        self._read += len(lines)
        found = [re.fullmatch(r'/(\S+) (\d+) "(.*)"', line) for line in lines]
        return [Request(match[1], int(match[2]), match[3].replace("\\x22", '"')) for match in found]

    def told(self):
        return (self.folder / "more.log").read_text().splitlines()

    def _lines(self):
        return (self.folder / "access.log").read_text().splitlines()

    def stop(self):
        end_process(self._process)


class Web:
    """A web server in this process; what it answers is up to `answer` of its kind."""

    def __init__(self):
        self.stopping = threading.Event()
        web = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                web.answer(self)

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                pass  # clients that hang up, and clients that are killed, are what we test

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def url(self, page):
        return f"http://127.0.0.1:{self._server.server_port}/{page}"

    def stop(self):
        self.stopping.set()
        self._server.shutdown()
        self._thread.join(5)
        self._server.server_close()

    @staticmethod
    def send(request, status, kind, body, **headers):
        request.send_response(status)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)


class HeldWeb(Web):
    """Serves the shipped example, but no more than `allowed` pages; all others hang until then."""

    def __init__(self):
        self._turn = threading.Condition()
        self._allowed = 0
        super().__init__()

    def allow(self, pages):
        with self._turn:
            self._allowed = pages
            self._turn.notify_all()

    def answer(self, request):
        with self._turn:
            while self._allowed <= 0 and not self.stopping.is_set():
                self._turn.wait(0.1)
            self._allowed -= 1
        page = EXAMPLE / request.path.lstrip("/")
        kind = "text/html" if page.suffix == ".html" else "application/octet-stream"
        self.send(request, 200, kind, page.read_bytes())


class BadWeb(Web):
    """A web server whose every path is another way to fail."""

    def __init__(self):
        self.zeros_sent = 0
        self._bomb = None
        super().__init__()

    def answer(self, request):
        pages = {
            "/good.xml": ("application/rss+xml", GOOD_FEED.encode()),
            "/broken.xml": ("application/rss+xml", b'<?xml version="1.0"?>\n<rss version="2.0"><chan'),
            "/page.html": ("text/html", b"<!DOCTYPE html><html><head><title>Welcome</title></head>"
                           b"<body><p>This is the home page of a paper.</p></body></html>"),
            "/no-columns.html": ("text/html", b"<html><head><title>Canteen</title></head><body>"
                                 b"<table><tr><th>Dish</th><th>Guests</th></tr>"
                                 b"<tr><td>Soup</td><td>12</td></tr></table></body></html>"),
            "/bytes": ("application/rss+xml", bytes(range(256)) * 8),
            "/empty.xml": ("application/rss+xml", b""),
        }
        path = request.path
        if path in pages:
            self.send(request, 200, *pages[path])
        elif path == "/500":
            self.send(request, 500, "text/plain", b"out of order")
        elif path == "/endless":
            self._send_zeros(request)
        elif path == "/bomb":
            self._bomb = self._bomb or _gzip_bomb(256)
            self.send(request, 200, "application/rss+xml", self._bomb, Content_Encoding="gzip")
        elif path == "/silent":
            self.stopping.wait(60)
        elif path == "/redirect-to-file":
            self.send(request, 302, "text/plain", b"", Location="file:///etc/passwd")
        else:
            self.send(request, 404, "text/plain", b"not here")

    def _send_zeros(self, request):
        """One gigabyte, with no length said before."""
        request.send_response(200)
        request.send_header("Content-Type", "application/rss+xml")
        request.send_header("Connection", "close")
        request.end_headers()
        zeros = bytes(1 << 20)
        for _ in range(1024):
            if self.stopping.is_set():
                return
            request.wfile.write(zeros)
            self.zeros_sent += len(zeros)


def _gzip_bomb(mebibytes):
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as out:
        for _ in range(mebibytes):
            out.write(bytes(1 << 20))
    return packed.getvalue()


# --------------------------------------------------------------------------------------- mail


class MailServer:
    """An SMTP server that keeps what it accepts, and refuses what it is told to refuse."""

    def __init__(self, port=None):
        self.taken = []  # (recipient, bytes), in the order of acceptance
        self.refused = set()  # recipients that are answered 550
        self.later = 0  # so many messages are answered 451
        self.on_taken = None  # called when a message is kept, before the client is told
        for _ in range(5):
            self.port = port or free_port()
            self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
            with contextlib.suppress(OSError):
                self._controller.start()
                return
        raise RuntimeError("the mail server does not start")

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address in self.refused:
            return "550 5.1.1 no such person here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server, _session, envelope):
        if self.later > 0:
            self.later -= 1
            return "451 4.3.0 come again later"
        for recipient in envelope.rcpt_tos:
            self.taken.append((recipient, envelope.original_content))
        if self.on_taken is not None:
            self.on_taken()
        return "250 2.0.0 kept"

    def mails(self, recipient=None):
        return [parse_mail(content) for to, content in self.taken if recipient in (None, to)]

    def stop(self):
        self._controller.stop()


def parse_mail(content):
    return email.message_from_bytes(content, policy=email.policy.default)


def maildir_mails(folder):
    """The unread mails of a Maildir, in the order of their Message-IDs."""
    found = [parse_mail(path.read_bytes()) for path in (pathlib.Path(folder) / "new").iterdir()]
    return sorted(found, key=lambda mail: mail["Message-ID"])


def alert_of(mail):
    return str(mail["X-Lodewatch-Alert"])


def entries_of(mail):
    return [int(entry) for entry in str(mail["X-Lodewatch-Entry"]).split(",")]


def faults_of(mail):
    """What the email package holds against any part."""
    return [defect for part in mail.walk() for defect in part.defects]


# ------------------------------------------------------------------------------------ program


class NotifySocket:
    """systemd's side of sd_notify(3): a thread takes what comes, so that no sender ever waits."""

    def __init__(self, path):
        self.path = str(path)
        self.lines = []
        self._seen = 0  # lines that a wait_for has gone past
        self._news = threading.Condition()
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.path)
        self._thread = threading.Thread(target=self._take)
        self._thread.start()

    def _take(self):
        while True:
            news = self._socket.recv(4096)
            if news == b"END":
                return
            with self._news:
                self.lines += news.decode().splitlines()
                self._news.notify_all()

    def wait_for(self, line, seconds=20.0):
        """Whether the line has come, or comes in time, after the one that was waited for last."""
        with self._news:
            found = self._news.wait_for(lambda: line in self.lines[self._seen:], seconds)
            if found:
                self._seen = self.lines.index(line, self._seen) + 1
            return found

    def stop(self):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.sendto(b"END", self.path)
        self._thread.join(5)
        self._socket.close()


def environment(**more):
    """Nothing of the tester's own may steer the program."""
    own = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"}
    for name, value in os.environ.items():
        if name.endswith("SAN_OPTIONS"):
            own[name] = value
    return {**own, **more}


class Story(unittest.TestCase):
    """A test with a folder of its own, partners that end with it, and the program at hand."""

    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lodewatch-e2e."))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def start_nginx(self):
        nginx = Nginx(self.folder / "nginx")
        self.addCleanup(nginx.stop)
        nginx.serve_example()
        return nginx

    def start_web(self, kind):
        web = kind()
        self.addCleanup(web.stop)
        return web

    def start_mail(self, port=None):
        server = MailServer(port)
        self.addCleanup(server.stop)
        return server

    def start_notify(self):
        notify = NotifySocket(self.folder / "notify")
        self.addCleanup(notify.stop)
        return notify

    def program(self):
        return PROGRAM

    def run_program(self, *arguments, cwd=None, timeout=120):
        """Runs it to its end. A crash of the program (a signal) fails the test at once."""
        done = subprocess.run(
            [PROGRAM, *map(str, arguments)], cwd=cwd or self.folder, env=environment(),
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout, check=False)
        self.assertGreaterEqual(done.returncode, 0, f"killed by a signal: {done.stderr}")
        return done

    def start_program(self, *arguments, **more):
        with open(self.folder / "stderr", "ab") as stderr:
            process = subprocess.Popen(
                [PROGRAM, *map(str, arguments)], cwd=self.folder, env=environment(**more),
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=stderr)
        self.addCleanup(end_process, process)
        return process

    def stderr(self):
        return (self.folder / "stderr").read_text()

    def assert_ends_with(self, code, done):
        self.assertEqual(done.returncode, code, f"stdout: {done.stdout}\nstderr: {done.stderr}")

    # The shipped example, with its pages on a web server and its mail to a mail server.

    def example_config(self, web, mail=None, name="lodewatch.toml", recipients=None):
        text = (EXAMPLE / "lodewatch.toml").read_text()
        text = re.sub(r'url = "file:(.*)"', lambda match: f'url = "{web.url(match[1])}"'
                      '\nallow_private = true', text)
        if mail is not None:
            text = text.replace('maildir = "mail"',
                                f'host = "127.0.0.1"\nport = {mail}\ntls = "none"\ntimeout = "10s"')
        if recipients is not None:
            text = text.replace('["metals@example.org"]', str(recipients).replace("'", '"'))
        path = self.folder / name
        path.write_text(text)
        return path

    def database(self, name="lodewatch.db"):
        return self.folder / name

    def ask(self, sql, database=None):
        """Rows as the sqlite3 tool prints them, a list of texts each; NULL is "NULL"."""
        done = subprocess.run(
            ["sqlite3", "-readonly", "-batch", "-noheader", "-nullvalue", "NULL", "-separator",
             "\x1f", str(database or self.database()), sql],
            env=environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30,
            check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [line.split("\x1f") for line in done.stdout.splitlines()]

    def ask_one(self, sql, database=None):
        rows = self.ask(sql, database)
        self.assertEqual(len(rows), 1, f"{sql}: {rows}")
        return rows[0]

    def let_mail_be_due(self, database=None):
        """A minute and more passes for the outbox: the next try is due at once."""
        with contextlib.closing(sqlite3.connect(database or self.database(), timeout=10)) as writer:
            writer.execute("UPDATE delivery SET next_attempt_at = 0 WHERE state = 'queued'")
            writer.commit()

    def wait_for_end(self, process, seconds=5.0):
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.fail(f"still running after {seconds} s: {self.stderr()}")

    def kill(self, process):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
        process.wait(10)
