"""Claims and what became of them: whichever came first, a story against itself, a revised figure."""

import json
import unittest

from partners import Story, maildir_mails

from records_test import record

FEED = """<rss version="2.0"><channel><title>Wire</title><item><guid>1</guid>
<title>Metal exports</title><pubDate>Mon, 14 Jul 2025 03:00:00 GMT</pubDate><description>{}</description>
</item></channel></rss>"""

STORY = ("China exported 72 tonnes of rare earths in June 2025, up 30.8% from 61.5 tonnes in May. "
         "China's imports of rare earths were nearly 50 tonnes in June 2025.")

CONFIG = """
[mail]
from = "lodewatch@example.org"
maildir = "mail"

[[source]]
id = "{}"
{}

[[source]]
id = "{}"
{}

[[alert]]
name = "story"
where = "story = 'differs'"
to = ["desk@example.org"]

[[alert]]
name = "revised"
where = "kind = 'revision' and cited is not null"
to = ["desk@example.org"]
"""
PRESS = ("wire", 'kind = "feed"\nurl = "file:feed.xml"')
CUSTOMS = ("comtrade", 'kind = "release"\nurl = "file:answer.json"')


class Verdicts(Story):
    def poll(self, *ids):
        done = self.run_program("poll", *ids)
        self.assert_ends_with(0, done)

    def set_up(self):
        (self.folder / "lodewatch.toml").write_text(CONFIG.format(*PRESS, *CUSTOMS))
        (self.folder / "feed.xml").write_text(FEED.format(STORY))
        self.publish(61500)

    def publish(self, may):
        # Rare earths are the sum of these three codes.
        records = [record(code, kilograms, 300000, month) for month, total in ((5, may), (6, 72250))
                   for code, kilograms in (("280530", total - 20000), ("284610", 10000),
                                           ("284690", 10000))]
        (self.folder / "answer.json").write_text(
            json.dumps({"count": len(records), "data": records, "error": ""}))

    def claims(self):
        return self.ask("SELECT kind, value, period, verdict, round(official, 1), story FROM claims "
                        "WHERE flow = 'export' ORDER BY kind, period")

    def mails(self):
        return {str(mail["X-Lodewatch-Alert"]): mail.get_body(("plain",)).get_content()
                for mail in maildir_mails(self.folder / "mail")}

    JUDGED = [["change", "30.8", "2025-06", "differs", "17.5", "differs"],
              ["quantity", "61.5", "2025-05", "agrees", "61.5", "NULL"],
              ["quantity", "72.25", "2025-06", "agrees", "72.3", "NULL"]]

    def test_press_and_customs_may_come_in_either_order(self):
        for order in (("wire", "comtrade"), ("comtrade", "wire")):
            with self.subTest(order=order):
                self.set_up()
                for source in order:
                    self.poll(source)
                self.assertEqual(self.claims(), self.JUDGED)
                for file in self.folder.glob("lodewatch.db*"):
                    file.unlink()

    def test_a_story_that_does_not_fit_itself_is_mailed_before_any_series(self):
        self.set_up()
        self.poll("wire")
        self.assertEqual(self.ask("SELECT verdict, story_working FROM claims WHERE story = 'differs'"),
                         [["unchecked", "72 t / 61.5 t − 1 = +17.1 %, by rounding +16.2 % to +18.0 %; "
                                        "the story says +30.8 % (13.7 points too high)"]])
        self.assertIn("differs: 72 t / 61.5 t", self.mails()["story"])

    def test_a_revision_is_mailed_with_who_cited_the_old_figure(self):
        self.set_up()
        self.poll()
        self.publish(55250)
        self.poll()
        self.assertEqual(
            self.ask("SELECT period, was, value, cited, verdicts_changed FROM timeline "
                     "WHERE kind = 'revision' AND subject = 'rare-earths'"),
            [["2025-05", "61.5", "55.25", "wire “61.5 tonnes”",
              "wire 61.5 t 2025-05: agrees → differs; wire +30.8 % mom 2025-06: differs → agrees"]])
        mail = self.mails()["revised"]
        for words in ("were 55.25 t in May 2025, not 61.5 t as published before", "wire “61.5 tonnes”",
                      "agrees → differs"):
            self.assertIn(words, mail)


if __name__ == "__main__":
    unittest.main()
