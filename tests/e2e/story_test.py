"""The facts of the shipped example, each once, as the sqlite3 tool reads them from the views."""

import pathlib
import subprocess
import tempfile
import unittest

from partners import EXAMPLE, PROGRAM, Story, environment


class TheStoryOfTheExample(Story):
    @classmethod
    def setUpClass(cls):
        state = tempfile.TemporaryDirectory(prefix="lodewatch-e2e.")
        cls.addClassCleanup(state.cleanup)
        cls.state = pathlib.Path(state.name)
        cls.polled = subprocess.run(
            [PROGRAM, "poll", "-c", EXAMPLE / "lodewatch.toml", "--state", cls.state],
            env=environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True,
            timeout=120, check=False)

    def setUp(self):
        super().setUp()
        self.assert_ends_with(0, self.polled)

    def database(self, name="lodewatch.db"):
        return self.state / name

    def assert_once(self, condition, columns, expected):
        self.assertEqual(self.ask(f"SELECT {columns} FROM timeline WHERE {condition}"), [expected],
                         condition)

    def test_june_exports_are_7742_tonnes_and_told_by_press_and_customs(self):
        self.assert_once("kind = 'quantity' AND value = 7742.2",
                         "unit, subject, flow, period, reporter, verdict, is_official",
                         ["t", "rare-earths", "export", "2025-06", "CN", "agrees", "1"])
        # Two English articles, one Chinese, and the customs pages in both languages.
        self.assert_once("kind = 'quantity' AND value = 7742.2 AND mentions >= 4", "1", ["1"])

    def test_the_rise_on_the_year_is_60_3_per_cent(self):
        self.assert_once("kind = 'change' AND subject = 'rare-earths' AND basis = 'yoy' "
                         "AND period = '2025-06'",
                         "value, unit, flow, reporter, measure, verdict, round(official, 1)",
                         ["60.3", "%", "export", "CN", "quantity", "agrees", "60.3"])

    def test_the_claim_of_30_8_per_cent_differs_from_the_series_32_0(self):
        claims = self.ask("SELECT value, subject, period, basis, measure, round(official, 1), series, "
                          "source FROM claims WHERE verdict = 'differs'")
        self.assertEqual(claims, [["30.8", "rare-earths", "2025-06", "mom", "quantity", "32.0",
                                   "CN/export/rare-earths/quantity", "harbour-wire"]])
        working, hint = self.ask_one("SELECT working, hint FROM claims WHERE verdict = 'differs'")
        for figure in ("5,864.6", "7,742.2", "32.0"):
            self.assertIn(figure, working)
        self.assertIn("value", hint)  # 30.8 % is the rise in value

    def test_the_chinese_feed_has_the_30_8_per_cent_as_a_rise_in_value(self):
        self.assert_once("kind = 'change' AND value = 30.8 AND measure = 'money'",
                         "subject, period, basis, verdict, source",
                         ["rare-earths", "2025-06", "mom", "agrees", "kuaibao"])

    def test_may_exports_are_5864_tonnes(self):
        self.assert_once("kind = 'quantity' AND subject = 'rare-earths' AND period = '2025-05'",
                         "value, unit, flow, reporter, verdict, is_official",
                         ["5864.6", "t", "export", "CN", "agrees", "1"])

    def test_june_exports_were_worth_170_million_yuan(self):
        self.assert_once("kind = 'money' AND subject = 'rare-earths' AND period = '2025-06'",
                         "value, unit, flow, reporter, verdict",
                         ["170000000.0", "CNY", "export", "CN", "agrees"])

    def test_magnets_have_their_tonnes_and_changes_of_may_and_june(self):
        self.assertEqual(
            self.ask("SELECT period, kind, value, unit, basis, verdict FROM timeline "
                     "WHERE subject = 'rare-earth-magnets' AND kind <> 'event' "
                     "ORDER BY period, kind, value"),
            [["2025-05", "change", "-74.0", "%", "yoy", "unchecked"],
             ["2025-05", "quantity", "1238.0", "t", "NULL", "unchecked"],
             ["2025-06", "change", "-38.1", "%", "yoy", "unchecked"],
             ["2025-06", "change", "157.5", "%", "mom", "unchecked"],
             ["2025-06", "quantity", "3188.0", "t", "NULL", "unchecked"]])

    def test_the_half_year_and_its_change_are_there(self):
        self.assert_once("subject = 'rare-earths' AND kind = 'quantity' AND period = '2025-01/2025-06'",
                         "value, unit, verdict", ["32569.2", "t", "agrees"])
        self.assert_once("subject = 'rare-earths' AND kind = 'change' AND period = '2025-01/2025-06'",
                         "value, basis, verdict", ["11.9", "yoy", "agrees"])

    def test_the_events_are_there_once_each_and_no_others(self):
        self.assertEqual(
            self.ask("SELECT type, date, mast, subject FROM events ORDER BY date, type"),
            [["export-control", "2025-04-04", "P33", "rare-earths"],
             ["license-approval", "2025-06", "NULL", "rare-earth-magnets"],
             ["license-approval", "2025-06-19", "NULL", "rare-earths"],
             ["accusation", "2025-07-18", "NULL", "rare-earths"],
             ["crackdown", "2025-07-18", "NULL", "rare-earths"]])

    def test_the_authorities_that_acted_are_named(self):
        self.assertEqual(
            self.ask("SELECT type, actor FROM events WHERE date IS NOT NULL ORDER BY date, type"),
            [["export-control", "CN.MOFCOM"], ["license-approval", "CN"],
             ["license-approval", "CN.MOFCOM"],
             ["accusation", "CN.MSS"], ["crackdown", "CN.MSS"]])

    def test_english_and_chinese_reports_of_the_crackdown_are_one_entry(self):
        self.assert_once("type = 'crackdown'", "actor, mentions", ["CN.MSS", "2"])

    def test_nothing_in_the_briefs_is_a_fact(self):
        self.assertEqual(self.ask("SELECT documents FROM sources WHERE id = 'briefs'"), [["5"]])
        self.assertEqual(self.ask("SELECT * FROM facts WHERE source = 'briefs'"), [])

    def test_the_customs_series_stand_with_one_vintage(self):
        self.assertEqual(
            self.ask("SELECT period, value, unit, vintage FROM series_latest WHERE series = "
                     "'CN/export/rare-earths/quantity' AND length(period) = 7 ORDER BY period"),
            [["2025-05", "5864.6", "t", "1"], ["2025-06", "7742.2", "t", "1"]])

    def test_quotes_are_the_very_words_at_their_offsets(self):
        rows = self.ask(
            "SELECT f.quote, substr(CAST(d.title || char(10, 10) || d.text AS BLOB), f.start + 1, "
            "f.\"end\" - f.start) = CAST(f.quote AS BLOB) FROM facts f "
            "JOIN documents d ON d.id = f.document")
        self.assertGreater(len(rows), 20)
        self.assertEqual([quote for quote, exact in rows if exact != "1"], [])

    def test_the_database_is_sound(self):
        self.assertEqual(self.ask("PRAGMA integrity_check"), [["ok"]])
        self.assertEqual(self.ask("PRAGMA foreign_key_check"), [])


if __name__ == "__main__":
    unittest.main()
