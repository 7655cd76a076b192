"""Items followed to their articles, and index pages: what is read, what is asked for again, and what
robots.txt has to say."""

import contextlib
import sqlite3
import time
import unittest

from partners import Story, Web

ARTICLE = """<!DOCTYPE html><html><head><title>{title} | Harbour Wire</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/metals">Metals desk</a></li></ul></nav>
<main><article><h1>{title}</h1>
<p>{words}</p>
<p>Buyers in the region said that cargoes had been booked weeks ahead, that freight was tight, and that
prices for later delivery had not followed. Two traders expected the same for the month to come.</p>
<p>The authority publishes its tables by country in the second half of the month, as it does each time,
and says that earlier figures may still be revised when late declarations have been counted.</p>
</article></main>
<aside class="related"><h2>Related stories</h2><ul><li><a href="/old">Brazil exported 9,999 tonnes of
niobium in May</a></li></ul></aside>
<footer>All rights reserved. Imprint. Contact.</footer></body></html>"""
ANTIMONY = "China exported 1,111 tonnes of antimony in June 2025, customs data showed."


def item(number, summary, link):
    return (f"<item><title>Story {number}</title><guid>story-{number}</guid><link>{link}</link>"
            f"<pubDate>Mon, 14 Jul 2025 0{number}:15:00 GMT</pubDate>"
            f"<description>{summary}</description></item>")


class Paper(Web):
    """A site whose pages, robots.txt and failures are up to the test. A page may be (status, body),
    or text; what is not there is 404. Every page has an ETag; the body of a redirect is where to."""

    def __init__(self):
        self.pages = {}
        self.seen = []  # (path, status, time)
        super().__init__()

    def answer(self, request):
        path = request.path
        status, body = 404, "not here"
        if path in self.pages:
            page = self.pages[path]
            status, body = page if isinstance(page, tuple) else (200, page)
        etag = f'"{hash(body)}"'
        if status == 200 and request.headers.get("If-None-Match") == etag:
            status, body = 304, ""
        self.seen.append((path, status, time.monotonic()))
        kind = "application/rss+xml" if path.endswith(".xml") else "text/html; charset=utf-8"
        more = {"Location": body} if status in (301, 308) else {"ETag": etag}
        self.send(request, status, kind, body.encode(), **more)

    def feed(self, *items):
        self.pages["/feed.xml"] = ('<?xml version="1.0"?><rss version="2.0"><channel>'
                                   "<title>Harbour Wire</title>" + "".join(items) +
                                   "</channel></rss>")

    def new(self):
        """(path, status) since this was last asked, in order."""
        seen, self.seen = self.seen, []
        return [(path, status) for path, status, _ in seen]


class ArticleStory(Story):
    def setUp(self):
        super().setUp()
        self.web = self.start_web(Paper)

    def configure(self, *lines, page="feed.xml", kind="feed", top=""):
        (self.folder / "lodewatch.toml").write_text(
            f'{top}\n[[source]]\nid = "wire"\nurl = "{self.web.url(page)}"\nkind = "{kind}"\n'
            "allow_private = true\n" + "\n".join(lines) + "\n")

    def poll(self, code=0):
        done = self.run_program("poll")
        self.assert_ends_with(code, done)
        return done

    def change(self, sql):
        with contextlib.closing(sqlite3.connect(self.database(), timeout=10)) as writer:
            writer.execute(sql)
            writer.commit()

    def let_articles_be_due(self):
        self.change("UPDATE article_owed SET next_try_at = 0")

    def documents(self, columns="guid, version"):
        return self.ask(f"SELECT {columns} FROM documents ORDER BY guid, version")

    def owed(self):
        return self.ask_one("SELECT articles_owed FROM sources")[0]


