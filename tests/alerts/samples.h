#pragma once

#include "daemon/alerts/alert.h"

namespace alerts_test {

// Entries of the story that lodewatch must always get right, in our own words.
timeline::EntryRow Swing();           // +60.3 % yoy, nothing to check
timeline::EntryRow DifferingClaim();  // +30.8 % mom, the series says 32.0157 %
timeline::EntryRow Crackdown();       // CN.MSS, 18 July 2025
timeline::EntryRow ChineseTonnage();  // 7,742.2 t, told in Chinese, agrees

alerts::Alert AlertNamed(const std::string& name);
alerts::MailSettings MaildirSettings();
timeline::Due DueFor(timeline::DeliveryId id, const std::string& recipient,
                     const std::string& channel);

// "1 sent", "2 again: 452 4.2.2 mailbox full", "3 refused: 550 5.1.1 no such user".
std::vector<std::string> TextsOf(const std::vector<alerts::Outcome>& outcomes);

// 2025-07-21 08:00:00 UTC.
alerts::sys_seconds MondayMorning();

}  // namespace alerts_test
