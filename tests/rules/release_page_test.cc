#include "rules/release_page.h"

#include <string>
#include <vector>

#include "feeds/page_outline.h"
#include "rules/announced.h"
#include "rules/compiled.h"
#include "rules/extract.h"
#include "rules/pack.h"
#include "tests/rules/table_text.h"

namespace {

using test_tables::Data;
using Kind = rules::ReleaseError::Kind;
using Lines = std::vector<std::string>;

const rules::Pack& Shipped() {
  static const rules::Pack pack = [] {
    auto loaded = rules::Pack::Load(rules::ShippedPacks());
    REQUIRE(loaded.has_value());
    return *std::move(loaded);
  }();
  return pack;
}

tl::expected<rules::PageRecords, rules::ReleaseError> Read(const std::string& html,
                                                           std::string_view id = {}) {
  const auto outline = feeds::ReadPageOutline(html, {.content_type = "text/html; charset=utf-8"});
  REQUIRE(outline.has_value());
  return rules::ReadPage(Shipped().pages(), Shipped().compiled().lexicon, *outline, id);
}

// "5 USD 2026-01/2026-02 url published title" of each link.
Lines LinksOf(const std::string& html) {
  const auto page = Read(html);
  INFO((page ? std::string() : page.error().detail));
  REQUIRE(page.has_value());
  Lines lines;
  for (const rules::ReleaseLink& link : page->links) {
    std::string line = std::to_string(link.table);
    for (const std::string& part :
         {link.currency, link.period, link.url, link.published, link.title})
      line += " " + (part.empty() ? "-" : part);
    lines.push_back(line);
  }
  return lines;
}

std::string Joined(const Lines& lines) {
  std::string all;
  for (const std::string& line : lines)
    all += (all.empty() ? "" : ",") + line;
  return all;
}

// "number|issued|effective|issuers|codes|attachments"; "-" for a page that is no announcement.
std::string AnnouncementOf(const std::string& body) {
  const auto page = Read("<html><head><meta charset=utf-8></head><body>" + body + "</body></html>");
  if (!page || !page->announcement)
    return "-";
  const rules::Announcement& a = *page->announcement;
  return a.number + "|" + a.issued + "|" + a.effective + "|" + Joined(a.issuers) + "|" +
         Joined(a.codes) + "|" + Joined(a.attachments);
}

}  // namespace

TEST_CASE("An English index has a link for each month that is out, February's is of both months",
          "[rules][release]") {
  const std::string exports = "China's Major Exports by Quantity and Value";
  const std::string trade_mode = "China's Total Export & Import Values by Trade Mode";
  CHECK(LinksOf(Data("index.en.html")) ==
        Lines{"5 USD 2026-01/2026-02 http://quay.example/Statics/e2.html - " + exports,
              "5 USD 2026-03 http://quay.example/Statics/e3.html?a=1&b=2 - " + exports,
              "3 CNY 2026-05 http://quay.example/Statics/m3.html - " + trade_mode,
              "2 CNY 2026-05 http://quay.example/Statics/m2.html - " + trade_mode,
              "1 CNY 2026-09 http://quay.example/Statics/t9.html - "
              "China's Total Export & Import Values"});
}

TEST_CASE(
    "A link tells its vintage, or else its page does, and whether a definition reads its table",
    "[rules][release]") {
  const auto told = [](const std::string& html) {
    const auto page = Read(html);
    REQUIRE(page.has_value());
    Lines lines;
    for (const rules::ReleaseLink& link : page->links)
      lines.push_back(std::to_string(link.table) + " " + link.status +
                      (link.is_followed ? " followed" : " left"));
    return lines;
  };
  const std::string rows =
      "<table><tr><td>(5) China's Major Exports by Quantity and Value (in USD)</td>"
      "<td><a href=a.html>Mar.</a></td></tr><tr><td>(1) China's Total Export & Import Values (in "
      "USD)</td><td><a href=b.html>Mar.</a></td></tr></table>";
  CHECK(told("<title>Preliminary figures 2026</title>" + rows) ==
        Lines{"5 preliminary followed", "1 preliminary left"});
  CHECK(told("<title>Monthly bulletin 2026</title>" + rows) == Lines{"5  followed", "1  left"});
  CHECK(told("<ul><li><a href=a>2026年3月全国出口重点商品量值表（美元值）</a></li>"
             "<li><a href=b>2026年3月全国出口主要商品量值表（美元值）</a></li>"
             "<li><a href=c>2026年2月全国出口主要商品量值表（修订）（美元值）</a></li></ul>") ==
        Lines{"5 preliminary followed", "5  followed", "5 revised followed"});
}

TEST_CASE("Where January has a link of its own, February's is of February", "[rules][release]") {
  CHECK(
      LinksOf("<title>Figures of 2019</title><table><tr><td>(6) China's Major Imports by Quantity "
              "and Value (in USD)</td><td><a href=a.html>Jan.</a><a href=b.html>Feb.</a></td></tr>"
              "</table>") ==
      Lines{"6 USD 2019-01 a.html - China's Major Imports by Quantity and Value",
            "6 USD 2019-02 b.html - China's Major Imports by Quantity and Value"});
}

