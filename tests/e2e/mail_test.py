"""The alerts of the shipped example, by SMTP and into a Maildir: each told once, nothing lost."""

import collections
import unittest

from partners import (Story, alert_of, entries_of, faults_of, free_port, maildir_mails, parse_mail)

ALERTS = {"export swing": "kind = 'change' AND subject GLOB 'rare-earth*' AND abs(value) >= 20",
          "claim differs": "verdict = 'differs'",
          "crackdown": "type = 'crackdown'"}


class MailOfTheExample(Story):
    def setUp(self):
        super().setUp()
        self.nginx = self.start_nginx()

    def poll(self, config):
        return self.run_program("poll", "-c", config)

    def assert_each_told_once(self, mails):
        """Each alert has told each entry that it matches once, and no other."""
        told = collections.Counter((alert_of(mail), str(entry)) for mail in mails
                                   for entry in entries_of(mail))
        self.assertEqual([entry for entry, times in told.items() if times > 1], [])
        self.assertEqual(set(told), {(alert, row[0]) for alert, where in ALERTS.items()
                                     for row in self.ask(f"SELECT id FROM timeline WHERE {where}")})
        ids = [str(mail["Message-ID"]) for mail in mails]
        self.assertEqual(len(ids), len(set(ids)))

    def assert_reads_well(self, mail):
        self.assertEqual(faults_of(mail), [])
        self.assertEqual([part.get_content_type() for part in mail.iter_parts()],
                         ["text/plain", "text/html"])
        text = mail.get_body(("plain",)).get_content()
        page = mail.get_body(("html",)).get_content()
        for words in ("Verdict" if alert_of(mail) != "crackdown" else "Rule", "lodewatch explain",
                      "https://"):
            self.assertIn(words, text)
        self.assertIn("<mark", page)
        self.assertEqual(str(mail["To"]), "metals@example.org")
        self.assertEqual(str(mail["From"]), "lodewatch@example.org")
        self.assertEqual(str(mail["Auto-Submitted"]), "auto-generated")
        self.assertIsNotNone(mail["Date"].datetime)
        self.assertTrue(str(mail["Message-ID"]).endswith("@example.org>"))

    def assert_three_alerts_are_told(self, mails):
        by_alert = collections.Counter(map(alert_of, mails))
        self.assertEqual(set(by_alert), set(ALERTS))
        self.assertEqual((by_alert["claim differs"], by_alert["crackdown"]), (1, 1))
        claim, = (mail for mail in mails if alert_of(mail) == "claim differs")
        self.assertIn("+30.8 %", claim["Subject"])
        self.assertIn("+32.0 %", claim["Subject"])
        text = claim.get_body(("plain",)).get_content()
        for words in ("differs", "5,864.6", "7,742.2", "rose 30.8%"):
            self.assertIn(words, text)

    def test_three_alerts_arrive_by_smtp_each_once(self):
        server = self.start_mail()
        done = self.poll(self.example_config(self.nginx, server.port))
        self.assert_ends_with(0, done)
        mails = server.mails()
        self.assert_each_told_once(mails)
        for mail in mails:
            self.assert_reads_well(mail)
        self.assert_three_alerts_are_told(mails)
        self.assertEqual(self.ask("SELECT DISTINCT state, attempts FROM deliveries"), [["sent", "1"]])
        self.assertEqual(sorted(f"<{row[0]}>" for row in self.ask("SELECT message_id FROM deliveries")),
                         sorted(str(mail["Message-ID"]) for mail in mails))

    def test_a_second_poll_mails_nothing(self):
        server = self.start_mail()
        config = self.example_config(self.nginx, server.port)
        self.poll(config)
        first = len(server.taken)
        self.assert_ends_with(0, self.poll(config))
        self.assertEqual(len(server.taken), first)

    def test_the_same_mails_are_files_in_a_maildir_when_no_server_is_configured(self):
        self.assert_ends_with(0, self.poll(self.example_config(self.nginx)))
        mails = maildir_mails(self.folder / "mail")
        self.assert_each_told_once(mails)
        for mail in mails:
            self.assert_reads_well(mail)
        self.assert_three_alerts_are_told(mails)
        self.assertEqual(list((self.folder / "mail" / "tmp").iterdir()), [])

    def test_a_fresh_timeline_gives_the_crackdown_mail_the_same_message_id(self):
        ids = []
        for name in ("one", "two"):
            config = self.folder / name / "lodewatch.toml"
            config.parent.mkdir()
            config.write_text(self.example_config(self.nginx).read_text())
            self.assert_ends_with(0, self.run_program("poll", "-c", config, "harbour-wire"))
            ids.append([str(mail["Message-ID"]) for mail in maildir_mails(config.parent / "mail")])
        self.assertEqual(len(ids[0]), 2)  # a swing and the crackdown; no series, so no claim differs
        self.assertEqual(ids[0], ids[1])

    def test_a_refused_recipient_holds_up_no_other(self):
        server = self.start_mail()
        server.refused = {"gone@example.org"}
        config = self.example_config(self.nginx, server.port,
                                     recipients=["gone@example.org", "metals@example.org"])
        done = self.poll(config)
        self.assert_ends_with(1, done)
        self.assert_each_told_once(server.mails("metals@example.org"))
        self.assertEqual(server.mails("gone@example.org"), [])
        self.assertIn("gone@example.org: 550", done.stderr)
        rows = self.ask("SELECT recipient, state, attempts, reason FROM deliveries")
        self.assertEqual({tuple(row) for row in rows},
                         {("metals@example.org", "sent", "1", "NULL"),
                          ("gone@example.org", "given-up", "1", "550 5.1.1 no such person here")})

    def test_a_mail_server_that_is_down_loses_nothing(self):
        port = free_port()
        config = self.example_config(self.nginx, port)
        down = self.poll(config)
        self.assert_ends_with(1, down)
        self.assertRegex(down.stderr, rf"metals@example\.org: .*127\.0\.0\.1:{port}")
        states = self.ask("SELECT state, attempts, reason IS NULL, next_attempt > last_attempt "
                          "FROM deliveries")
        self.assertEqual({tuple(row) for row in states}, {("queued", "1", "0", "1")})
        self.assertNotEqual(self.ask("SELECT * FROM facts"), [])

        server = self.start_mail(port)
        self.let_mail_be_due()
        self.assert_ends_with(0, self.poll(config))
        self.assert_each_told_once(server.mails())
        self.assertEqual(self.ask("SELECT DISTINCT state, attempts FROM deliveries"), [["sent", "2"]])

    def test_a_451_is_tried_again_and_then_accepted(self):
        server = self.start_mail()
        server.later = 1
        config = self.example_config(self.nginx, server.port)
        self.assert_ends_with(1, self.poll(config))
        self.assertEqual(self.ask("SELECT reason, attempts FROM deliveries WHERE state = 'queued'"),
                         [["451 4.3.0 come again later", "1"]])
        queued = self.ask_one("SELECT message_id FROM deliveries WHERE state = 'queued'")[0]
        self.assertNotIn(f"<{queued}>", [str(mail["Message-ID"]) for mail in server.mails()])

        self.let_mail_be_due()
        self.assert_ends_with(0, self.poll(config))
        self.assert_each_told_once(server.mails())
        self.assertEqual(str(parse_mail(server.taken[-1][1])["Message-ID"]), f"<{queued}>")

    def test_before_the_time_is_up_a_mail_that_failed_is_not_sent_again(self):
        server = self.start_mail()
        server.later = 1
        config = self.example_config(self.nginx, server.port)
        self.poll(config)
        taken = len(server.taken)
        self.poll(config)
        self.assertEqual(len(server.taken), taken)


if __name__ == "__main__":
    unittest.main()
