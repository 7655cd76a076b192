#pragma once

namespace lodewatch {

// Sends spdlog's default logger to stderr: plain lines "2025-07-18T09:30:00Z warning: …" for a
// person, "<4>…" where systemd-journald reads them. Called once, before the first line.
void SetUpLog();

}  // namespace lodewatch