class FullText(ArticleStory):
    def setUp(self):
        super().setUp()
        self.link = self.web.url("story/1")
        self.web.feed(item(1, "Shipments rose.", self.link))
        self.web.pages["/story/1"] = ARTICLE.format(title="Story 1", words=ANTIMONY)
        self.configure("full_text = true", 'delay = "0s"')

    def test_the_main_text_of_the_article_is_read_and_nothing_around_it(self):
        self.poll()
        text, page = self.ask_one("SELECT replace(text, char(10), ' '), page_url FROM documents")
        self.assertIn(ANTIMONY, text)
        self.assertIn("late declarations", text)
        for furniture in ("Metals desk", "niobium", "Imprint"):
            self.assertNotIn(furniture, text)
        self.assertEqual(page, self.link)
        self.assertEqual(self.ask("SELECT kind, value, subject, period, url FROM facts"),
                         [["quantity", "1111.0", "antimony", "2025-06", self.link]])
        # Offsets are bytes into title, blank line and text of the document.
        self.assertEqual(*self.ask_one(
            "SELECT quote, CAST(substr(CAST(d.title || char(10, 10) || d.text AS BLOB), f.start + 1, "
            'f."end" - f.start) AS TEXT) FROM facts f JOIN documents d ON d.id = f.document'))

    def test_the_article_is_fetched_once(self):
        self.poll()
        self.web.new()
        self.poll()
        self.assertEqual(self.web.new(), [("/feed.xml", 304)])
        self.assertEqual(self.documents(), [["story-1", "1"]])

    def test_an_article_that_failed_is_asked_for_again_though_the_feed_has_nothing_new(self):
        self.web.pages["/story/1"] = (503, "later")
        first = self.poll()
        self.assertIn("1 of 1 articles could not be read", first.stderr)
        self.assertEqual(self.ask("SELECT text, page_url FROM documents"),
                         [["Shipments rose.", self.web.url("feed.xml")]])
        self.assertEqual(self.owed(), "1")
        self.web.new()

        self.poll()  # not before ten minutes have passed
        self.assertEqual(self.web.new(), [("/feed.xml", 304)])

        self.let_articles_be_due()
        self.poll()
        self.assertEqual(self.web.new(),
                         [("/feed.xml", 304), ("/robots.txt", 404), ("/story/1", 503)])
        self.assertEqual(self.ask("SELECT tries FROM article_owed"), [["2"]])

        self.web.pages["/story/1"] = ARTICLE.format(title="Story 1", words=ANTIMONY)
        self.let_articles_be_due()
        self.poll()
        self.assertEqual(self.documents("guid, version, is_latest, page_url"),
                         [["story-1", "1", "0", self.web.url("feed.xml")],
                          ["story-1", "2", "1", self.link]])
        self.assertEqual(self.ask("SELECT kind, value FROM timeline"), [["quantity", "1111.0"]])
        self.assertEqual(self.owed(), "0")

        self.web.new()
        self.web.feed(item(1, "Shipments rose.", self.link), item(2, "Quiet.", self.link + "/none"))
        self.poll()  # the item is known still, as it was served
        self.assertEqual(self.documents(), [["story-1", "1"], ["story-1", "2"], ["story-2", "1"]])

    def test_an_article_takes_the_place_of_what_the_feed_said_without_a_correction(self):
        self.web.feed(item(1, "China exported 1,111 tonnes of antimony in June 2025. "
                           "It imported 22 tonnes of germanium in June 2025.", self.link))
        self.web.pages["/story/1"] = (500, "")
        self.poll()
        self.assertEqual(self.ask("SELECT count(*) FROM timeline"), [["2"]])
        self.web.pages["/story/1"] = ARTICLE.format(title="Story 1", words=ANTIMONY)
        self.let_articles_be_due()
        self.poll()
        self.assertEqual(self.ask("SELECT kind, value, subject FROM timeline"),
                         [["quantity", "1111.0", "antimony"]])

    def test_an_article_is_asked_for_eight_times_at_most(self):
        self.web.pages["/story/1"] = (503, "never")
        self.poll()
        for _ in range(10):
            self.let_articles_be_due()
            self.poll()
        self.assertEqual(self.web.new().count(("/story/1", 503)), 8)
        self.assertEqual(self.owed(), "0")
        self.assertEqual(self.documents(), [["story-1", "1"]])

    def test_an_article_that_is_not_there_is_not_asked_for_again(self):
        del self.web.pages["/story/1"]
        self.poll()
        self.assertEqual((self.owed(), self.documents("text")), ("0", [["Shipments rose."]]))

    def test_an_edited_item_no_longer_waits_for_the_article_of_its_old_version(self):
        self.web.pages["/story/1"] = (503, "later")
        self.poll()
        self.web.feed(item(1, "Shipments rose sharply.", self.link))
        self.let_articles_be_due()
        self.poll()
        self.assertEqual((self.owed(), self.documents("text")),
                         ("1", [["Shipments rose."], ["Shipments rose sharply."]]))


