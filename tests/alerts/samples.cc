#include "tests/alerts/samples.h"

namespace alerts_test {

using timeline::EntryRow;

EntryRow Swing() {
  EntryRow entry;
  entry.id = 7;
  entry.kind = "change";
  entry.value = 60.3;
  entry.unit = "%";
  entry.subject = "rare-earths";
  entry.flow = "export";
  entry.period = "2025-06";
  entry.reporter = "CN";
  entry.measure = "quantity";
  entry.basis = "yoy";
  entry.mentions = 3;
  entry.source = "ore-wire";
  entry.title = "China's rare-earth exports jump in June";
  entry.url = "https://ore-wire.example/2025/07/14/june-exports?ref=feed&lang=en";
  entry.published = "2025-07-14T03:20:00Z";
  entry.sentence =
      "Shipments of rare earths out of China came to 7,742.2 tonnes in June, 60.3 % more than a "
      "year earlier.";
  entry.quote = "60.3 % more than a year earlier";
  entry.rule = "trade/percent-more";
  return entry;
}

EntryRow DifferingClaim() {
  EntryRow entry = Swing();
  entry.id = 12;
  entry.value = 30.8;
  entry.measure = "";
  entry.basis = "mom";
  entry.verdict = "differs";
  entry.official = 32.01575555;
  entry.series = "CN/export/rare-earths/quantity";
  entry.working = "7,742.2 t / 5,864.6 t = +32.0 %; the claim says 30.8 %";
  entry.hint = "30.8 % is the rise in value";
  entry.mentions = 1;
  entry.title = "Magnet makers breathe <again> & wait";
  entry.sentence = "Exports grew 30.8 % on the month as \"licences\" trickled out.";
  entry.quote = "grew 30.8 % on the month";
  entry.rule = "trade/flow-verb-percent";
  return entry;
}

EntryRow Crackdown() {
  EntryRow entry;
  entry.id = 21;
  entry.kind = "event";
  entry.subject = "rare-earths";
  entry.type = "crackdown";
  entry.actor = "CN.MSS";
  entry.date = "2025-07-18";
  entry.mentions = 2;
  entry.source = "ore-wire";
  entry.title = "Beijing's spy catchers turn to rare earths";
  entry.url = "https://ore-wire.example/2025/07/18/crackdown";
  entry.published = "2025-07-18T09:05:00Z";
  entry.sentence =
      "The Ministry of State Security said on Friday that it would step up its crackdown on the "
      "smuggling of rare earths.";
  entry.quote = "would step up its crackdown on the smuggling of rare earths";
  entry.rule = "trade/agency-crackdown";
  return entry;
}

EntryRow ChineseTonnage() {
  EntryRow entry = Swing();
  entry.id = 5;
  entry.kind = "quantity";
  entry.value = 7742.2;
  entry.unit = "t";
  entry.measure = "";
  entry.basis = "";
  entry.verdict = "agrees";
  entry.official = 7742.2;
  entry.series = "CN/export/rare-earths/quantity";
  entry.working = "7,742.2 t = 7,742.2 t";
  entry.mentions = 1;
  entry.source = "矿业快讯";
  entry.title = "六月稀土出口量回升至七千余吨";
  entry.url = "https://kuangye.example/稀土/6";
  entry.sentence = "据海关数据，六月我国出口稀土7742.2吨，为多年来同月最高。";
  entry.quote = "出口稀土7742.2吨";
  entry.rule = "trade/zh-flow-quantity";
  return entry;
}

alerts::Alert AlertNamed(const std::string& name) {
  return {.name = name,
          .where = "kind = 'change' and abs(value) >= 20",
          .to = {"metals-desk@example.org", "ana@example.net"}};
}

alerts::MailSettings MaildirSettings() {
  alerts::MailSettings mail;
  mail.from = "lodewatch <lodewatch@example.org>";
  return mail;
}

timeline::Due DueFor(timeline::DeliveryId id, const std::string& recipient,
                     const std::string& channel) {
  timeline::Due due;
  due.id = id;
  due.message = id;
  due.message_id = "lodewatch.test." + std::to_string(id) + "@example.org";
  due.channel = channel;
  due.recipient = recipient;
  due.mime = "Subject: message " + std::to_string(id) + "\r\nMessage-ID: <" + due.message_id +
             ">\r\n\r\nfirst line\r\n.a line with a dot\r\n";
  return due;
}

std::vector<std::string> TextsOf(const std::vector<alerts::Outcome>& outcomes) {
  std::vector<std::string> texts;
  for (const alerts::Outcome& outcome : outcomes) {
    std::string kind = " sent";
    if (outcome.kind != alerts::Outcome::Kind::kSent) {
      kind = outcome.kind == alerts::Outcome::Kind::kRefused ? " refused: " : " again: ";
    }
    texts.push_back(std::to_string(outcome.delivery).append(kind).append(outcome.reason));
  }
  return texts;
}

alerts::sys_seconds MondayMorning() {
  return std::chrono::sys_days(std::chrono::year(2025) / 7 / 21) + std::chrono::hours(8);
}

}  // namespace alerts_test
