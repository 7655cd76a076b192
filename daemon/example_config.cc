#include <string_view>

#include "daemon/config.h"

namespace lodewatch {
namespace {

constexpr std::string_view kExample =
    R"config(# lodewatch watches news feeds and customs releases, keeps what they say on a
# timeline, and mails you when something happens that you asked about.
#
#   lodewatch check      is this file right?
#   lodewatch poll       fetch every source once
#   lodewatch timeline   what was found
#   lodewatch run        keep watching
#
# Relative paths count from the folder of this file.

# The timeline: a SQLite file that you may open with any tool.
database = "lodewatch.db"

# The rules. These five come with the program; add files of your own: "my/pack.toml".
packs = ["trade", "world", "policy", "rare-earths", "customs-china", "customs-world", "customs-codes"]

[fetch]
timeout = "60s"          # for a whole page
size_max = "32 MiB"      # a larger page is given up
# user_agent = "lodewatch (desk@example.org)"

[mail]
from = "lodewatch@example.org"
# Mail is put into this Maildir, which every mail reader opens; no server is needed.
maildir = "mail"
# With a server, it goes there instead:
# host = "mail.example.org"
# port = 587
# tls = "starttls"       # or "tls" (port 465), or "none"
# user = "lodewatch"
# password_file = "/etc/lodewatch/smtp-password"

# Who is mailed, by a name that alerts use below.
[mail.recipients]
metals-desk = ["metals@example.org"]

# Who hears of a source that died, fell silent, moved or lost items between two polls.
[alarms]
to = ["metals-desk"]
# failing_after = "6h"
# silent_after = "14d"

# Places that are polled: kind = "feed" (RSS, Atom, JSON Feed), "release" (customs tables) or
# "page" (a list of announcements, each of which is read).
[[source]]
id = "mining-news"
url = "https://www.mining.com/feed/"
kind = "feed"
publisher = "MINING.COM"
language = "en"
interval = "15m"
# interval_min = "5m"    # the feed's own rhythm moves the interval between these
# interval_max = "1h"
# full_text = true       # follow each item to its article
# delay = "2s"           # between two requests to one host
# headers = { Accept-Language = "en" }
# user = "desk"
# password_file = "/etc/lodewatch/feed-password"

# [[source]]
# id = "local-table"
# url = "file:customs-june.html"
# kind = "release"
# reporter = "CN"        # for rows that do not say whose trade it is
# interval = "6h"
#   [source.calendar]        # when the next edition is expected: late, early and wrong ones raise alarms
#   days = ["2026-12-08"]    # or: day_of_month = 18, working_days = true, holidays = ["2026-10-01"]
#   time = "10:30"
#   zone = "Asia/Shanghai"
#   grace = "6h"             # late after that
#   interval = "1m"          # between two polls while it is due

# Alerts: any SQL condition over the columns of the timeline
# (`lodewatch timeline --format json` shows them).
[[alert]]
name = "export swing"
where = "kind = 'change' and subject glob 'rare-earth*' and abs(value) >= 20"
to = ["metals-desk"]

[[alert]]
name = "claim differs"
where = "verdict = 'differs'"
to = ["metals-desk"]

[[alert]]
name = "new controls"
where = "kind = 'event' and type in ('export-control', 'export-ban', 'quota')"
to = ["metals-desk"]
)config";

}  // namespace

std::string ExampleConfig() {
  return std::string(kExample);
}

}  // namespace lodewatch
