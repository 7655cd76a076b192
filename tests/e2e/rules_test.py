"""`rules test`, `try`, `lint`, `coverage` and `diff`, and the worked example of docs/rules.md."""

import json
import os
import pty
import re
import subprocess
import unittest
from xml.etree import ElementTree

from partners import PROGRAM, ROOT, Story

CHIPS = ROOT / "examples" / "semiconductors"
PACK = CHIPS / "semiconductors.toml"
ARTICLES = CHIPS / "articles.jsonl"

LOADINGS = """\
[[rule]]
id = "loadings"
language = "en"
match = '{commodity} loadings of {quantity}'
gives = [{ kind = "quantity", flow = "export" }]
yes = [{ text = "Gallium loadings of 40 t were reported for June.", gives = ["quantity 40 t subject=gallium flow=export period=2025-06"] }]
no = ["Gallium loadings fell."]
"""


def on_a_terminal(*arguments, **environment):
    """What the program writes when its stdout is a terminal."""
    ours, its = pty.openpty()
    try:
        process = subprocess.Popen([PROGRAM, *map(str, arguments)], stdin=subprocess.DEVNULL,
                                   stdout=its, stderr=subprocess.DEVNULL,
                                   env={"PATH": os.environ["PATH"], "TERM": "xterm", **environment})
        os.close(its)
        text = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            text += piece
        process.wait(60)
        return text.decode()
    finally:
        os.close(ours)


