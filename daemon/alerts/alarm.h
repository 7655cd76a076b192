#pragma once

#include <span>
#include <string>
#include <vector>

#include "daemon/alerts/alert.h"

namespace alerts {

// Mail of what is wrong with sources, told to those who keep the daemon.

// Queues a message for every alarm that was raised, and for every lasting one that ended, since the
// transaction was last asked: in the same transaction, so that it is mailed when and only when the
// alarm is stored. Many at once (the whole network of a publisher) are one message. Without
// recipients the alarms stay in the view `alarms` only.
void EnqueueAlarms(timeline::Transaction& transaction, const MailSettings& mail,
                   const std::vector<std::string>& recipients, sys_seconds now);

// More alarms than this are told in one message, a line each.
inline constexpr std::size_t kAlarmsApart = 10;

// "source customs-en has gone (HTTP 410)", "source customs-en answers again".
std::string Headline(const timeline::Alarm& alarm);

// The message of one alarm or of many (at least one); text and HTML. Pure; the Message-ID depends
// on the alarms only, so that a repeat has the same one. Nothing that a server says can add a
// header or a tag.
timeline::Message ComposeAlarms(std::span<const timeline::Alarm> alarms, const MailSettings& mail,
                                const std::vector<std::string>& recipients, sys_seconds now);

}  // namespace alerts
