"""`observe` and the releases of a poll: what is refused whole, why, and what is said of it."""

import json
import random
import unicodedata
import unittest

from partners import GOOD_FEED, Story

HEAD = """<html><head><meta charset="utf-8"><title>{title}</title></head><body><table>
<tr><td colspan=10>{title}</td></tr><tr><td colspan=10>Unit: {unit}</td></tr>
<tr><td rowspan=2>Commodity</td><td rowspan=2>Quantity Unit</td><td colspan=2>6</td>
<td colspan=2>1-6 Total</td><td colspan=2>1-6 Total, 2024</td>
<td colspan=2>1-6 Total, Year-On-Year(%)</td></tr>
<tr>{measures}</tr>
"""
MONEY = {"CNY": "CNY 100 Million", "USD": "USD1 Million"}
GOODS = ["Rare earth", "Grain", "Footwear", "Integrated circuits"]


def edition(currency="CNY", quantities=(10, 20, 30, 40), units=("Ton", "10,000 Tons", "10,000 Pairs",
                                                               "100 Million PCS"), goods=GOODS):
    title = f"(5) China's Major Exports by Quantity and Value, June 2025 (in {currency})"
    rows = [f"<tr><td>{good}</td><td>{unit}</td><td>{quantity}.0</td><td>5.0</td>"
            f"<td>{quantity * 6}.0</td><td>30.0</td><td>{quantity * 6}.0</td><td>30.0</td>"
            "<td>0.0</td><td>0.0</td></tr>\n"
            for good, unit, quantity in zip(goods, units, quantities)]
    head = HEAD.format(title=title, unit=MONEY[currency],
                       measures="<td>Quantity</td><td>Value</td>" * 4)
    return head + "".join(rows) + "</table></body></html>"


class Observe(Story):
    def observe(self, content, name="release.html"):
        data = content if isinstance(content, bytes) else content.encode()
        (self.folder / name).write_bytes(data)
        return self.run_program("observe", name)

    def assert_refused(self, content, *words):
        done = self.observe(content)
        self.assert_ends_with(1, done)
        self.assertEqual(done.stdout, "")
        for word in ("release.html: refused: ", *words):
            self.assertIn(word, done.stderr)
        return done.stderr

    def test_a_whole_table_is_read(self):
        done = self.observe(edition())
        self.assert_ends_with(0, done)
        told = {(line["series"], line["period"]): line["value"]
                for line in map(json.loads, done.stdout.splitlines())}
        self.assertEqual(told["CN/export/grain/quantity", "2025-06"], 200000)
        self.assertEqual(len(told), 24)

    def test_a_unit_that_nobody_knows_refuses_the_table_with_its_row(self):
        self.assert_refused(edition(units=("Bushel", "10,000 Tons", "10,000 Pairs", "PCS")),
                            "table 1, row 5 (Rare earth)", "nobody knows the unit 'Bushel'")

    def test_a_label_that_nobody_knows_is_only_reported(self):
        done = self.observe(edition(goods=["Moon dust", *GOODS[1:]],
                                    units=("Bushel", "10,000 Tons", "10,000 Pairs", "PCS")))
        self.assert_ends_with(0, done)
        self.assertIn("release.html: table 1, row 5: no subject for 'Moon dust'", done.stderr)
        self.assertEqual(len(done.stdout.splitlines()), 18)

    def test_a_row_that_lost_a_cell_refuses_the_table_with_its_row(self):
        for at in ("<td>20.0</td>", "<td>120.0</td>", "<td>10,000 Tons</td>"):
            with self.subTest(lost=at):
                self.assert_refused(edition().replace(at, "", 1), "table 1, row 6 (Grain)")

    def test_a_feed_is_called_a_feed(self):
        said = self.assert_refused(GOOD_FEED, "an RSS feed, where a release of figures should be")
        self.assertNotIn("HTML", said)

    def test_random_bytes_do_nothing_to_a_terminal(self):
        for seed in range(6):
            noise = random.Random(seed).randbytes(3000)
            for content in (noise, b"<html><title>" + noise + b"</title><table><tr><td>" + noise,
                            b"a,b,c,d,e\n" + noise, b"[[" + noise):
                with self.subTest(seed=seed, begins=content[:8]):
                    done = self.observe(content)
                    self.assertEqual(done.stdout, "")
                    # One line on stderr, without controls and what cannot be seen.
                    said = done.stderr.rstrip("\n")
                    hidden = [c for c in said if unicodedata.category(c) in ("Cc", "Cf")]
                    self.assertEqual(hidden, [], repr(said))

    def test_two_definitions_that_fit_are_named_with_why(self):
        partners = (HEAD.format(title="(4) China's Total Export &amp; Import Values by "
                                      "Country/Region, June 2025 (in CNY)", unit="CNY 100 Million",
                                measures="<td>Quantity</td><td>Value</td>" * 4)
                    .replace("Commodity", "Import Source Export Destination"))
        self.assert_refused(edition() + partners + "<tr><td>Total</td></tr></table>",
                            "'cn-gacc-goods' by the title", "'cn-gacc-partners' by the title")

    def configure(self):
        (self.folder / "lodewatch.toml").write_text("".join(
            f'[[source]]\nid = "{name}"\nkind = "release"\nurl = "file:{name}.html"\n'
            for name in ("cny", "usd")))

    def poll(self, name, content):
        (self.folder / f"{name}.html").write_text(content)
        return self.run_program("poll", name)

    def test_an_edition_that_contradicts_the_other_currencys_is_not_stored(self):
        self.configure()
        self.assert_ends_with(0, self.poll("cny", edition()))
        done = self.poll("usd", edition("USD", (11, 22, 33, 40)))
        self.assert_ends_with(1, done)
        self.assertIn("release-refused", done.stdout + done.stderr)
        self.assertEqual(self.ask("SELECT DISTINCT source FROM documents"), [["cny"]])
        (kind, detail), = self.ask("SELECT kind, detail FROM alarms WHERE kind <> 'silent'")
        self.assertEqual(kind, "refused-release")
        self.assertIn("CN/export/rare-earths/quantity 2025-06 is 11.0 t here and 10.0 t there",
                      detail)
        # The publisher mends it; then it is stored and the alarm over.
        self.assert_ends_with(0, self.poll("usd", edition("USD")))
        self.assertEqual(self.ask("SELECT DISTINCT source FROM documents ORDER BY 1"),
                         [["cny"], ["usd"]])
        self.assertEqual(self.ask("SELECT kind FROM alarms WHERE ended IS NULL AND "
                                  "kind <> 'silent'"), [])

    def test_one_quantity_revised_unprinted_is_stored_with_an_alarm(self):
        self.configure()
        self.poll("cny", edition())
        self.assert_ends_with(0, self.poll("usd", edition("USD", (11, 20, 30, 40))))
        self.assertEqual(self.ask("SELECT kind FROM alarms WHERE kind <> 'silent'"),
                         [["editions-differ"]])


if __name__ == "__main__":
    unittest.main()