class Rules(Story):
    def setUp(self):
        super().setUp()
        self.mine = self.folder / "mine.toml"
        self.mine.write_text(LOADINGS)

    # ------------------------------------------------------------------------------------ test

    def test_the_rule_of_the_manual_holds(self):
        manual = (ROOT / "docs" / "rules.md").read_text()
        for line in LOADINGS.splitlines():
            self.assertIn("    " + line, manual, "the manual's rule and this test's are one")
        done = self.run_program("rules", "test", "mine.toml")
        self.assert_ends_with(0, done)
        self.assertEqual(done.stdout, "1 rule, 2 samples: all hold\n")

    def test_the_example_pack_holds_and_has_no_lint(self):
        self.assert_ends_with(0, self.run_program("rules", "test", PACK))
        linted = self.run_program("rules", "lint", PACK)
        self.assert_ends_with(0, linted)
        self.assertEqual(linted.stdout, "")
        checked = self.run_program("check", "-c", CHIPS / "lodewatch.toml")
        self.assert_ends_with(0, checked)
        polled = self.run_program("poll", "-c", CHIPS / "lodewatch.toml", "--state", self.folder)
        self.assert_ends_with(0, polled)
        self.assertEqual(
            self.ask("SELECT value, basis FROM timeline WHERE subject = 'memory-chips' "
                     "AND measure = 'price'"), [["18.0", "qoq"]])

    def test_a_failing_sample_is_a_diff_with_its_place(self):
        self.mine.write_text(LOADINGS.replace("flow=export", "flow=import")
                             .replace('"Gallium loadings fell."',
                                      '"Gallium loadings of 3 t were seen."'))
        done = self.run_program("rules", "test", "mine.toml")
        self.assert_ends_with(1, done)
        self.assertRegex(done.stdout, r"(?m)^mine\.toml:6:8: mine/loadings: gives something else$")
        self.assertRegex(done.stdout, r"(?m)^  - quantity 40 t subject=gallium flow=import period=2025-06$")
        self.assertRegex(done.stdout, r"(?m)^  \+ quantity 40 t subject=gallium flow=export period=2025-06 .*\[mine/loadings\]$")
        self.assertRegex(done.stdout, r"(?m)^mine\.toml:7:8: mine/loadings: must not match$")
        self.assertIn("1 rule, 2 samples: 2 failed", done.stdout)
        self.assertNotIn("\x1b", done.stdout)

    def test_colours_are_for_terminals_that_want_them(self):
        self.mine.write_text(LOADINGS.replace("flow=export", "flow=import"))
        self.assertIn("\x1b[31mflow=import\x1b[0m", on_a_terminal("rules", "test", self.mine))
        self.assertNotIn("\x1b", on_a_terminal("rules", "test", self.mine, NO_COLOR="1"))

    def test_json_and_junit_tell_the_same(self):
        self.mine.write_text(LOADINGS.replace("flow=export", "flow=import"))
        told = json.loads(self.run_program("rules", "test", "mine.toml", "--format", "json").stdout)
        self.assertEqual((told["rules"], told["samples"], told["failed"]), (1, 2, 1))
        self.assertEqual([result["holds"] for result in told["results"]], [False, True])
        self.assertEqual(told["results"][0]["line"], 6)
        done = self.run_program("rules", "test", "mine.toml", "--format", "junit")
        self.assert_ends_with(1, done)
        suites = ElementTree.fromstring(done.stdout)
        self.assertEqual((suites.get("tests"), suites.get("failures")), ("2", "1"))
        failure, = suites.iter("failure")
        self.assertIn("- quantity 40 t subject=gallium flow=import", failure.text)

    def test_run_chooses_rules_by_their_id(self):
        done = self.run_program("rules", "test", PACK, "--run", "contract-price", "-f", "json")
        rules = {result["rule"] for result in json.loads(done.stdout)["results"]}
        self.assertEqual(rules, {"semiconductors/contract-price-up",
                                 "semiconductors/contract-price-down",
                                 "semiconductors/zh-contract-price-up"})
        self.assert_ends_with(2, self.run_program("rules", "test", "--run", "("))
        self.assert_ends_with(2, self.run_program("rules", "test", "--run", "no-such-rule"))

    def test_a_rule_without_samples_is_an_error(self):
        self.mine.write_text("\n".join(LOADINGS.splitlines()[:5]))
        done = self.run_program("rules", "test", "mine.toml")
        self.assert_ends_with(78, done)
        self.assertRegex(done.stderr, r"mine\.toml:1:1: .*'loadings' needs samples")

    def test_an_edited_copy_of_a_shipped_pack_takes_its_place(self):
        trade = ROOT / "rules" / "packs" / "trade.toml"
        (self.folder / "trade.toml").write_text(trade.read_text() + LOADINGS)
        done = self.run_program("rules", "test", "trade.toml", "--run", "trade/loadings")
        self.assert_ends_with(0, done)
        self.assertIn("1 rule", done.stdout)

    def test_the_command_line_is_checked(self):
        for arguments in (["rules"], ["rules", "dance"], ["rules", "test", "nowhere.toml"],
                          ["rules", "test", "--format", "xml"], ["rules", "try"],
                          ["rules", "try", "nowhere.txt"], ["rules", "lint", "--only", "style"],
                          ["rules", "coverage", "nowhere.jsonl"], ["rules", "diff", "trade"]):
            with self.subTest(arguments):
                done = self.run_program(*arguments)
                self.assert_ends_with(2, done)
                self.assertEqual(done.stdout, "")
                self.assertNotEqual(done.stderr, "")

    # ------------------------------------------------------------------------------------- try

    def test_try_shows_slots_facts_and_what_almost_matched(self):
        text = "Gallium loadings of 40 t were reported for June."
        plain = self.run_program("rules", "try", text)
        self.assert_ends_with(0, plain)
        self.assertIn("sees  {commodity} loadings of {quantity} were reported for {period}.",
                      plain.stdout)
        told = self.run_program("rules", "try", "--with", "mine.toml", text, "-f", "json")
        sentence, = json.loads(told.stdout)["sentences"]
        match, = [match for match in sentence["matches"] if match["rule"] == "mine/loadings"]
        self.assertEqual(match["quote"], "Gallium loadings of 40 t")
        self.assertEqual(match["claims"], [{"what": "quantity", "fate": "won", "number": "40 t"}])
        self.assertRegex(match["facts"][0], r"^quantity 40 t subject=gallium flow=export period=2025-06")

        almost = self.run_program("rules", "try", "--with", "mine.toml",
                                  "Gallium loadings reached 40 t.").stdout
        lines = almost.splitlines()
        at = next(i for i, line in enumerate(lines) if "mine/loadings  2 of 4 parts" in line)
        self.assertEqual(lines[at + 1].index("of {quantity}"), lines[at + 2].index("^"))
        self.assertIn('after "Gallium loadings " comes "reached 40 t."', lines[at + 3])

    def test_try_reads_files_and_stdin(self):
        (self.folder / "a.html").write_text("<p>Gallium loadings of 40 t were seen.</p>")
        self.assertIn("Gallium loadings of 40 t",
                      self.run_program("rules", "try", "a.html", "--with", "mine.toml").stdout)
        done = subprocess.run([PROGRAM, "rules", "try", "-"], input="中国6月出口稀土7742.2吨。",
                              capture_output=True, text=True, timeout=60, check=False)
        self.assert_ends_with(0, done)
        self.assertIn("{quantity}", done.stdout)

    # ------------------------------------------------------------------------------------ lint

    def test_lint_puts_its_caret_below_the_place_in_the_pattern(self):
        self.mine.write_text(LOADINGS.replace("loadings of", "loadings.* of"))
        done = self.run_program("rules", "lint", "mine.toml")
        self.assert_ends_with(1, done)
        head, line, caret = done.stdout.splitlines()[:3]
        self.assertRegex(head, r"^mine\.toml:4:30: gap: '\.\*' has no end")
        self.assertEqual(line.index(".*"), caret.index("^"))
        self.assert_ends_with(0, self.run_program("rules", "lint", "mine.toml", "--only", "empty"))
        self.mine.write_text(LOADINGS.replace("{quantity}'", "{quantty}'"))
        bad = self.run_program("rules", "lint", "mine.toml")
        self.assert_ends_with(78, bad)
        self.assertIn("unknown slot {quantty}", bad.stdout)

    # ------------------------------------------------------------------------- coverage and diff

    def test_coverage_tells_rules_that_never_matched_and_numbers_nobody_claims(self):
        done = self.run_program("rules", "coverage", "--with", PACK, ARTICLES, "-f", "json")
        self.assert_ends_with(0, done)
        told = json.loads(done.stdout)
        self.assertEqual(told["documents"], 3)
        self.assertEqual(told["never_matched"], ["semiconductors/zh-contract-price-up"])
        text = self.run_program("rules", "coverage", "--with", PACK, ARTICLES).stdout
        self.assertIn("never matched, 1 of 6 rules:\n  semiconductors/zh-contract-price-up\n", text)
        none = self.run_program("rules", "coverage", "--show", "0", ARTICLES).stdout
        self.assertNotIn("»", none)

    def test_lines_that_are_no_documents_are_named(self):
        (self.folder / "bad.jsonl").write_text('{"id": "a", "text": "Tin rose 3%."}\nnonsense\n')
        done = self.run_program("rules", "coverage", "bad.jsonl")
        self.assert_ends_with(1, done)
        self.assertIn("bad.jsonl:2: not a JSON object", done.stderr)
        self.assertIn("1 documents", done.stdout)

    def test_diff_tells_what_a_pack_changes(self):
        same = self.run_program("rules", "diff", "trade", "trade", ARTICLES)
        self.assert_ends_with(0, same)
        self.assertIn("0 of 3 documents differ", same.stdout)
        done = self.run_program("rules", "diff", "trade", PACK, ARTICLES, "-f", "jsonl")
        self.assert_ends_with(1, done)
        told = [json.loads(line) for line in done.stdout.splitlines()]
        ban, = [row for row in told if row.get("after", {}).get("rule") == "semiconductors/service-stopped"]
        self.assertIn("stop servicing DUV lithography machines", ban["sentence"])
        self.assertTrue(all(row["what"] in ("gained", "lost", "changed") for row in told))
        text = self.run_program("rules", "diff", "trade", PACK, ARTICLES).stdout
        self.assertRegex(text, r"(?m)^semiconductors/service-stopped +\d+ +\d+ +\d+$")
        back = self.run_program("rules", "diff", PACK, "trade", ARTICLES, "-f", "jsonl").stdout
        whats = lambda rows: sorted(json.loads(row)["what"] for row in rows.splitlines())
        swapped = {"gained": "lost", "lost": "gained", "changed": "changed"}
        self.assertEqual(whats(back), sorted(swapped[row["what"]] for row in told))

    def test_the_timeline_is_a_corpus(self):
        self.run_program("poll", "-c", CHIPS / "lodewatch.toml", "--state", self.folder)
        stored = self.run_program("rules", "coverage", "--database", "lodewatch.db", "--with", PACK,
                                  "-f", "json")
        self.assert_ends_with(0, stored)
        self.assertEqual(json.loads(stored.stdout)["documents"], 2)
        done = self.run_program("rules", "diff", PACK, "trade", "--database", "lodewatch.db")
        self.assert_ends_with(1, done)
        self.assertRegex(done.stdout, r"fab-notes fab-notes-3\d: ")


if __name__ == "__main__":
    unittest.main()
