"""What a person does on the first day: init, check, poll, and a look at what was found."""

import json
import re
import unittest

from partners import EXAMPLE, Story


class FirstSteps(Story):
    def init(self):
        """A config as `init` writes it, but for the address of its news, which is on our server."""
        nginx = self.start_nginx()
        done = self.run_program("init")
        self.assert_ends_with(0, done)
        self.assertIn("lodewatch check", done.stderr)
        path = self.folder / "lodewatch.toml"
        text, found = re.subn(r'(?m)^url = "https?://.*"$',
                              f'url = "{nginx.url("news.rss.xml")}"\nallow_private = true',
                              path.read_text())
        self.assertEqual(found, 1)
        path.write_text(text)
        return path

    def test_init_check_and_poll_go_through_in_an_empty_folder(self):
        self.init()
        checked = self.run_program("check")
        self.assert_ends_with(0, checked)
        for layer in ("config", "conditions", "sources", "packs", "samples"):
            self.assertRegex(checked.stdout, rf"(?m)^ok +{layer} ")
        self.assertEqual(checked.stderr, "")

        polled = self.run_program("poll")
        self.assert_ends_with(0, polled)
        self.assertEqual(polled.stdout, "")
        self.assertRegex(polled.stderr, r"(?m)^source +outcome +documents +facts")
        self.assertRegex(polled.stderr, r"(?m)^mining-news +updated +8 +\d+")
        self.assertRegex(polled.stderr, r"(?m)^\d+ mails? delivered to .*mail$")

        shown = self.run_program("timeline", "--subject", "rare-earth*")
        self.assert_ends_with(0, shown)
        self.assertIn("7,742.2", shown.stdout)
        self.assertEqual(shown.stderr, "")

    def test_the_config_of_init_is_right_before_anybody_edits_it(self):
        self.assert_ends_with(0, self.run_program("init"))
        self.assert_ends_with(0, self.run_program("check"))

    def test_init_leaves_a_config_alone_that_is_there(self):
        path = self.folder / "lodewatch.toml"
        path.write_text("mine\n")
        done = self.run_program("init")
        self.assert_ends_with(2, done)
        self.assertIn("lodewatch.toml is there already", done.stderr)
        self.assertEqual(path.read_text(), "mine\n")

    def test_the_shipped_example_passes_its_check(self):
        self.assert_ends_with(0, self.run_program("check", "-c", EXAMPLE / "lodewatch.toml"))

    def test_without_a_config_the_way_to_one_is_told(self):
        done = self.run_program("poll")
        self.assert_ends_with(78, done)
        self.assertIn("lodewatch init", done.stderr)

    def test_every_number_can_be_explained(self):
        self.assert_ends_with(0, self.run_program(
            "poll", "-c", EXAMPLE / "lodewatch.toml", "--state", self.folder))
        claims = json.loads(self.run_program(
            "claims", "-d", self.database(), "--verdict", "differs", "--format", "json").stdout)
        claim, = (claim for claim in claims if claim["kind"] == "change")
        told = self.run_program("explain", "-d", self.database(), claim["id"])
        self.assert_ends_with(0, told)
        for words in ("30.8", "trade/", "harbour-wire", "32.0"):
            self.assertIn(words, told.stdout)


if __name__ == "__main__":
    unittest.main()
