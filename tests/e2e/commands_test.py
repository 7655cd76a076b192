"""`sources`, `sources import` and `export`, and `fetch`: what they print, where, and how they end."""

import json
import tomllib
import unittest
from xml.etree import ElementTree

from partners import BadWeb, Story

OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Metals"><outline text="Asia">
<outline type="rss" text="Tin &amp; &lt;Lead&gt; &quot;daily&quot;" xmlUrl="https://a.example.org/f?x=1&amp;y=2"/>
</outline></outline>
<outline type="rss" text="稀土" xmlUrl="https://b.example.org/feed"/>
<outline type="rss" text="Good" xmlUrl="{known}"/>
<outline type="rss" text="Local" xmlUrl="ftp://c.example.org/feed"/>
</body></opml>"""


class Commands(Story):
    def setUp(self):
        super().setUp()
        self.web = self.start_web(BadWeb)
        self.config = self.folder / "lodewatch.toml"
        self.config.write_text("".join(
            f'[[source]]\nid = "{name}"\nurl = "{self.web.url(path)}"\nkind = "feed"\n'
            "allow_private = true\n" for name, path in
            {"good": "good.xml", "broken": "500", "late": "good.xml"}.items()))

    def test_sources_tells_how_each_does_the_worst_first(self):
        self.run_program("poll", "good", "broken")
        done = self.run_program("sources", "--format", "json")
        self.assert_ends_with(0, done)
        told = {row["id"]: row for row in json.loads(done.stdout)}
        self.assertEqual(list(told), ["broken", "good", "late"])
        self.assertEqual([row["state"] for row in told.values()], ["failing", "ok", "never polled"])
        self.assertIn("HTTP 500", told["broken"]["failure"])
        self.assertEqual((told["good"]["documents"], told["good"]["items"]), (1, 1))
        self.assertGreater(told["good"]["next_poll"], told["good"]["last_success"])
        table = self.run_program("sources").stdout
        for words in ("next_poll", "never polled", "HTTP 500"):
            self.assertIn(words, table)

    def test_opml_goes_in_and_comes_out_again(self):
        opml = self.folder / "feeds.opml"
        opml.write_text(OPML.format(known=self.web.url("good.xml")))
        before = self.config.read_text()
        shown = self.run_program("sources", "import", opml)
        self.assert_ends_with(0, shown)
        self.assertEqual(self.config.read_text(), before)
        self.assertEqual(len(tomllib.loads(shown.stdout)["source"]), 2)
        self.assertIn("left out, neither http nor https: ftp://", shown.stderr)
        self.assertIn("there already: " + self.web.url("good.xml"), shown.stderr)

        self.assert_ends_with(0, self.run_program("sources", "import", opml, "--write"))
        self.assert_ends_with(0, self.run_program("check"))
        self.assertIn("0 sources", self.run_program("sources", "import", opml).stderr)
        out = self.run_program("sources", "export")
        self.assert_ends_with(0, out)
        told = {outline.get("xmlUrl"): outline.get("text")
                for outline in ElementTree.fromstring(out.stdout).iter("outline")}
        self.assertEqual(told["https://a.example.org/f?x=1&y=2"], 'Tin & <Lead> "daily"')
        self.assertEqual(told["https://b.example.org/feed"], "稀土")

    def test_what_is_no_opml_is_refused_with_its_name(self):
        for text in ("", "<html><body>no</body></html>"):
            (self.folder / "bad.opml").write_text(text)
            done = self.run_program("sources", "import", "bad.opml", "--write")
            self.assert_ends_with(1, done)
            self.assertRegex(done.stderr, r"bad\.opml: \S+: \S+")

    def test_fetch_shows_what_would_be_read_and_stores_nothing(self):
        for place in (self.web.url("good.xml"), "good"):
            done = self.run_program("fetch", place, "--format", "json")
            self.assert_ends_with(0, done)
            document, = json.loads(done.stdout)
            self.assertEqual((document["title"], document["guid"], document["facts"]),
                             ("Antimony", "good-1", 1))
            self.assertIn("rss-2.0", done.stderr)
        fact = json.loads(self.run_program("fetch", "good", "--facts").stdout)
        self.assertEqual((fact["kind"], fact["value"], fact["subject"]),
                         ("quantity", 1111, "antimony"))
        self.assertFalse(self.database().exists())

    def test_fetch_says_why_it_cannot(self):
        for place, code, words in ((self.web.url("500"), 1, "HTTP 500"),
                                   (self.web.url("page.html"), 1, "HTML page"),
                                   ("no-such-source", 2, "neither a URL nor a source")):
            done = self.run_program("fetch", place)
            self.assert_ends_with(code, done)
            self.assertEqual(done.stdout, "")
            self.assertIn(words, done.stderr)


if __name__ == "__main__":
    unittest.main()
