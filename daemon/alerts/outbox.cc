#include <algorithm>
#include <cassert>
#include <cstdint>
#include <map>
#include <string_view>

#include "daemon/alerts/alert.h"
#include "daemon/alerts/maildir.h"
#include "daemon/alerts/smtp.h"

namespace alerts {
namespace {

using std::chrono::seconds;

constexpr seconds kFirstDelay = std::chrono::minutes(1);
constexpr seconds kLongestDelay = std::chrono::hours(1);
constexpr seconds kTriedFor = std::chrono::days(5);
// Each delay is up to a tenth longer, so that what failed together does not come back together.
constexpr std::uint64_t kJitterParts = 1000;

// Fibonacci hashing: neighbouring ids land far apart.
seconds Jitter(timeline::DeliveryId delivery, seconds delay) {
  const std::uint64_t mixed = static_cast<std::uint64_t>(delivery) * 0x9E3779B97F4A7C15U;
  const auto part = static_cast<std::int64_t>((mixed >> 32U) % kJitterParts);
  return delay * part / static_cast<std::int64_t>(10 * kJitterParts);
}

std::vector<Outcome> Unknown(std::span<const timeline::Due* const> due) {
  std::vector<Outcome> outcomes;
  for (const timeline::Due* delivery : due) {
    outcomes.push_back(
        {delivery->id, Outcome::Kind::kTryAgain, "unknown channel: " + delivery->channel});
  }
  return outcomes;
}

std::vector<Outcome> DeliverThrough(const std::string& channel, const MailSettings& mail,
                                    std::span<const timeline::Due* const> due) {
  if (channel == "smtp") {
    return SendBySmtp(mail, due);
  }
  return channel == "maildir" ? StoreInMaildir(mail.maildir, due) : Unknown(due);
}

}  // namespace

std::vector<Outcome> Deliver(const MailSettings& mail, std::span<const timeline::Due> due) {
  std::map<std::string, std::vector<std::size_t>> places_by_channel;
  for (std::size_t i = 0; i < due.size(); ++i) {
    places_by_channel[due[i].channel].push_back(i);
  }
  std::vector<Outcome> outcomes(due.size());
  for (const auto& [channel, places] : places_by_channel) {
    std::vector<const timeline::Due*> group;
    group.reserve(places.size());
    for (const std::size_t place : places) {
      group.push_back(&due[place]);
    }
    const std::vector<Outcome> delivered = DeliverThrough(channel, mail, group);
    assert(delivered.size() == places.size());
    for (std::size_t i = 0; i < places.size(); ++i) {
      outcomes[places[i]] = delivered[i];
    }
  }
  return outcomes;
}

std::optional<sys_seconds> NextAttemptAt(timeline::DeliveryId delivery, int attempts,
                                         sys_seconds now) {
  assert(attempts >= 1);
  seconds delay = kFirstDelay;
  seconds tried_for{0};
  for (int i = 1; i < attempts && tried_for < kTriedFor; ++i) {
    tried_for += delay;
    delay = std::min(2 * delay, kLongestDelay);
  }
  if (tried_for >= kTriedFor) {
    return std::nullopt;
  }
  return now + delay + Jitter(delivery, delay);
}

void Record(timeline::Transaction& transaction, std::span<const timeline::Due> due,
            std::span<const Outcome> outcomes, sys_seconds now) {
  assert(due.size() == outcomes.size());
  for (std::size_t i = 0; i < due.size(); ++i) {
    const Outcome& outcome = outcomes[i];
    assert(outcome.delivery == due[i].id);
    switch (outcome.kind) {
      case Outcome::Kind::kSent:
        transaction.RecordSent(due[i].id);
        break;
      case Outcome::Kind::kTryAgain:
        transaction.RecordUndelivered(due[i].id, outcome.reason,
                                      NextAttemptAt(due[i].id, due[i].attempts + 1, now));
        break;
      case Outcome::Kind::kRefused:
        transaction.RecordUndelivered(due[i].id, outcome.reason, std::nullopt);
        break;
    }
  }
}

std::vector<ConditionFailure> Enqueue(timeline::Transaction& transaction,
                                      std::span<const Alert> alerts,
                                      std::span<const timeline::EntryId> touched,
                                      const MailSettings& mail, sys_seconds now) {
  std::vector<ConditionFailure> failures;
  for (const Alert& alert : alerts) {
    const auto entries = transaction.Matching(alert.where, alert.name, touched);
    if (!entries) {
      failures.push_back({alert.name, entries.error().message});
    } else if (!entries->empty()) {
      transaction.Queue(Compose(alert, *entries, mail, now));
    }
  }
  return failures;
}

}  // namespace alerts