TEST_CASE("A Chinese index says all in its titles, by the words and not by the number",
          "[rules][release]") {
  CHECK(LinksOf(Data("index.zh.html")) ==
        Lines{"5 CNY 2026-01/2026-02 /tj/2026-03/10/a1.html 2026-03-10 "
              "（5）2026年1至2月全国出口重点商品量值表（人民币值）",
              "4 - 2025-12 /tj/2026-01/14/a2.html 2026-01-14 "
              "（4）2025年12月进出口商品主要国别（地区）总值表",
              "3 USD 2025-01/2025-12 /tj/2026-01/14/a3.html 2026-01-14 "
              "（2）2025年1至12月进出口商品贸易方式总值表（美元值）",
              "2 USD 2025-12 /tj/2026-01/14/a4.html - "
              "（2）2025年12月进出口商品贸易方式总值表（美元值）"});
}

TEST_CASE("An index page without a link is blocked or changed, never without news",
          "[rules][release]") {
  struct Case {
    const char* html;
    Kind kind;
    const char* part;
  };
  for (const Case& c :
       {Case{
            "<title>2026</title><table><tr><td>(5) China's Major Exports by Quantity and Value (in "
            "USD)</td><td><span>Jan.</span></td></tr></table>",
            Kind::kNoLinks, "1 title of releases"},
        Case{"<table><tr><td>(5) China's Major Exports by Quantity and Value (in USD)</td>"
             "<td><a href=a.html>Mar.</a></td></tr></table>",
             Kind::kPeriod, "names the year"},
        Case{"<ul><li><a href=/x.html>Nothing of ours</a></li></ul>", Kind::kNoLinks,
             "blocked or changed"},
        Case{"", Kind::kNoLinks, "blocked or changed"}}) {
    INFO(c.html);
    const auto page = Read(c.html);
    REQUIRE_FALSE(page.has_value());
    CHECK(page.error().kind == c.kind);
    CHECK(page.error().detail.find(c.part) != std::string::npos);
  }
}

TEST_CASE("An announcement says its number, days, issuers, codes and attachments",
          "[rules][release]") {
  struct Case {
    const char* body;
    const char* expected;
  };
  for (const Case& c :
       {Case{"<h1>商务部 海关总署公告2031年第7号 公布某事</h1><p>【发文日期】2031年03月04日</p>"
             "<p>"
             "一、甲（参考海关商品编号：2805301910、2846901920）；乙（参考海关商品编号：2805301910"
             "）。</p>"
             "<p>本公告自公布之日起实施。</p><p>附件：<a href=/f?id=3>清单</a></p><p><a "
             "href=/g.wps>表</a></p>",
             "商务部 海关总署公告2031年第7号|2031-03-04|2031-03-04|CN.MOFCOM,CN.GACC|"
             "2805301910,2846901920|/f?id=3,/g.wps"},
        Case{"<h1>国务院关税税则委员会关于某事的公告</h1><p>税委会公告2031年第3号</p>"
             "<p>自2031年5月6日13时01分起，调整措施。</p><p>国务院关税税则委员会</"
             "p><p>2031年5月1日</p>",
             "税委会公告2031年第3号|2031-05-01|2031-05-06|CN.SC||"},
        Case{"<table><tr><td>发文机关：</td><td>工业和信息化部、自然资源部</td></"
             "tr><tr><td>发文字号：</td>"
             "<td>工信部联原〔2031〕25号</td></tr><tr><td>成文日期：</td><td>2031-08-15</td></tr>"
             "<tr><td>发布日期：</td><td>2031-08-20</td></tr></table><p>自印发之日起执行。</p>",
             "工信部联原〔2031〕25号|2031-08-15|2031-08-15|CN.MIIT,CN.MNR||"},
        Case{"<h1>中华人民共和国工业和信息化部 "
             "自然资源部令第71号</h1><p>现予公布，自公布之日起施行。</p>"
             "<p>2031年7月28日</p><p>发布时间：2031-08-22 15:00</p>",
             "中华人民共和国工业和信息化部 "
             "自然资源部令第71号|2031-07-28|2031-07-28|CN.MIIT,CN.MNR||"},
        Case{"<h1>海关总署公告〔2019〕211号（关于某事的公告）</h1><p>本公告自2020年1月1日起执行，"
             "海关总署公告2018年第1号（自2018年2月1日起实施）同时废止。</p><p>海关总署</p>"
             "<p>二〇一九年十二月二十七日</p>",
             "海关总署公告〔2019〕211号|2019-12-27|2020-01-01|CN.GACC||"},
        Case{"<h1>商务部公告2031年第61号</h1><p>【发文日期】2031年10月9日</"
             "p><p>第一条自2031年12月1日起实施，"
             "其余自公布之日起实施。</p>",
             "商务部公告2031年第61号|2031-10-09|2031-10-09|CN.MOFCOM||"},
        Case{"<h1>商务部公告2031年第79号</h1><p>本公告自2032年1月1日起执行。</p><p>2031年12月12日</"
             "p>",
             "商务部公告2031年第79号|2031-12-12|2032-01-01|CN.MOFCOM||"},
        Case{"<p>【发布单位】安全与管制局<br>【发布文号】2031年第72号<br>【发文日期】2031年11月9日<"
             "/p>"
             "<p>自即日起至2032年11月27日，暂停实施商务部公告2030年第46号第二款。</p>",
             "2031年第72号|2031-11-09|2031-11-09|CN.MOFCOM||"},
        Case{"<h1>关于某事的公告</h1><p>不可靠实体清单工作机制公告〔2031〕2号</p><p>2031年4月4日</"
             "p>",
             "不可靠实体清单工作机制公告〔2031〕2号|2031-04-04||CN.MOFCOM||"},
        Case{"<h1>海关总署 国家某某局、商务部公告2031年第５号</h1><p>2031年4月4日</p>",
             "海关总署 国家某某局、商务部公告2031年第５号|2031-04-04||CN.GACC,CN,CN.MOFCOM||"},
        Case{"<h1>商务部公告2031年第61号</h1><p>没有日期</p>", "-"},
        Case{"<h1>商务部公告2031年第61号</h1><p>99999999999999年4月4日</p>", "-"},
        Case{"<h1>某公司公布业绩</h1><p>2031年4月4日</p>", "-"}}) {
    INFO(c.body);
    CHECK(AnnouncementOf(c.body) == c.expected);
  }
}

