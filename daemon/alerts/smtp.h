#pragma once

#include <span>
#include <vector>

#include "daemon/alerts/alert.h"

namespace alerts {

// Sends each message to its recipient through the server of `mail`: one connection for all, one
// transaction each, so that a refused recipient holds up no other. One outcome for each, in order.
//
// kSent      the server took the message
// kRefused   it answered 5xx to the recipient, to the message, or said that it is too large (552)
// kTryAgain  4xx; 5xx to the greeting, EHLO, authentication or the sender, and 530 anywhere: the
//            set-up is wrong, not the recipient; no connection, no TLS, a certificate that is not
//            trusted, a time-out, a server that hangs up
//
// The reason has the server's words where it spoke, else libcurl's or the system's, with host:port.
// A server that cannot be reached or does not let us in, or that timed out twice, is not asked
// again for the rest of the batch: that is kTryAgain at once.
//
// With Tls::kStarttls and kTls nothing, no password either, crosses the wire in clear; certificates
// are checked against the system's authorities and `ca_file`. Each answer may take `mail.timeout`,
// a whole transaction three times as long.
std::vector<Outcome> SendBySmtp(const MailSettings& mail,
                                std::span<const timeline::Due* const> due);

}  // namespace alerts
