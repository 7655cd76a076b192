"""What the world gets wrong is told with its place; the rest goes on, and nothing is harmed."""

import contextlib
import hashlib
import os
import sqlite3
import unittest

from partners import GOOD_FEED, BadWeb, Story, free_port

# What a page is, and what must be said of it.
BAD_PAGES = {
    "a-broken-feed": ("broken.xml", "feed", r"^broken: line 2, column \d+: "),
    "an-html-page": ("page.html", "feed", r"^not-a-feed: an HTML page"),
    "no-text": ("bytes", "feed", r"^not-a-feed: "),
    "an-empty-page": ("empty.xml", "feed", r"^not-a-feed: empty"),
    "no-columns": ("no-columns.html", "release", r"^release-refused: .*Canteen"),
    "missing": ("nothing-here", "feed", r"^http-status: HTTP 404"),
    "out-of-order": ("500", "feed", r"^http-status: HTTP 500"),
    "a-gigabyte": ("endless", "feed", r"^too-large: "),
    "a-gzip-bomb": ("bomb", "feed", r"^too-large: "),
    "silent": ("silent", "feed", r"^timeout: "),
    "to-a-file": ("redirect-to-file", "feed", r"^refused: "),
}
ONE_FILE = '[[source]]\nid = "wire"\nurl = "file:wire.xml"\nkind = "feed"\n'


def source(name, url, kind):
    return f'[[source]]\nid = "{name}"\nurl = "{url}"\nkind = "{kind}"\nallow_private = true\n'


class BadPages(Story):
    def setUp(self):
        super().setUp()
        self.web = self.start_web(BadWeb)

    def poll(self, text):
        (self.folder / "lodewatch.toml").write_text('[fetch]\ntimeout = "8s"\n' + text)
        return self.run_program("poll")

    def test_each_failure_is_recorded_for_its_source_and_the_good_sources_are_read(self):
        text = source("good-first", self.web.url("good.xml"), "feed")
        for name, (page, kind, _) in BAD_PAGES.items():
            text += source(name, self.web.url(page), kind)
        closed = free_port()
        text += source("nobody-there", f"http://127.0.0.1:{closed}/feed.xml", "feed")
        text += source("good-last", self.web.url("good.xml"), "feed")
        done = self.poll(text)
        self.assert_ends_with(1, done)

        expected = {name: reason for name, (_, _, reason) in BAD_PAGES.items()}
        expected["nobody-there"] = rf"^connect: .*127\.0\.0\.1.*{closed}"
        failures = dict(self.ask("SELECT id, failure FROM sources"))
        for name, reason in expected.items():
            with self.subTest(source=name):
                self.assertRegex(failures[name], reason)
                self.assertRegex(done.stderr, rf"(?m)^{name} +failed .*{failures[name].split(':')[0]}: ")
        for name in ("good-first", "good-last"):
            self.assertEqual(failures[name], "NULL")
        self.assertEqual(self.ask("SELECT id, failures_in_a_row, last_failure IS NULL, documents "
                                  "FROM sources WHERE id LIKE 'good%' ORDER BY id"),
                         [["good-first", "0", "1", "1"], ["good-last", "0", "1", "1"]])
        self.assertEqual(self.ask("SELECT value, subject, period, mentions FROM timeline"),
                         [["1111.0", "antimony", "2025-06", "2"]])
        self.assertEqual(self.ask("SELECT count(*) FROM documents"), [["2"]])

    def test_a_gigabyte_is_cut_off_soon_after_the_limit(self):
        done = self.poll('size_max = "4 MiB"\n' + source("big", self.web.url("endless"), "feed"))
        self.assert_ends_with(1, done)
        self.assertLess(self.web.zeros_sent, 64 << 20)

    def test_a_source_that_fails_again_counts_its_failures_and_recovers(self):
        bad = source("wire", self.web.url("500"), "feed")
        self.poll(bad)
        self.poll(bad)
        self.assertEqual(self.ask("SELECT failures_in_a_row, failure, next_poll > last_failure "
                                  "FROM sources"), [["2", "http-status: HTTP 500", "1"]])
        self.assert_ends_with(0, self.poll(source("wire", self.web.url("good.xml"), "feed")))
        self.assertEqual(self.ask("SELECT failures_in_a_row, failure, documents FROM sources"),
                         [["0", "NULL", "1"]])


