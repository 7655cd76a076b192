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

    def test_an_error_that_came_as_an_answer_is_told(self):
        self.poll(record("280530", 61500, 900000, 5))
        (self.folder / "answer.json").write_text('{"statusCode": 401, "message": "no key"}')
        done = self.run_program("poll")
        self.assert_ends_with(1, done)
        self.assertIn("error-answer", done.stdout + done.stderr)
        self.assertEqual(self.series(), self.MAY)


if __name__ == "__main__":
    unittest.main()
