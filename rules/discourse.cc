#include "rules/discourse.h"

namespace rules {
namespace {

template <class T>
void Replace(std::optional<T>& old, const std::optional<T>& by) {
  if (by)
    old = by;
}

template <class T>
void Fill(std::optional<T>& empty, const std::optional<T>& by) {
  if (!empty)
    empty = by;
}

template <class Merge>
void ForEachKey(Told& into, const Told& from, const Merge& merge) {
  merge(into.subject, from.subject);
  merge(into.flow, from.flow);
  merge(into.period, from.period);
  merge(into.day, from.day);
  merge(into.price, from.price);
  merge(into.columns, from.columns);
  merge(into.reporter, from.reporter);
  merge(into.mentioned, from.mentioned);
  merge(into.partner, from.partner);
  merge(into.measure, from.measure);
  merge(into.basis, from.basis);
  merge(into.country, from.country);
  merge(into.named, from.named);
  merge(into.actor, from.actor);
  merge(into.body, from.body);
  merge(into.firm, from.firm);
  merge(into.date, from.date);
}

}  // namespace

const std::string* Discourse::Answerer() const {
  if (!is_answer)
    return nullptr;
  if (topic.actor && topic.actor->find('.') != std::string::npos)
    return &*topic.actor;
  return topic.body ? &*topic.body : nullptr;
}

void Discourse::Enter(int paragraph_of_sentence, std::string_view sentence,
                      const EventWords& words) {
  if (paragraph_of_sentence == paragraph_number)
    return;
  paragraph_number = paragraph_of_sentence;
  is_answer = words.Holds(EventWord::kAnswer, sentence);
  if (!words.Holds(EventWord::kLeaning, sentence))
    paragraph = {};
}

void Discourse::Add(const Told& told) {
  const auto replace = [](auto& old, const auto& by) { Replace(old, by); };
  const auto fill = [](auto& empty, const auto& by) { Fill(empty, by); };
  // "May exports were 4,171 t": a glance back, from which the text returns.
  const auto before = paragraph.has_counted ? paragraph.period : std::optional<Period>();
  ForEachKey(paragraph, told, replace);
  ForEachKey(earlier, told, replace);
  if (before && paragraph.period && paragraph.period->last < before->last)
    paragraph.period = before;
  paragraph.has_counted = paragraph.has_counted || told.has_counted;
  // A partner is of its own sentence: goods of the next paragraph go elsewhere.
  paragraph.partner = told.partner;
  of_all_trade = of_all_trade || told.of_all_trade;
  constexpr int kLead = 1;
  if (paragraph_number > kLead)
    return;
  Told lasting = told;
  lasting.partner.reset();
  if (is_survey)
    lasting.subject.reset();
  ForEachKey(topic, lasting, fill);
}

}  // namespace rules
