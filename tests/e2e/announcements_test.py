"""Announcements of ministries: what they order is on the timeline with the days on which it holds,
whether a list or an item of a feed led to them."""

import json
import unittest

from articles_test import ArticleStory, item
from partners import parse_mail

LIST = ('<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>公告</title></head><body><ul>'
        "{}</ul></body></html>")
ENTRY = '<li><a href="/zcfb/art/{0}.html">{1}</a><span>{2}</span></li>'

CONTROL = "商务部 海关总署公告2026年第7号 公布对锑相关物项实施出口管制的决定"
SUSPENSION = "商务部公告2026年第31号 公布暂停实施对锑相关物项出口管制的决定"


def announcement(title, number, issued, *paragraphs):
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return ('<!DOCTYPE html><html><head><meta charset="utf-8">'
            f"<title>{title}</title></head><body><h1>{title}</h1>"
            f'<div class="art-con"><p>【发布单位】安全与管制局</p><p>【发布文号】{number}</p>'
            f"<p>【发文日期】{issued}</p></div>"
            "<div class='art-con'><p>根据有关法律法规的规定，为维护国家安全和利益，履行防扩散等国际义务，"
            f"经国务院批准，现就有关事项公告如下：</p>{text}</div></body></html>")


class Announcements(ArticleStory):
    def setUp(self):
        super().setUp()
        (self.folder / "mail").mkdir()
        self.web.pages["/zcfb/art/7.html"] = announcement(
            CONTROL, "商务部 海关总署公告2026年第7号", "2026年02月10日",
            "一、对锑锭（参考海关商品编号：8110101000）实施出口管制。",
            "二、出口经营者应当向国务院商务主管部门申请许可。", "三、本公告自2026年3月1日起正式实施。",
            '附件：<a href="/files/list.pdf">清单.pdf</a>')
        self.web.pages["/zcfb/art/31.html"] = announcement(
            SUSPENSION, "商务部公告2026年第31号", "2026年05月20日",
            "自即日起至2027年5月19日，暂停实施商务部、海关总署公告2026年第7号（关于锑相关物项的公告）。")
        self.web.pages["/list.html"] = LIST.format(
            ENTRY.format(31, SUSPENSION, "2026-05-20") + ENTRY.format(7, CONTROL, "2026-02-10"))

    def configure_list(self):
        self.configure(
            'link_pattern = "/zcfb/art/"', 'delay = "0s"', page="list.html", kind="page",
            top='[mail]\nfrom = "lodewatch@example.org"\nmaildir = "mail"\n'
            '[[alert]]\nname = "policy"\nwhere = "kind = \'event\' and effective is not null"\n'
            'to = ["desk@example.org"]')

    def events(self):
        return self.ask("SELECT type, subject, actor, date, effective, until FROM events "
                        "ORDER BY date, type")

    EXPECTED = [
        ["export-control", "antimony", "CN.MOFCOM", "2026-02-10", "2026-03-01", "NULL"],
        ["easing", "antimony", "CN.MOFCOM", "2026-05-20", "2026-05-20", "2027-05-19"]]

    def test_those_of_a_list_are_events_with_their_days(self):
        self.configure_list()
        self.poll()
        self.assertEqual(self.events(), self.EXPECTED)
        self.assertEqual(self.ask("SELECT mast FROM events WHERE type = 'export-control'"),
                         [["P33"]])
        shown = self.run_program("timeline", "--kind", "event", "--format", "csv").stdout
        self.assertIn("2027-05-19", shown)
        entry = self.ask_one("SELECT id FROM events WHERE type = 'easing'")[0]
        self.assertIn("商务部公告2026年第31号", self.run_program("explain", entry).stdout)
        self.poll()
        self.assertEqual(self.events(), self.EXPECTED)

    def listed(self, *options):
        done = self.run_program("events", "--format", "jsonl", *options)
        self.assert_ends_with(0, done)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_the_command_events_lists_them_by_type_actor_and_day(self):
        self.configure_list()
        self.poll()
        keys = ("type", "subject", "actor", "date", "effective", "until")
        self.assertEqual([[event.get(key, "NULL") for key in keys] for event in self.listed()],
                         self.EXPECTED)
        for options, types in ((("--type", "easing"), ["easing"]),
                               (("--actor", "CN*", "--subject", "anti*"),
                                ["export-control", "easing"]),
                               (("--actor", "CN"), []),
                               (("--target", "US*"), []),
                               (("--since", "2026-03-01"), ["easing"]),
                               (("--limit", "1"), ["export-control"]),
                               (("--as-of", "2020-01-01"), [])):
            with self.subTest(options=options):
                self.assertEqual([event["type"] for event in self.listed(*options)], types)
        table = self.run_program("events")
        for words in ("effective", "2027-05-19", "暂停实施对锑相关物项出口管制"):
            self.assertIn(words, table.stdout)

    def test_the_command_events_says_which_types_there_are(self):
        self.configure_list()
        self.poll()
        done = self.run_program("events", "--type", "easng")
        self.assert_ends_with(2, done)
        for words in ("easng", "did you mean 'easing'", "export-control"):
            self.assertIn(words, done.stdout + done.stderr)

    def test_an_alert_mails_them(self):
        self.configure_list()
        self.poll()
        mails = [parse_mail(path.read_bytes()) for path in (self.folder / "mail" / "new").iterdir()]
        text = "\n".join(mail.get_body(("plain",)).get_content() for mail in mails)
        self.assertIn("In force", text)
        self.assertIn("from 2026-03-01", text)
        self.assertIn("until 2027-05-19", text)

    def test_an_item_of_a_feed_leads_to_one_too(self):
        self.web.feed(item(1, SUSPENSION, self.web.url("zcfb/art/31.html")).replace(
            "Story 1", SUSPENSION))
        self.configure("full_text = true", 'delay = "0s"')
        self.poll()
        self.assertEqual(self.events(), self.EXPECTED[1:])

    def test_a_report_about_one_is_not_one(self):
        title = "商务部发言人就锑出口管制答记者问"
        self.web.pages["/zcfb/art/8.html"] = announcement(
            title, "商务部公告2026年第7号", "2026年02月10日", "问：有何考虑？答：这是通行做法。",
            "商务部公告2026年第7号自2026年3月1日起正式实施。").replace("【发布文号】", "公告")
        self.web.pages["/list.html"] = LIST.format(ENTRY.format(8, title, "2026-02-11"))
        self.configure_list()
        self.poll()
        self.assertEqual(self.ask("SELECT count(*) FROM events WHERE effective IS NOT NULL"), [["0"]])


if __name__ == "__main__":
    unittest.main()