class Robots(ArticleStory):
    def setUp(self):
        super().setUp()
        self.web.feed(*[item(n, f"Shipments rose {n}.", self.web.url(f"story/{n}")) for n in (1, 2)])
        for n in (1, 2):
            self.web.pages[f"/story/{n}"] = ARTICLE.format(title=f"Story {n}", words=ANTIMONY)

    def asked_stories(self):
        return sorted(path for path, _ in self.web.new() if path.startswith("/story"))

    def test_what_robots_txt_forbids_is_not_fetched(self):
        self.web.pages["/robots.txt"] = "User-agent: *\nDisallow: /story/2\n"
        self.configure("full_text = true", 'delay = "0s"')
        self.assertIn("robots.txt does not allow", self.poll().stderr)
        self.assertEqual(self.asked_stories(), ["/story/1"])
        self.assertEqual((len(self.documents()), self.owed()), (2, "0"))

    def test_no_robots_txt_allows_all_and_one_that_fails_forbids_until_it_answers(self):
        self.web.pages["/robots.txt"] = (503, "")
        self.configure("full_text = true", 'delay = "0s"')
        self.assertIn("robots.txt cannot be read", self.poll().stderr)
        self.assertEqual((self.asked_stories(), self.owed()), ([], "2"))
        del self.web.pages["/robots.txt"]
        self.let_articles_be_due()
        self.poll()
        self.assertEqual((self.asked_stories(), self.owed()), (["/story/1", "/story/2"], "0"))

    def gap_between_stories(self):
        first, second = [at for path, _, at in self.web.seen if path.startswith("/story")]
        return second - first

    def test_crawl_delay_and_a_usual_second_lie_between_two_articles(self):
        self.configure("full_text = true")
        self.poll()
        self.assertGreaterEqual(self.gap_between_stories(), 0.9)
        self.web.new()
        self.database().unlink()
        self.web.pages["/robots.txt"] = "User-agent: lodewatch\nCrawl-delay: 2\n"
        self.poll()
        self.assertGreaterEqual(self.gap_between_stories(), 1.9)


INDEX = ('<!DOCTYPE html><html><head><title>Announcements</title></head><body><nav><a href="/about">'
         "About the ministry</a></nav><ul>{}</ul></body></html>")
ENTRY = '<li><a href="/notice/{0}.html">Announcement No {0} on exports</a> <span>2025-07-0{0}</span></li>'


class IndexPage(ArticleStory):
    def setUp(self):
        super().setUp()
        self.list(1, 2)
        for n in (1, 2, 3):
            self.web.pages[f"/notice/{n}.html"] = ARTICLE.format(
                title=f"Announcement No {n} on exports", words=ANTIMONY)
        (self.folder / "mail").mkdir()
        self.configure('link_pattern = "/notice/"', 'delay = "0s"', page="list.html", kind="page",
                       top='[alarms]\nto = ["desk@example.org"]')

    def list(self, *numbers):
        self.web.pages["/list.html"] = INDEX.format("".join(map(ENTRY.format, numbers)))

    def test_its_entries_become_documents_once(self):
        self.poll()
        self.assertEqual(
            self.ask("SELECT title, published, text LIKE '%antimony%' FROM documents ORDER BY url"),
            [[f"Announcement No {n} on exports", f"2025-07-0{n}T00:00:00Z", "1"] for n in (1, 2)])
        self.poll()
        self.web.new()
        self.list(3, 1, 2)
        self.poll()
        self.assertEqual([path for path, _ in self.web.new() if path.startswith("/notice")],
                         ["/notice/3.html"])
        self.assertEqual(len(self.documents()), 3)

    def test_an_entry_whose_article_fails_is_there_at_once_and_whole_later(self):
        self.web.pages["/notice/2.html"] = (503, "")
        self.poll()
        self.assertEqual((len(self.documents()), self.owed()), (2, "1"))
        self.web.pages["/notice/2.html"] = ARTICLE.format(title="x", words=ANTIMONY)
        self.let_articles_be_due()
        self.poll()
        self.assertEqual(self.ask("SELECT count(*) FROM documents WHERE is_latest "
                                  "AND text LIKE '%antimony%'"), [["2"]])

    def test_no_links_is_blocked_or_changed_and_never_nothing_new(self):
        self.poll()
        self.web.pages["/list.html"] = INDEX.format("<li>Checking your browser…</li>")
        self.poll(1)
        self.assertIn("blocked or changed", self.ask_one("SELECT failure FROM sources")[0])
        self.assertEqual(self.ask("SELECT kind, ended FROM alarms WHERE kind <> 'silent'"), [["blocked", "NULL"]])
        self.assertEqual(len(list((self.folder / "mail" / "new").iterdir())), 1)
        self.list(1, 2)
        self.poll()
        self.assertEqual(self.ask("SELECT ended IS NULL FROM alarms WHERE kind = 'blocked'"), [["0"]])


if __name__ == "__main__":
    unittest.main()
