"""A release with a calendar: what is late, early, without a new period, or last month's again."""

import contextlib
import datetime
import sqlite3
import unittest

from partners import EXAMPLE, Story

MAY = (EXAMPLE / "cn-exports-2025-05.en.html").read_text()
JUNE = (EXAMPLE / "cn-exports-2025-06.en.html").read_text()


def day(shift):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=shift)).date()


class Calendar(Story):
    """The page is a file; the clock is the world's, so the last edition is made older instead."""

    def configure(self, **calendar):
        lines = "\n".join(f"{key} = {value}" for key, value in calendar.items())
        (self.folder / "lodewatch.toml").write_text(
            '[[source]]\nid = "customs"\nkind = "release"\nurl = "file:page.html"\n'
            'interval = "6h"\ninterval_max = "12h"\n'
            f"[source.calendar]\n{lines}\n")

    def serve(self, page):
        (self.folder / "page.html").write_text(page)

    def poll(self, last_edition_days_ago=None):
        if last_edition_days_ago is not None:
            self.change("UPDATE source SET last_edition_at = unixepoch() - "
                     f"{last_edition_days_ago} * 86400")
        self.assertEqual(self.run_program("poll").returncode, 0)
        return self.alarms()

    def change(self, sql):
        with contextlib.closing(sqlite3.connect(self.database())) as database, database:
            database.execute(sql)

    def alarms(self):
        return [tuple(row) for row in self.ask(
            "SELECT kind, iif(ended IS NULL, 'open', 'over') FROM alarms "
            "ORDER BY id")]

    def minutes_to_next_poll(self):
        return (int(self.ask("SELECT next_poll_at - unixepoch() FROM source")[0][0])) / 60

    def test_an_edition_that_does_not_come_is_late_until_it_comes(self):
        self.configure(days=f'["{day(-1)}"]', grace='"1h"')
        self.serve(MAY)
        self.assertEqual(self.poll(), [])
        self.assertEqual(self.poll(last_edition_days_ago=30), [("late", "open")])
        self.serve(JUNE)
        self.assertEqual(self.poll(), [("late", "over")])

    def test_an_edition_that_came_and_was_refused_is_not_late_too(self):
        self.configure(days=f'["{day(-1)}"]', grace='"1h"')
        self.serve(MAY)
        self.assertEqual(self.poll(), [])
        self.serve(JUNE.replace("32,569.2", "39,569.2"))
        self.change("UPDATE source SET last_edition_at = unixepoch() - 30 * 86400")
        self.run_program("poll")
        self.assertEqual(self.alarms(), [("refused-release", "open")])
        self.serve(JUNE)
        self.assertEqual(self.poll(), [("refused-release", "over")])

    def test_a_source_is_asked_every_minute_while_its_edition_is_due(self):
        self.configure(days=f'["{day(0)}"]', grace='"2d"')
        self.serve(MAY)
        self.poll()
        self.assertGreater(self.minutes_to_next_poll(), 60)
        self.assertEqual(self.poll(last_edition_days_ago=30), [])
        self.assertLessEqual(self.minutes_to_next_poll(), 1)

    def test_another_page_with_the_old_period_is_told(self):
        self.configure(days=f'["{day(0)}"]', grace='"2d"')
        self.serve(MAY)
        self.poll()
        self.serve(MAY.replace("</table>", "</table><p>Corrected on Friday.</p>"))
        self.assertEqual(self.poll(last_edition_days_ago=30), [("no-new-period", "open")])
        self.serve(JUNE)
        self.assertEqual(self.poll(), [("no-new-period", "over")])

    def test_an_edition_before_its_day_is_early(self):
        self.configure(days=f'["{day(2)}"]')
        self.serve(MAY)
        self.assertEqual(self.poll(), [])
        self.serve(JUNE)
        self.assertEqual(self.poll(last_edition_days_ago=30), [("early", "over")])

    def test_faults_of_a_calendar_are_told_with_their_place(self):
        self.configure(days='["14 July"]', time='"25:00"', zone='"Asia/Pekin"', graze='"1h"')
        done = self.run_program("check")
        self.assertEqual(done.returncode, 78)
        said = done.stdout + done.stderr
        for word in ("lodewatch.toml:8:9", "'14 July' is no day", "lodewatch.toml:9:8", "10:30",
                     "lodewatch.toml:10:8", "no time zone 'Asia/Pekin'", "grace"):
            self.assertIn(word, said)


if __name__ == "__main__":
    unittest.main()
