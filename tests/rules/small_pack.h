#pragma once

#include <string>
#include <vector>

#include "rules/pack.h"
#include "rules/pack_read.h"

// A pack with a handful of words, to which a test adds the rules that it is about.
inline const std::string kSmallWords = R"([words.en]
rise = ['rose', 'up']
negation = ['not', 'never']
approximation = ['about']
[[commodity]]
id = "gallium"
en = ['gallium']
zh = ['镓']
[[country]]
id = "CN"
en = ['China']
zh = ['中国']
[[flow]]
id = "export"
en = ['exports?', 'exported']
)";

inline std::vector<rules::PackFile> SmallPack(const std::string& rules) {
  return {{"my", "my.toml", kSmallWords + rules}};
}

// A rule that gives a change; `more` goes on, "priority = 2\n".
inline std::string ChangeRule(const std::string& id, const std::string& match,
                              const std::string& sample, const std::string& more = {}) {
  return "[[rule]]\nid = \"" + id + "\"\nlanguage = \"en\"\nmatch = '" + match +
         "'\ngives = [{ kind = \"change\", sign = \"+\" }]\n" + more + "yes = [{ text = \"" +
         sample + "\", gives = [\"change 12\"] }]\n";
}

inline rules::PackDraft DraftOf(const std::vector<rules::PackFile>& files) {
  rules::PackDraft draft;
  std::vector<rules::Fault> faults;
  for (const rules::PackFile& file : files)
    rules::ReadPack(file, draft, faults);
  return draft;
}
