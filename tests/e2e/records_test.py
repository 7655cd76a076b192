"""Releases that come as records: from the file of an office to the series, and what is no data."""

import json
import unittest

from partners import Story


def record(code, kilograms, dollars, month):
    return {"freqCode": "M", "refYear": 2025, "refMonth": month, "period": f"2025{month:02}",
            "reporterCode": 156, "reporterISO": "CHN", "flowCode": "X", "partnerCode": 0,
            "partnerISO": "W00", "partner2Code": 0, "cmdCode": code, "customsCode": "C00",
            "mosCode": "0", "motCode": 0, "netWgt": kilograms, "isNetWgtEstimated": False,
            "primaryValue": dollars}


class Records(Story):
    def setUp(self):
        super().setUp()
        (self.folder / "lodewatch.toml").write_text(
            '[[source]]\nid = "comtrade"\nkind = "release"\nurl = "file:answer.json"\n')

    def poll(self, *records, **more):
        (self.folder / "answer.json").write_text(
            json.dumps({"count": len(records), "data": records, "error": "", **more}))
        return self.run_program("poll")

    def series(self):
        return self.ask("SELECT series, period, value, unit FROM series_latest ORDER BY 1, 2")

    MAY = [["CN/export/rare-earth-metals/money", "2025-05", "900000.0", "USD"],
           ["CN/export/rare-earth-metals/quantity", "2025-05", "61.5", "t"]]
    JUNE = [["CN/export/rare-earth-metals/money", "2025-06", "1000000.0", "USD"],
            ["CN/export/rare-earth-metals/quantity", "2025-06", "72.25", "t"]]

    def test_an_answer_becomes_series_and_a_later_one_adds_to_them(self):
        self.assert_ends_with(0, self.poll(record("280530", 61500, 900000, 5)))
        self.assertEqual(self.series(), self.MAY)
        self.assert_ends_with(0, self.poll(record("280530", 72250, 1000000, 6)))
        self.assertEqual(self.series(), sorted(self.MAY + self.JUNE))

    def test_an_answer_without_data_takes_nothing_away(self):
        self.poll(record("280530", 61500, 900000, 5))
        self.assert_ends_with(0, self.poll())
        self.assertEqual(self.series(), self.MAY)
        self.assertEqual(self.ask("SELECT count(*) FROM documents"), [["1"]])

    def test_a_header_without_rows_takes_nothing_away_and_is_told(self):
        self.poll(record("280530", 61500, 900000, 5))
        config = self.folder / "lodewatch.toml"
        config.write_text(config.read_text().replace("answer.json", "answer.csv"))
        (self.folder / "answer.csv").write_text(",".join(record("280530", 0, 0, 5)) + "\r\n")
        done = self.run_program("poll")
        self.assert_ends_with(0, done)
        self.assertIn("no data", done.stdout + done.stderr)
        self.assertEqual(self.series(), self.MAY)
        self.assertEqual(self.ask("SELECT count(*) FROM documents"), [["1"]])
        shown = self.run_program("observe", "answer.csv")
        self.assert_ends_with(0, shown)
        self.assertEqual(shown.stdout, "")
        self.assertIn("no data", shown.stderr)
        self.assertNotIn("refused", shown.stderr)

    def test_an_answer_that_was_cut_off_is_refused(self):
        done = self.poll(record("280530", 61500, 900000, 5), count=2)
        self.assert_ends_with(1, done)
        self.assertIn("has 1 records, but says that it has 2: cut off", done.stdout + done.stderr)
        self.assertEqual(self.series(), [])

    def test_a_figure_is_explained_from_its_cell_to_its_vintages(self):
        self.poll(record("280530", 61500, 900000, 5))
        self.poll(record("280530", 62500, 900000, 5))
        entry = self.ask_one("SELECT entry FROM series_latest WHERE unit = 't'")[0]
        told = self.run_program("explain", entry).stdout
        for words in ("printed: 62500 in table 1, row 2, column 'netWgt'",
                      "the code 280530 is rare-earth-metals", "unit: the definition says 0.001 t",
                      "vintage 1: 61.500 t, from comtrade, known from",
                      "vintage 2: 62.500 t, from comtrade, stands since"):
            self.assertIn(words, told)
        mention, = json.loads(self.run_program("explain", entry, "--format", "json").stdout)["mentions"]
        self.assertEqual(len(mention["vintages"]), 2)

    def test_a_unit_that_is_wrong_by_a_thousand_is_an_alarm(self):
        self.poll(record("280530", 61500, 900000, 5))
        self.poll(record("280530", 72250000, 900000, 6))
        self.assertEqual(self.ask("SELECT kind, detail FROM alarms WHERE kind <> 'silent'"),
                         [["unlikely-figure", "CN/export/rare-earth-metals/quantity 2025-06 is "
                           "72,250.000 t, the months before were 61.5 t"]])

    def test_an_error_that_came_as_an_answer_is_told(self):
        self.poll(record("280530", 61500, 900000, 5))
        (self.folder / "answer.json").write_text('{"statusCode": 401, "message": "no key"}')
        done = self.run_program("poll")
        self.assert_ends_with(1, done)
        self.assertIn("error-answer", done.stdout + done.stderr)
        self.assertEqual(self.series(), self.MAY)


if __name__ == "__main__":
    unittest.main()
