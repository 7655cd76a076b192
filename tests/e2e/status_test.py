"""`status`: what the daemon last told, and a reload that a bad pack has spoilt."""

import json
import re
import signal
import unittest

from partners import ROOT, Story, free_port, wait_until

PACK = ROOT / "examples" / "semiconductors" / "semiconductors.toml"


class Status(Story):
    def setUp(self):
        super().setUp()
        self.nginx = self.start_nginx()
        self.notify = self.start_notify()
        self.config = self.example_config(self.nginx)
        self.pack = self.folder / "mine.toml"
        self.pack.write_text(PACK.read_text())
        text = self.config.read_text()
        self.config.write_text(re.sub(r'(?m)^(packs = \[.*)\]$', r'\1, "mine.toml"]', text))

    def start(self):
        process = self.start_program("run", "-c", self.config, NOTIFY_SOCKET=self.notify.path)
        self.assertTrue(self.notify.wait_for("READY=1"), self.stderr())
        self.assertTrue(wait_until(lambda: self.ask(
            "SELECT count(*) FROM sources WHERE last_success IS NOT NULL") == [["7"]]), self.stderr())
        return process

    def reload(self, process):
        process.send_signal(signal.SIGHUP)
        self.assertTrue(self.notify.wait_for("RELOADING=1"))
        self.assertTrue(self.notify.wait_for("READY=1"))

    def told(self, code):
        done = self.run_program("status", "-c", self.config, "-f", "json")
        self.assert_ends_with(code, done)
        return json.loads(done.stdout)

    def test_a_bad_pack_on_sighup_keeps_the_old_one_and_status_says_so(self):
        process = self.start()
        before = self.told(0)
        self.assertEqual((before["daemon"], before["pid"]), ("running", process.pid))
        self.assertNotIn("reload", before)
        self.assertEqual(before["sources"], {"ok": 7})
        mine, = [pack for pack in before["packs"] if pack["name"] == "mine"]

        self.pack.write_text(PACK.read_text().replace("{commodity} billings", "{comodity} billings"))
        self.reload(process)
        refused = self.told(1)
        self.assertEqual(refused["daemon"], "running")
        self.assertEqual(refused["reload"]["outcome"], "refused")
        self.assertRegex(refused["reload"]["faults"][0], r"mine\.toml:\d+:10: unknown slot \{comodity\}")
        self.assertEqual([pack for pack in refused["packs"] if pack["name"] == "mine"], [mine])
        text = self.run_program("status", "-c", self.config).stdout
        self.assertRegex(text, r"(?m)^daemon +running, ")
        self.assertRegex(text, r"(?m)^reload +refused, .*: what was in force before still is$")
        self.assertRegex(text, r"(?m)^sources +7 ok$")
        self.assertRegex(text, r"(?m)^timeline +.*lodewatch\.db: [\d,]+ documents")

        self.pack.write_text(PACK.read_text() + "\n# edited\n")
        self.reload(process)
        good = self.told(0)
        self.assertEqual(good["reload"]["outcome"], "good")
        edited, = [pack for pack in good["packs"] if pack["name"] == "mine"]
        self.assertNotEqual(edited["sha256"], mine["sha256"])

        process.send_signal(signal.SIGTERM)
        self.assertEqual(self.wait_for_end(process), 0, self.stderr())
        self.assertEqual(self.told(1)["daemon"], "stopped")

    def test_a_daemon_that_was_killed_is_gone(self):
        process = self.start()
        self.kill(process)
        self.assertEqual(self.told(1)["daemon"], "gone")

    def test_a_config_that_is_broken_hides_no_status(self):
        process = self.start()
        self.config.write_text("nonsense\n")
        self.reload(process)
        done = self.run_program("status", "-c", self.config)
        self.assert_ends_with(78, done)
        self.assertIn("lodewatch status --database FILE", done.stderr)
        done = self.run_program("status", "--database", self.database())
        self.assert_ends_with(1, done)
        self.assertIn("refused", done.stdout)

    def test_failing_sources_are_named(self):
        self.config.write_text(self.config.read_text().replace(
            self.nginx.url("briefs.json"), f"http://127.0.0.1:{free_port()}/briefs.json"))
        self.run_program("poll", "-c", self.config)
        told = self.told(1)
        self.assertEqual(told["daemon"], "never run")
        self.assertEqual(told["sources"], {"failing": 1, "ok": 6})
        self.assertEqual(told["bad_sources"][0]["id"], "briefs")
        self.assertIn("connect", told["bad_sources"][0]["failure"])


if __name__ == "__main__":
    unittest.main()
