"""The shipped example over HTTP: each page is fetched once, and again only when it changed."""

import unittest

from partners import EXAMPLE_PAGES, Story

NEW_ITEM = """<item>
      <title>Antimony shipments in June</title>
      <guid isPermaLink="false">wire-20250721-0001</guid>
      <pubDate>Mon, 21 Jul 2025 09:00:00 GMT</pubDate>
      <description>China exported 1,111 tonnes of antimony in June, customs data showed.</description>
    </item>
    <item>"""


class TheExampleOverHttp(Story):
    def setUp(self):
        super().setUp()
        self.nginx = self.start_nginx()
        self.config = self.example_config(self.nginx)
        self.first = self.run_program("poll", "-c", self.config)

    def state(self):
        return {table: self.ask(f"SELECT count(*) FROM {table}")
                for table in ("timeline", "facts", "observations", "documents", "deliveries")}

    def test_a_first_poll_fetches_every_page_once(self):
        self.assert_ends_with(0, self.first)
        requests = self.nginx.new_requests(len(EXAMPLE_PAGES))
        self.assertEqual(sorted(request.path for request in requests), EXAMPLE_PAGES)
        self.assertEqual({request.status for request in requests}, {200})
        self.assertEqual({request.if_none_match for request in requests}, {"-"})

    def test_a_second_poll_sends_the_etags_gets_304_and_changes_nothing(self):
        self.nginx.new_requests(len(EXAMPLE_PAGES))
        before = self.state()
        second = self.run_program("poll", "-c", self.config)
        self.assert_ends_with(0, second)
        requests = self.nginx.new_requests(len(EXAMPLE_PAGES))
        self.assertEqual(sorted(request.path for request in requests), EXAMPLE_PAGES)
        self.assertEqual({request.status for request in requests}, {304})
        etags = {row[0].rsplit("/", 1)[1]: row[1] for row in self.ask("SELECT url, etag FROM sources")}
        self.assertEqual({request.path: request.if_none_match for request in requests}, etags)
        self.assertEqual(self.state(), before)

    def test_an_edited_page_alone_is_fetched_and_only_its_news_is_new(self):
        self.nginx.new_requests(len(EXAMPLE_PAGES))
        page = self.nginx.pages / "news.rss.xml"
        page.write_text(page.read_text().replace("<item>", NEW_ITEM, 1))
        before = self.state()
        last_fact = self.ask_one("SELECT max(id) FROM facts")[0]

        self.assert_ends_with(0, self.run_program("poll", "-c", self.config))
        requests = self.nginx.new_requests(len(EXAMPLE_PAGES))
        self.assertEqual({request.path: request.status for request in requests},
                         {page: 200 if page == "news.rss.xml" else 304 for page in EXAMPLE_PAGES})
        self.assertEqual(
            self.ask(f"SELECT kind, value, unit, subject, period, title FROM facts WHERE id > {last_fact}"),
            [["quantity", "1111.0", "t", "antimony", "2025-06", "Antimony shipments in June"]])
        after = self.state()
        for table, grown in (("documents", 1), ("facts", 1), ("timeline", 1), ("observations", 0),
                             ("deliveries", 0)):
            self.assertEqual(int(after[table][0][0]) - int(before[table][0][0]), grown, table)

    def test_an_edited_item_takes_back_what_it_no_longer_says(self):
        page = self.nginx.pages / "news.rss.xml"
        page.write_text(page.read_text().replace("1,238 tonnes", "1,239.5 tonnes"))
        self.assert_ends_with(0, self.run_program("poll", "-c", self.config))
        self.assertEqual(
            self.ask("SELECT value, known_to IS NULL FROM facts WHERE kind = 'quantity' "
                     "AND subject = 'rare-earth-magnets' AND period = '2025-05' ORDER BY value"),
            [["1238.0", "0"], ["1239.5", "1"]])
        self.assertEqual(
            self.ask("SELECT value FROM timeline WHERE kind = 'quantity' "
                     "AND subject = 'rare-earth-magnets' AND period = '2025-05'"), [["1239.5"]])

    def test_without_allow_private_no_address_of_this_machine_is_fetched(self):
        self.nginx.new_requests(len(EXAMPLE_PAGES))
        public = self.folder / "public.toml"
        public.write_text(self.config.read_text().replace("allow_private = true", "")
                          .replace('"lodewatch.db"', '"public.db"'))
        self.assert_ends_with(1, self.run_program("poll", "-c", public))
        self.assertEqual(self.nginx.new_requests(0), [])
        failures = self.ask("SELECT failure FROM sources", self.database("public.db"))
        self.assertEqual(len(failures), len(EXAMPLE_PAGES))
        for (failure,) in failures:
            self.assertRegex(failure, r"^refused: .*127\.0\.0\.1")


if __name__ == "__main__":
    unittest.main()
