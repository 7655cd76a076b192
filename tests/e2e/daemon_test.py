"""`lodewatch run` under a service manager: ready, reloading, stopping, and what it does between."""

import signal
import socket
import unittest

from partners import EXAMPLE_PAGES, GOOD_FEED, Story, free_port, wait_until


class TheDaemon(Story):
    def setUp(self):
        super().setUp()
        self.nginx = self.start_nginx()
        (self.nginx.pages / "good.xml").write_text(GOOD_FEED)
        self.server = self.start_mail()
        self.notify = self.start_notify()
        self.config = self.example_config(self.nginx, self.server.port)

    def start(self):
        process = self.start_program("run", "-c", self.config, NOTIFY_SOCKET=self.notify.path)
        self.assertTrue(self.notify.wait_for("READY=1"), self.stderr())
        return process

    def count(self, sql):
        return int(self.ask_one(sql)[0])

    def wait_for_story(self):
        self.assertTrue(wait_until(lambda: self.count(
            "SELECT count(*) FROM sources WHERE last_success IS NOT NULL") == len(EXAMPLE_PAGES)),
            self.stderr())
        self.assertTrue(wait_until(lambda: self.count("SELECT count(*) FROM deliveries") > 0 and
                                   self.count("SELECT count(*) FROM deliveries WHERE state <> 'sent'")
                                   == 0), self.stderr())

    def stop(self, process, number=signal.SIGTERM):
        process.send_signal(number)
        self.assertEqual(self.wait_for_end(process), 0, self.stderr())
        self.assertTrue(self.notify.wait_for("STOPPING=1", 1))

    def add_source(self):
        with self.config.open("a") as config:
            config.write(f'\n[[source]]\nid = "late"\nurl = "{self.nginx.url("good.xml")}"\n'
                         'kind = "feed"\nallow_private = true\n')

    def test_it_says_when_it_is_ready_polls_mails_and_ends_on_sigterm(self):
        process = self.start()
        self.wait_for_story()
        self.stop(process)
        self.assertEqual(self.count("SELECT count(*) FROM timeline WHERE type = 'crackdown'"), 1)
        self.assertEqual(len(self.server.taken), self.count("SELECT count(*) FROM deliveries"))
        self.assertIn("STATUS=7 sources, 0 failing", self.notify.lines)
        self.assertEqual(self.ask("PRAGMA integrity_check"), [["ok"]])

    def test_it_does_not_flood_the_service_manager(self):
        process = self.start()
        self.wait_for_story()
        self.stop(process)
        statuses = [line for line in self.notify.lines if line.startswith("STATUS=")]
        self.assertLessEqual(len(statuses), 8, "one a turn: ready, polled, mailed, stopping")

    def test_it_ends_on_sigint_as_well(self):
        self.stop(self.start(), signal.SIGINT)

    def test_it_ends_and_loses_nothing_while_a_mail_server_says_nothing(self):
        with socket.create_server(("127.0.0.1", 0)) as mute:
            mute.settimeout(20)
            self.config = self.example_config(self.nginx, mute.getsockname()[1])
            self.config.write_text(self.config.read_text().replace('"10s"', '"60s"'))
            process = self.start()
            caller, _ = mute.accept()
            process.send_signal(signal.SIGTERM)
            # It waits ten seconds for what is under way, then leaves it for the next start.
            self.assertEqual(self.wait_for_end(process, 15), 0, self.stderr())
            caller.close()
        self.assertTrue(self.notify.wait_for("STOPPING=1", 1))
        self.assertEqual(self.ask("SELECT DISTINCT state FROM deliveries"), [["queued"]])

        self.config = self.example_config(self.nginx, self.server.port)
        again = self.start()
        self.wait_for_story()
        self.stop(again)
        self.assertEqual(len(self.server.taken), self.count("SELECT count(*) FROM deliveries"))

    def test_a_broken_config_on_sighup_is_told_and_the_old_one_stays(self):
        process = self.start()
        self.wait_for_story()
        good = self.config.read_text()
        self.config.write_text(good.replace("type = 'crackdown'", "tipe = 'crackdown'"))
        process.send_signal(signal.SIGHUP)
        self.assertTrue(self.notify.wait_for("RELOADING=1"))
        self.assertTrue(self.notify.wait_for("READY=1"))
        line = 1 + good[:good.index("type = 'crackdown'")].count("\n")
        self.assertRegex(self.stderr(), rf"lodewatch\.toml:{line}:10: .*no such column: tipe")
        self.assertIn("going on with the old one", self.stderr())
        self.assertIsNone(process.poll())

        self.config.write_text(good)
        self.add_source()
        process.send_signal(signal.SIGHUP)
        self.assertTrue(self.notify.wait_for("RELOADING=1"))
        self.assertTrue(self.notify.wait_for("READY=1"))
        self.assertTrue(wait_until(lambda: self.ask(
            "SELECT documents FROM sources WHERE id = 'late'") == [["1"]]), self.stderr())
        self.stop(process)

    def test_a_restart_asks_no_server_again_before_its_time(self):
        process = self.start()
        self.wait_for_story()
        self.stop(process)
        self.nginx.new_requests(len(EXAMPLE_PAGES))
        again = self.start()
        self.add_source()
        again.send_signal(signal.SIGHUP)
        self.assertTrue(wait_until(lambda: self.ask(
            "SELECT documents FROM sources WHERE id = 'late'") == [["1"]]), self.stderr())
        self.stop(again)
        self.assertEqual([request.path for request in self.nginx.new_requests(1)], ["good.xml"])

    def test_readers_are_served_while_it_runs(self):
        process = self.start()
        self.wait_for_story()
        done = self.run_program("claims", "-c", self.config, "--verdict", "differs")
        self.assert_ends_with(0, done)
        self.assertIn("30.8", done.stdout)
        self.stop(process)

    def test_a_source_that_fails_is_in_the_log_and_in_the_status(self):
        self.config.write_text(self.config.read_text().replace(
            self.nginx.url("briefs.json"), f"http://127.0.0.1:{free_port()}/briefs.json"))
        process = self.start()
        self.assertTrue(self.notify.wait_for("STATUS=7 sources, 1 failing"), self.stderr())
        self.assertRegex(self.stderr(), r"warning: briefs: connect: ")
        self.stop(process)


if __name__ == "__main__":
    unittest.main()
