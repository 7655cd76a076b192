"""An index page of releases: its editions are read, each once, and one that fails holds up no other."""

import unittest

from articles_test import ArticleStory
from partners import EXAMPLE, wait_until

MAY = (EXAMPLE / "cn-exports-2025-05.en.html").read_text()
JUNE = (EXAMPLE / "cn-exports-2025-06.en.html").read_text()
WALL = ('<html><head><script>var $_ts=window["$_ts"];$_ts.a=1;</script></head><body></body></html>')
FORBIDDEN = "<html><head><title>403 Forbidden</title></head><body><h1>403 Forbidden</h1></body></html>"
RARE = "CN/export/rare-earths/quantity"

INDEX = """<!DOCTYPE html><html><head><title>Preliminary figures</title></head><body>
<select id="preliminarysel"><option value="2025" selected>2025</option></select>
<table><thead><tr><th>Title</th><th>Month</th></tr></thead><tbody>
<tr><td>(5) China's Major Exports by Quantity and Value (in CNY)</td><td>{links}</td></tr>
<tr><td>(1) China's Total Export & Import Values (in CNY)</td>
<td><a href=/Statics/totals.html> May.</a><span>Jun.</span></td></tr>
</tbody></table></body></html>"""


def month_link(name, href):
    return f"<a href={href}> {name}</a>"


class Editions(ArticleStory):
    def setUp(self):
        super().setUp()
        (self.folder / "mail").mkdir()
        self.web.pages["/Statics/may.html"] = MAY
        self.web.pages["/Statics/june.html"] = JUNE
        self.list(("May.", "/Statics/may.html"), ("Jun.", "/Statics/june.html"))
        self.configure('delay = "0s"', page="index.html", kind="release",
                       top='[alarms]\nto = ["desk@example.org"]')

    def list(self, *links):
        self.web.pages["/index.html"] = INDEX.format(
            links="".join(month_link(*link) for link in links))

    def asked(self):
        return [path for path, _ in self.web.new() if path.startswith("/Statics")]

    def rare_earths(self):
        return self.ask("SELECT period, value, status FROM series_latest WHERE "
                        f"series = '{RARE}' AND period LIKE '2025-__' ORDER BY period")

    def alarms(self):
        return [tuple(row) for row in self.ask(
            "SELECT kind, iif(ended IS NULL, 'open', 'over') FROM alarms "
            "WHERE kind <> 'silent' ORDER BY id")]

    def mails(self):
        return [path.read_text() for path in (self.folder / "mail" / "new").iterdir()]


class Found(Editions):
    def test_every_edition_that_it_links_is_read_once(self):
        self.poll()
        self.assertEqual(self.rare_earths(), [["2025-05", "5864.6", "preliminary"],
                                              ["2025-06", "7742.2", "preliminary"]])
        self.assertEqual(
            self.ask("SELECT url, release, observations > 0 FROM releases ORDER BY url"),
            [[self.web.url(f"Statics/{month}.html"), "cn-gacc-goods", "1"]
             for month in ("june", "may")])
        self.assertEqual(sorted(self.asked()), ["/Statics/june.html", "/Statics/may.html"])
        self.assertEqual(self.ask("SELECT format, last_edition IS NOT NULL FROM sources"),
                         [["index", "1"]])
        self.poll()
        self.assertEqual(self.web.new(), [("/index.html", 304)])

    def test_a_new_link_is_the_only_one_that_is_asked_for(self):
        self.list(("May.", "/Statics/may.html"))
        self.poll()
        self.web.new()
        self.list(("May.", "/Statics/may.html"), ("Jun.", "/Statics/june.html"))
        self.poll()
        self.assertEqual(self.asked(), ["/Statics/june.html"])
        self.assertEqual([row[0] for row in self.rare_earths()], ["2025-05", "2025-06"])

    def test_tables_that_no_definition_reads_are_not_asked_for(self):
        self.poll()
        self.assertNotIn("/Statics/totals.html", self.asked())
        self.assertEqual(self.alarms(), [])

    def test_robots_txt_is_obeyed(self):
        self.web.pages["/robots.txt"] = "User-agent: *\nDisallow: /Statics/may\n"
        self.poll()
        self.assertEqual(self.asked(), ["/Statics/june.html"])
        self.assertEqual(self.alarms(), [("blocked", "open")])
        self.assertEqual([row[0] for row in self.rare_earths()], ["2025-06"])

    def test_editions_beyond_twelve_are_read_at_the_next_poll(self):
        names = ("Feb.", "Mar.", "Apr.", "May.", "Jun.", "Jul.", "Aug.")
        links = [(name, f"/Statics/{kind}{name}html") for name in names for kind in "ab"]
        for _, href in links:
            self.web.pages[href] = JUNE
        self.list(*links)
        self.poll()
        first = self.asked()
        self.assertEqual(sorted(first), sorted(href for name, href in links if name != "Feb."))
        # Two are asked for at once, and either may arrive first.
        self.assertEqual(sorted(first[:2]), ["/Statics/aAug.html", "/Statics/bAug.html"])
        self.poll()
        self.assertEqual(sorted(self.asked()), ["/Statics/aFeb.html", "/Statics/bFeb.html"])
        self.poll()
        self.assertEqual(self.web.new(), [("/index.html", 304)])

    def test_fetch_tells_which_editions_would_be_read(self):
        done = self.run_program("fetch", "--kind", "release", self.web.url("index.html"))
        self.assert_ends_with(0, done)
        self.assertIn(self.web.url("Statics/june.html"), done.stdout)
        self.assertNotIn("totals", done.stdout)
        self.assertEqual(self.asked(), [])


