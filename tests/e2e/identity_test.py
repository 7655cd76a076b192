"""What is new, what is another version, and what is the same again; redirects, 410 and gaps."""

import unittest

from articles_test import ArticleStory, item

TOLD = "China exported {} tonnes of antimony in June 2025, customs data showed."


class Items(ArticleStory):
    def setUp(self):
        super().setUp()
        self.configure()

    def link(self, number):
        return self.web.url(f"story/{number}")

    def test_an_edited_figure_is_a_correction_with_what_it_was(self):
        self.web.feed(item(1, TOLD.format("1,111"), self.link(1)))
        self.poll()
        self.web.feed(item(1, TOLD.format("1,222"), self.link(1)))
        self.poll()
        self.assertEqual(self.documents(), [["story-1", "1"], ["story-1", "2"]])
        self.assertEqual(self.ask("SELECT type, subject, was, value FROM timeline "
                                  "WHERE kind = 'correction'"),
                         [["changed", "antimony", "1111.0", "1222.0"]])

    def test_guids_and_links_that_are_made_up_at_each_poll_do_not_flood(self):
        for poll in range(3):
            self.web.feed(*[item(n, f"Shipments of {word} rose.", self.link(f"{n}?session={poll}"))
                            .replace(f"story-{n}", f"made-up-{poll}-{n}")
                            for n, word in enumerate(("tin", "lead", "zinc", "iron"), 1)])
            self.poll()
        self.assertEqual(len(self.documents()), 4)
        self.assertEqual(self.ask("SELECT * FROM alarms WHERE kind = 'window-gap'"), [])

    def test_a_page_that_shares_no_item_with_the_last_is_a_gap(self):
        self.web.feed(item(1, "One.", self.link(1)), item(2, "Two.", self.link(2)))
        self.poll()
        interval = int(self.ask_one("SELECT interval_s FROM sources")[0])
        self.web.feed(item(3, "Three.", self.link(3)), item(4, "Four.", self.link(4)))
        self.assertIn("window gap", self.poll().stderr)
        self.assertEqual(self.ask("SELECT kind FROM alarms WHERE kind <> 'silent'"), [["window-gap"]])
        self.assertLess(int(self.ask_one("SELECT interval_s FROM sources")[0]), interval)

    def test_two_sources_with_the_same_guid_are_two_items(self):
        self.web.feed(item(1, "One.", self.link(1)))
        config = self.folder / "lodewatch.toml"
        config.write_text(config.read_text() + config.read_text().replace('"wire"', '"other"'))
        self.poll()
        self.assertEqual(self.ask("SELECT source, guid, version FROM documents ORDER BY source"),
                         [["other", "story-1", "1"], ["wire", "story-1", "1"]])


class Moved(ArticleStory):
    def setUp(self):
        super().setUp()
        self.configure(top='[alarms]\nto = ["desk@example.org"]')

    def test_a_source_that_is_gone_is_told_of_and_asked_no_more(self):
        self.web.pages["/feed.xml"] = (410, "gone")
        self.poll(1)
        self.assertEqual(self.ask("SELECT kind FROM alarms"), [["gone"]])
        mail, = (self.folder / "mail" / "new").iterdir()
        self.assertIn("410", mail.read_text())
        self.web.new()
        self.assertIn("is gone", self.poll().stderr)
        self.assertEqual(self.web.new(), [])

    def test_the_third_equal_redirect_for_good_is_believed(self):
        self.web.feed(item(1, "One.", self.web.url("story/1")))
        self.web.pages["/new.xml"] = self.web.pages["/feed.xml"]
        for status in (301, 308, 301):
            self.web.pages["/feed.xml"] = (status, "/new.xml")
            self.assertEqual(self.ask_moved(), "NULL")
            self.poll()
        self.assertEqual(self.ask_moved(), self.web.url("new.xml"))
        self.assertEqual(self.ask("SELECT kind FROM alarms WHERE kind <> 'silent'"), [["moved"]])
        self.web.new()
        self.poll()
        self.assertEqual(self.web.new(), [("/new.xml", 304)])

    def ask_moved(self):
        if not self.database().exists():
            return "NULL"
        return self.ask_one("SELECT fetch_url FROM sources")[0]


if __name__ == "__main__":
    unittest.main()