TEST_CASE("A definition of pages can be named, and its faults say where they are",
          "[rules][release]") {
  CHECK(Shipped().pages().Has("cn-gacc-index-zh"));
  CHECK_FALSE(Shipped().pages().Has("cn-gacc-goods"));
  CHECK_FALSE(Read(Data("index.zh.html"), "cn-gacc-index-en").has_value());
  struct Case {
    const char* toml;
    const char* fault;
  };
  for (const Case& c :
       {Case{"[[index]]\nid = 'a'\nmonth = ['(?P<month>\\d)']\n[[index.table]]\nmatch = 'x'\n",
             "4:1 a table without number needs 'number' of the index"},
        Case{"[[index]]\nid = 'a'\nmonth = ['(']\n[[index.table]]\nmatch = 'x'\ntable = 1\n",
             "3:9 bad regular expression: missing ): ("},
        Case{"[[announcement]]\nid = 'a'\nnumber = ['(?P<name>x)']\nissued = ['x']\n",
             "3:10 the group 'name' has no meaning here; known here: number"}}) {
    rules::PageDefinitions pages;
    std::vector<rules::Fault> faults;
    rules::ReadPageDefinitions("pack.toml", c.toml, pages, faults);
    REQUIRE(faults.size() == 1);
    CHECK(std::to_string(faults[0].line) + ":" + std::to_string(faults[0].column) + " " +
              faults[0].message ==
          c.fault);
    CHECK(pages.indexes.empty());
    CHECK(pages.announcements.empty());
  }
}

TEST_CASE("What an announcement does is an event with the days on which it holds",
          "[rules][release]") {
  struct Case {
    const char* title;
    const char* body;
    Lines expected;  // "type subject actor date effective until"
  };
  const std::string head =
      "<p>【发布文号】商务部公告2031年第7号</p><p>【发文日期】2031年03月04日</p>";
  for (const Case& c : {Case{"商务部公告2031年第7号 公布对锑相关物项实施出口管制的决定",
                             "本公告自2031年4月1日起实施。",
                             {"export-control antimony CN.MOFCOM 2031-03-04 2031-04-01 -"}},
                        Case{"商务部公告2031年第7号 公布暂停实施某公告的决定",
                             "自即日起至2032年11月10日，暂停实施某公告。",
                             {"easing - CN.MOFCOM 2031-03-04 2031-03-04 2032-11-10"}},
                        Case{"商务部公告2031年第7号 关于节日值班", "本公告自公布之日起实施。", {}},
                        Case{"记者问：如何看待锑出口管制", "本公告自公布之日起实施。", {}}}) {
    INFO(c.title);
    feeds::Document document;
    document.title = c.title;
    const std::string html =
        "<h1>" + document.title + "</h1>" + head + "<p>" + std::string(c.body) + "</p>";
    const auto outline = feeds::ReadPageOutline(html, {.content_type = "text/html; charset=utf-8"});
    REQUIRE(outline.has_value());
    std::vector<rules::Fact> facts = rules::Extract(Shipped(), document);
    if (const auto announced = rules::FindAnnouncement(Shipped(), *outline, document))
      rules::AddAnnounced(Shipped(), *announced, document, facts);
    Lines lines;
    for (const rules::Fact& fact : facts) {
      const auto& event = std::get<rules::Event>(fact.what);
      std::string line(rules::ToText(event.type));
      for (const std::string& part :
           {fact.subject, event.actor, event.date, event.effective, event.until})
        line += " " + (part.empty() ? "-" : part);
      if (!event.effective.empty())
        lines.push_back(line);
    }
    CHECK(lines == c.expected);
  }
}
