#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "daemon/timeline/store.h"

namespace alerts {

using std::chrono::sys_seconds;

// [[alert]]: a condition that somebody wants to be told of.
struct Alert {
  std::string name;
  std::string where;  // SQL over the timeline view, checked when the config is read
  // "desk@example.org" or "Desk <desk@example.org>", already looked up in [mail.recipients]
  std::vector<std::string> to;
};

enum class Tls { kNone = 1, kStarttls, kTls };

// [mail]: how messages leave. With a host they go by SMTP, else into the Maildir.
struct MailSettings {
  std::string from;               // "lodewatch@example.org" or "Name <lodewatch@example.org>"
  std::filesystem::path maildir;  // created when absent, with cur, new and tmp
  std::string host;               // SMTP server; empty: Maildir
  int port = 587;
  Tls tls = Tls::kStarttls;
  std::string user;               // empty: no authentication
  std::string password;           // read from password_file
  std::filesystem::path ca_file;  // besides the system's; empty: none
  std::chrono::seconds timeout{30};
};

// Composes a message for every alert that some of the touched entries match and queues it in the
// same transaction. A condition that fails or takes too long is reported back by name and reason
// and holds up no other.
struct ConditionFailure {
  std::string alert;
  std::string reason;
};
std::vector<ConditionFailure> Enqueue(timeline::Transaction& transaction,
                                      std::span<const Alert> alerts,
                                      std::span<const timeline::EntryId> touched,
                                      const MailSettings& mail, sys_seconds now);

// The message of an alert (at least one entry): text and HTML, the sentence with the words marked,
// values, verdict with its working, source and rule. The first 20 entries are told in full, the
// next 200 in a line each, the rest is counted. Pure; the Message-ID depends on alert and entries
// only (what they say, not just their ids, which begin anew in a new database), so that a repeat
// has the same one. Nothing that a source says can add a header, a tag or a link other than
// http(s).
timeline::Message Compose(const Alert& alert, std::span<const timeline::EntryRow> entries,
                          const MailSettings& mail, sys_seconds now);

struct Outcome {
  timeline::DeliveryId delivery = 0;
  enum class Kind { kSent = 1, kTryAgain, kRefused } kind = Kind::kSent;
  std::string reason;  // empty when sent: "452 4.2.2 mailbox full", "Connection refused (mail:587)"
};

// Hands each message to its channel (maildir.h, smtp.h); one outcome for each, in order. Blocks
// while servers answer, never throws for what a server or a disk does. Does not touch the store. A
// channel that the config no longer has is kTryAgain: the mail waits until it is back.
std::vector<Outcome> Deliver(const MailSettings& mail, std::span<const timeline::Due> due);

// When to try again after `attempts` failures (>= 1): 1 min doubling to 1 h, up to a tenth later by
// the delivery's id; nullopt once it was tried for five days.
std::optional<sys_seconds> NextAttemptAt(timeline::DeliveryId delivery, int attempts,
                                         sys_seconds now);

// Records what Deliver said: sent, queued until NextAttemptAt, or given up with the reason.
void Record(timeline::Transaction& transaction, std::span<const timeline::Due> due,
            std::span<const Outcome> outcomes, sys_seconds now);

}  // namespace alerts