class BadConfigs(Story):
    def complaint(self, text, **files):
        (self.folder / "lodewatch.toml").write_text(text)
        (self.folder / "wire.xml").write_text(GOOD_FEED)
        for name, content in files.items():
            (self.folder / f"{name}.toml").write_text(content)
        for command in ("poll", "check", "run"):
            done = self.run_program(command)
            self.assert_ends_with(78, done)
        self.assertFalse(self.database().exists())
        return done.stderr

    def assert_caret_under(self, word, stderr):
        """The line after the one with the word has its caret under the word's first character."""
        lines = stderr.splitlines()
        at, = (i for i, line in enumerate(lines) if i + 1 < len(lines) and word in line
               and lines[i + 1].strip() == "^")
        self.assertEqual(lines[at + 1].index("^"), lines[at].index(word))

    def test_a_bad_regex_in_a_pack_is_shown_with_its_place(self):
        pack = ('title = "Mine"\n\n[[rule]]\nid = "loadings"\nlanguage = "en"\n'
                "match = '{commodity} load(ings of {quantity}'\n"
                'gives = [{ kind = "quantity", flow = "export" }]\n'
                'yes = [{ text = "Gallium loadings of 40 t.", gives = ["quantity 40 t"] }]\n'
                'no = ["Gallium loadings fell."]\n')
        told = self.complaint('packs = ["trade", "mine.toml"]\n' + ONE_FILE, mine=pack)
        self.assertRegex(told, r"mine\.toml:6:\d+: .*missing \)")
        self.assertIn("match = '{commodity} load(ings of {quantity}'", told)

    def test_a_bad_condition_is_shown_with_a_caret_under_the_word(self):
        told = self.complaint(ONE_FILE + '[[alert]]\nname = "quota"\n'
                              "where = \"kind = 'event' and tipe = 'quota'\"\nto = [\"a@example.org\"]\n")
        self.assertIn("lodewatch.toml:7:29: condition: no such column: tipe", told)
        self.assert_caret_under("tipe", told.replace("no such column: tipe", ""))

    def test_a_condition_can_neither_write_nor_end_the_statement(self):
        for where in ("1); DROP TABLE entry; --", "id IN (DELETE FROM entry RETURNING id)",
                      "load_extension('x') IS NULL"):
            with self.subTest(where=where):
                told = self.complaint(ONE_FILE + f'[[alert]]\nname = "x"\nwhere = "{where}"\n'
                                      'to = ["a@example.org"]\n')
                self.assertRegex(told, r"lodewatch\.toml:7:\d+: condition: ")

    def test_every_fault_is_told_in_one_pass(self):
        told = self.complaint(
            'databse = "x.db"\n[[source]]\nid = "Wire"\nurl = "ftp://example.org"\nkind = "feeed"\n'
            '[[alert]]\nname = "x"\nwhere = "kind ="\nto = ["nobody"]\n')
        for line in (1, 3, 4, 5, 8, 9):
            self.assertRegex(told, rf"(?m)^lodewatch\.toml:{line}:\d+: ")
        self.assertIn("database", told.split("databse", 1)[1])  # what was meant

    def test_broken_toml_is_shown_with_its_place(self):
        self.assertRegex(self.complaint('packs = ["trade"\n' + ONE_FILE), r"lodewatch\.toml:2:\d+: ")


class BadDatabases(Story):
    def setUp(self):
        super().setUp()
        (self.folder / "lodewatch.toml").write_text(ONE_FILE)
        (self.folder / "wire.xml").write_text(GOOD_FEED)

    def assert_refused(self, reason):
        """By all that write and all that read; the file is named, and stays as it is."""
        before = self.fingerprint()
        for command in ("poll", "run", "timeline", "claims", "series"):
            with self.subTest(command=command):
                done = self.run_program(command, timeout=20)
                self.assert_ends_with(75, done)
                self.assertIn(str(self.database()), done.stderr)
                self.assertRegex(done.stderr, reason)
                self.assertEqual(done.stdout, "")
        self.assertEqual(self.fingerprint(), before)

    def fingerprint(self):
        path = self.database()
        return path.is_dir() or hashlib.sha256(path.read_bytes()).hexdigest()

    def change(self, sql):
        with contextlib.closing(sqlite3.connect(self.database())) as writer:
            writer.execute(sql)
            writer.commit()

    def test_a_directory_is_refused(self):
        self.database().mkdir()
        self.assert_refused("is a directory")

    def test_a_file_that_is_no_database_is_refused(self):
        self.database().write_bytes(os.urandom(50_000))
        self.assert_refused("not a database|not an SQLite")

    def test_a_damaged_database_is_refused(self):
        self.assert_ends_with(0, self.run_program("poll"))
        whole = self.database().read_bytes()
        self.database().write_bytes(whole[:8192] + b"\x99" * (len(whole) - 8192))
        self.assert_refused("malformed|damaged|corrupt")

    def test_another_program_s_database_is_refused(self):
        self.change("CREATE TABLE shopping (item TEXT)")
        self.assert_refused("not a lodewatch timeline")

    def test_a_newer_timeline_is_refused(self):
        self.assert_ends_with(0, self.run_program("poll"))
        self.change("PRAGMA user_version = 9999")
        self.assert_refused(r"newer lodewatch.*9999")

    def test_a_timeline_that_is_not_there_yet_is_told_to_readers(self):
        done = self.run_program("timeline")
        self.assert_ends_with(75, done)
        self.assertIn("lodewatch poll", done.stderr)
        self.assertFalse(self.database().exists())


if __name__ == "__main__":
    unittest.main()
