#pragma once

#include <span>
#include <vector>

#include "daemon/alerts/alert.h"

namespace alerts {

// Puts each message into the Maildir (https://cr.yp.to/proto/maildir.html), creating it when it is
// not there: written to tmp/, synced, renamed into new/, the directory synced; only then it counts
// as sent. One outcome for each, in order; what the disk refuses is tried again, with the path and
// the system's words.
//
// One Maildir holds the mail of all recipients: a file for each message and recipient, which begins
// with "Delivered-To: RECIPIENT". Line ends are "\n", as in every Maildir on Unix.
//
// The name is DELIVERY.FINGERPRINT-OF-MESSAGE-ID.HOST (the specification asks for a unique name,
// not for a time in it). It is the same when a delivery is repeated after a crash: a message that
// is in new/ or cur/ already, read or not, counts as sent and is not stored twice.
std::vector<Outcome> StoreInMaildir(const std::filesystem::path& maildir,
                                    std::span<const timeline::Due* const> due);

}  // namespace alerts