class Failing(Editions):
    def test_one_that_does_not_answer_is_owed_and_read_though_the_index_has_nothing_new(self):
        self.web.pages["/Statics/june.html"] = (503, "later")
        self.assertIn("1 of 2 editions could not be read", self.poll().stderr)
        self.assertEqual(([row[0] for row in self.rare_earths()], self.owed()), (["2025-05"], "1"))
        self.change("UPDATE source SET last_edition_at = 1")
        self.web.pages["/Statics/june.html"] = JUNE
        self.web.new()
        self.let_articles_be_due()
        self.poll()
        self.assertEqual(self.web.new(), [("/index.html", 304), ("/robots.txt", 404),
                                          ("/Statics/june.html", 200)])
        self.assertEqual(self.rare_earths(), [["2025-05", "5864.6", "preliminary"],
                                              ["2025-06", "7742.2", "preliminary"]])
        self.assertEqual(self.owed(), "0")
        # Found so, it is an edition as any other.
        self.assertEqual(self.ask("SELECT last_edition_at > 1 FROM source"), [["1"]])

    def test_one_that_is_refused_is_told_with_its_url_and_stops_no_other(self):
        self.web.pages["/Statics/june.html"] = JUNE.replace("Unit: CNY 100 Million",
                                                             "Unit: USD1 Million")
        self.poll()
        self.assertEqual([row[0] for row in self.rare_earths()], ["2025-05"])
        self.assertEqual(self.alarms(), [("refused-release", "open")])
        detail = self.ask_one("SELECT detail FROM alarms WHERE kind = 'refused-release'")[0]
        self.assertIn(self.web.url("Statics/june.html"), detail)
        self.assertEqual(len(self.mails()), 1)

        self.web.pages["/Statics/april.html"] = MAY  # another that can be read does not mend it
        self.list(("Apr.", "/Statics/april.html"), ("May.", "/Statics/may.html"),
                  ("Jun.", "/Statics/june.html"))
        self.poll()
        self.assertEqual(self.alarms(), [("refused-release", "open")])
        self.web.pages["/Statics/june.html"] = JUNE
        self.let_articles_be_due()
        self.poll()
        self.assertEqual([row[0] for row in self.rare_earths()], ["2025-05", "2025-06"])
        self.assertEqual(self.alarms(), [("refused-release", "over")])

    def test_an_error_that_comes_as_200_is_no_edition(self):
        for wall in (WALL, FORBIDDEN):
            with self.subTest(wall=wall):
                self.database().unlink(missing_ok=True)
                self.web.pages["/Statics/june.html"] = wall
                self.poll()
                self.assertEqual([row[0] for row in self.rare_earths()], ["2025-05"])
                self.assertEqual((self.alarms(), self.owed()), ([("blocked", "open")], "1"))

    def test_an_index_that_is_a_bot_wall_or_has_no_links_is_never_nothing_new(self):
        self.poll()
        no_links = INDEX.format(links="<span>May.</span><span>Jun.</span>").replace(
            "<a href=/Statics/totals.html> May.</a>", "<span>May.</span>")
        cases = ((WALL, "error-answer"), (FORBIDDEN, "error-answer"), (no_links, "no-links"),
                 ("<html><body><p>Hello <a href=/>home</a></p></body></html>", "no-links"),
                 ("", "no-links"))
        for page, failure in cases:
            with self.subTest(page=page):
                self.web.pages["/index.html"] = page
                self.poll(1)
                self.assertEqual(self.ask_one("SELECT failure FROM sources")[0].split(":")[0],
                                 failure)
                self.assertEqual(self.alarms()[-1], ("blocked", "open"))
        self.assertEqual(len(self.rare_earths()), 2)
        self.list(("May.", "/Statics/may.html"), ("Jun.", "/Statics/june.html"))
        self.poll()
        self.assertEqual(self.alarms()[-1], ("blocked", "over"))

    def test_a_wall_in_place_of_a_release_is_an_error_answer(self):
        self.web.pages["/index.html"] = WALL
        self.poll(1)
        self.assertIn("error-answer: it looks like a bot wall",
                      self.ask_one("SELECT failure FROM sources")[0])
        self.assertEqual(self.alarms(), [("blocked", "open")])
        self.assertEqual(self.documents(), [])


class Killed(Editions):
    def test_a_kill_between_index_and_editions_loses_none(self):
        self.configure(page="index.html", kind="release")  # a second between two editions
        daemon = self.start_program("run")
        self.assertTrue(wait_until(lambda: any(path == "/Statics/june.html"
                                               for path, *_ in self.web.seen)))
        daemon.kill()
        daemon.wait(10)
        self.assertEqual(self.documents(), [])
        self.poll()
        self.assertEqual([row[0] for row in self.rare_earths()], ["2025-05", "2025-06"])
        self.poll()
        self.assertEqual(len(self.documents()), 2)


if __name__ == "__main__":
    unittest.main()
