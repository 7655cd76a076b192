"""kill -9 at any moment of a poll loses nothing, doubles no fact, and repeats a mail only as itself."""

import contextlib
import os
import signal
import sqlite3
import time
import unittest

from partners import EXAMPLE_PAGES, HeldWeb, Story, alert_of, entries_of, wait_until

KEYS = ("kind, value, unit, subject, flow, period, reporter, partner, measure, basis, type, actor, "
        "date, verdict")


class Killed(Story):
    def setUp(self):
        super().setUp()
        self.nginx = self.start_nginx()
        self.server = self.start_mail()
        self.config = self.example_config(self.nginx, self.server.port)

    def poll_in(self, state):
        (self.folder / state).mkdir(exist_ok=True)
        return ("poll", "-c", self.config, "--state", self.folder / state)

    def database_in(self, state):
        return self.folder / state / "lodewatch.db"

    def entries_in(self, state):
        return sorted(self.ask(f"SELECT {KEYS} FROM timeline", self.database_in(state)))

    def told_in(self, state, mails):
        """What each alert has told, by what the entries say: ids begin anew in each timeline."""
        entries = {row[0]: tuple(row[1:])
                   for row in self.ask(f"SELECT id, {KEYS} FROM timeline", self.database_in(state))}
        return {(alert_of(mail), entries[str(entry)]) for mail in mails for entry in entries_of(mail)}

    def undisturbed(self):
        started = time.monotonic()
        self.assert_ends_with(0, self.run_program(*self.poll_in("calm")))
        duration = time.monotonic() - started
        self.calm_entries = self.entries_in("calm")
        self.calm_told = self.told_in("calm", self.server.mails())
        self.assertEqual({alert for alert, _ in self.calm_told},
                         {"export swing", "claim differs", "crackdown"})
        self.server.taken.clear()
        return duration

    def finish(self, state):
        """Runs it to its end, and compares with what an undisturbed run has left behind."""
        self.assert_ends_with(0, self.run_program(*self.poll_in(state)))
        database = self.database_in(state)
        self.assertEqual(self.ask("PRAGMA integrity_check", database), [["ok"]])
        self.assertEqual(self.ask("PRAGMA foreign_key_check", database), [])
        self.assertEqual(self.entries_in(state), self.calm_entries)
        self.assertEqual(self.ask("SELECT document, kind, start, \"end\", rule, count(*) FROM facts "
                                  "WHERE known_to IS NULL GROUP BY 1, 2, 3, 4, 5 HAVING count(*) > 1",
                                  database), [])
        self.assertEqual(self.ask("SELECT source, guid, count(*) FROM documents GROUP BY 1, 2 "
                                  "HAVING count(*) > 1", database), [])
        self.assertEqual(self.ask("SELECT DISTINCT state FROM deliveries", database), [["sent"]])
        mails = self.server.mails()
        self.assertEqual(self.told_in(state, mails), self.calm_told)
        known = {f"<{row[0]}>" for row in self.ask("SELECT message_id FROM deliveries", database)}
        arrived = [str(mail["Message-ID"]) for mail in mails]
        self.assertEqual(set(arrived), known)
        repeats = {mail: arrived.count(mail) for mail in arrived if arrived.count(mail) > 1}
        for contents in ({content for _, content in self.server.taken
                          if repeated.encode() in content} for repeated in repeats):
            self.assertEqual(len(contents), 1, "a repeat is the same mail, byte for byte")
        return repeats

    def test_a_poll_killed_at_growing_delays_ends_up_where_an_undisturbed_one_does(self):
        duration = self.undisturbed()
        for step in range(16):
            delay = duration * (step + 0.5) / 16
            with self.subTest(delay=f"{delay:.3f} s of {duration:.3f} s"):
                process = self.start_program(*self.poll_in(f"killed-{step}"))
                time.sleep(delay)
                self.kill(process)
                repeats = self.finish(f"killed-{step}")
                self.assertLessEqual(set(repeats.values()), {2}, "one crash, one repeat")
                self.server.taken.clear()

    def test_one_timeline_killed_again_and_again_ends_up_there_too(self):
        duration = self.undisturbed()
        for step in range(12):
            process = self.start_program(*self.poll_in("again"))
            time.sleep(duration * (step + 0.5) / 12)
            self.kill(process)
        self.finish("again")

    def test_a_mail_taken_by_the_server_but_not_recorded_comes_once_more_as_itself(self):
        self.undisturbed()
        for nth in (1, 2, 3):
            with self.subTest(killed_at_mail=nth):
                process = self.start_program(*self.poll_in(f"mail-{nth}"))

                def kill_at_nth(process=process, nth=nth):
                    if len(self.server.taken) == nth:
                        os.kill(process.pid, signal.SIGKILL)

                self.server.on_taken = kill_at_nth
                self.assertEqual(process.wait(60), -signal.SIGKILL)
                self.server.on_taken = None
                taken = [content for _, content in self.server.taken]
                self.assertEqual(len(taken), nth)
                repeats = self.finish(f"mail-{nth}")
                self.assertTrue(repeats)
                self.assertEqual(set(repeats.values()), {2})
                self.server.taken.clear()

    def test_a_poll_killed_after_each_page_keeps_what_it_had_and_fetches_the_rest(self):
        self.undisturbed()
        web = self.start_web(HeldWeb)
        self.config = self.example_config(web, self.server.port, name="held.toml")
        for pages in range(len(EXAMPLE_PAGES)):
            with self.subTest(pages_kept_when_killed=pages):
                state = f"page-{pages}"
                web.allow(pages)
                process = self.start_program(*self.poll_in(state))
                self.assertEqual(wait_until(lambda: self.pages_kept(state) == pages), True)
                self.kill(process)
                self.assertEqual(self.pages_kept(state), pages)
                web.allow(1000)
                self.assertEqual(self.finish(state), {})
                self.server.taken.clear()

    def pages_kept(self, state):
        """Sources read so far; none while there is no timeline yet."""
        database = self.database_in(state)
        if not database.exists():
            return 0
        with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as reader:
            try:
                return reader.execute("SELECT count(*) FROM sources WHERE documents > 0").fetchone()[0]
            except sqlite3.OperationalError:
                return 0


if __name__ == "__main__":
    unittest.main()
