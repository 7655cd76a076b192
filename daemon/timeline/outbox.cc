#include "daemon/timeline/connection.h"

namespace timeline {

std::vector<Due> Store::DueDeliveries(sys_seconds now, int limit) const {
  std::vector<Due> due;
  for (Query query(connection_->database,
                   "SELECT y.id, y.message, m.message_id, m.channel, y.recipient, m.mime, "
                   "y.attempts FROM delivery y JOIN message m ON m.id = y.message "
                   "WHERE y.state = 'queued' AND y.next_attempt_at <= ?1 "
                   "ORDER BY y.next_attempt_at, y.id LIMIT ?2",
                   Seconds(now), limit);
       query.Step();) {
    due.push_back({.id = query.Int(0),
                   .message = query.Int(1),
                   .message_id = query.Text(2),
                   .channel = query.Text(3),
                   .recipient = query.Text(4),
                   .mime = query.Bytes(5),
                   .attempts = static_cast<int>(query.Int(6))});
  }
  return due;
}

std::optional<sys_seconds> Store::NextDeliveryAt() const {
  Query query(connection_->database,
              "SELECT min(next_attempt_at) FROM delivery WHERE state = 'queued'");
  return query.Step() ? TimeOf(query.IntOrNone(0)) : std::nullopt;
}

void Transaction::Queue(const Message& message) {
  Database& database = state_->writing.database;
  const std::int64_t now = state_->writing.now;
  Query inserted(database,
                 "INSERT INTO message (alert, message_id, subject, mime, channel, queued_at) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (message_id) DO NOTHING RETURNING id",
                 message.alert, message.message_id, message.subject, Blob{message.mime},
                 message.channel, now);
  if (!inserted.Step())
    return;
  const MessageId id = inserted.Int(0);
  for (const std::string& recipient : message.recipients) {
    Query(database,
          "INSERT OR IGNORE INTO delivery (message, recipient, next_attempt_at) "
          "VALUES (?1, ?2, ?3)",
          id, recipient, now)
        .Run();
  }
  for (const EntryId entry : message.entries) {
    Query(database,
          "INSERT OR IGNORE INTO message_entry (alert, entry, message) VALUES (?1, ?2, ?3)",
          message.alert, entry, id)
        .Run();
  }
}

void Transaction::RecordSent(DeliveryId delivery) {
  Query(state_->writing.database,
        "UPDATE delivery SET state = 'sent', attempts = attempts + 1, next_attempt_at = NULL, "
        "last_attempt_at = ?2, sent_at = ?2, reason = NULL WHERE id = ?1 AND state = 'queued'",
        delivery, state_->writing.now)
      .Run();
}

void Transaction::RecordUndelivered(DeliveryId delivery, std::string_view reason,
                                    std::optional<sys_seconds> next_attempt_at) {
  Query(state_->writing.database,
        "UPDATE delivery SET state = CASE WHEN ?4 IS NULL THEN 'given-up' ELSE 'queued' END, "
        "attempts = attempts + 1, next_attempt_at = ?4, last_attempt_at = ?2, reason = ?3 "
        "WHERE id = ?1 AND state = 'queued'",
        delivery, state_->writing.now, reason, Seconds(next_attempt_at))
      .Run();
}

}  // namespace timeline
