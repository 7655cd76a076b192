#include <algorithm>

#include "rules/records_read.h"

namespace rules {
namespace {

bool IsDigits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string> Split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(separator, start), text.size());
    std::string part(text.substr(start, end - start));
    part.erase(0, part.find_first_not_of(' '));
    part.erase(part.find_last_not_of(' ') + 1);
    if (!part.empty())
      parts.push_back(part);
    start = end + 1;
  }
  return parts;
}

class CodeReader {
 public:
  CodeReader(TomlFaults& faults, CodeBook& book) : faults_(faults), book_(book) {}

  void ReadCode(const toml::table& code) {
    faults_.CheckKeys(code, {"subject", "hs", "sitc"});
    const std::string subject = faults_.Text(code, "subject");
    for (const std::string& hs : faults_.Texts(code, "hs")) {
      const std::size_t colon = hs.find(':');
      const bool national = colon != std::string::npos;
      const std::string digits = national ? hs.substr(colon + 1) : hs;
      if (!IsDigits(digits) || (national && colon != 2) || (!national && digits.size() > 6))
        faults_.Add(*code.get("hs"), "'" + hs + "' is no code: up to six digits, or a reporter's " +
                                         "own as \"EU:85051110\"");
      else
        Report(code, "hs", hs, book_.AddPrefix(national ? hs.substr(0, 2) : "", digits, subject));
    }
    for (const std::string& sitc : faults_.Texts(code, "sitc"))
      Report(code, "sitc", sitc, book_.AddExact("sitc", sitc, subject));
    if (!code.contains("hs") && !code.contains("sitc"))
      faults_.Add(code, "neither 'hs' nor 'sitc' gives codes");
  }

  void ReadSum(const toml::table& sum) {
    faults_.CheckKeys(sum, {"subject", "heads"});
    faults_.Require(sum, {"heads"});
    CodeSum read = {.subject = faults_.Text(sum, "subject"), .heads = faults_.Texts(sum, "heads")};
    for (const std::string& head : read.heads) {
      if (!IsDigits(head))
        faults_.Add(*sum.get("heads"), "'" + head + "' is no prefix of a code");
    }
    book_.AddSum(std::move(read));
  }

  void ReadUnion(const toml::table& of) {
    faults_.CheckKeys(of, {"code", "members"});
    faults_.Require(of, {"members"});
    const std::string code = faults_.Text(of, "code");
    for (const std::string& member : faults_.Texts(of, "members"))
      book_.AddMember(member, code);
  }

  // "CN 5700 5701" among codes, "CN China | PRC" among names.
  void ReadPlaces(const toml::table& places) {
    faults_.CheckKeys(places, {"id", "codes", "names"});
    const std::string id = faults_.Text(places, "id");
    for (const auto& [key, separator] : {std::pair("codes", ' '), std::pair("names", '|')}) {
      for (const std::string& entry : faults_.Texts(places, key)) {
        const std::size_t space = std::min(entry.find(' '), entry.size());
        const std::string place = entry.substr(0, space);
        const std::vector<std::string> names =
            Split(std::string_view(entry).substr(space), separator);
        if (names.empty())
          faults_.Add(*places.get(key),
                      "'" + entry + "' is not a place, a space and what it is called");
        for (const std::string& name : names)
          Report(places, key, name, book_.AddPlace(id, name, place));
      }
    }
  }

 private:
  void Report(const toml::table& table, std::string_view key, const std::string& name,
              const std::optional<std::string>& other) {
    if (other)
      faults_.Add(*table.get(key), "'" + name + "' is '" + *other + "' already");
  }

  TomlFaults& faults_;
  CodeBook& book_;
};

}  // namespace

void ReadCodes(const toml::table& pack, TomlFaults& faults, CodeBook& book) {
  CodeReader reader(faults, book);
  for (const toml::table* code : faults.Tables(pack, "code"))
    reader.ReadCode(*code);
  for (const toml::table* sum : faults.Tables(pack, "sum"))
    reader.ReadSum(*sum);
  for (const toml::table* of : faults.Tables(pack, "union"))
    reader.ReadUnion(*of);
  for (const toml::table* places : faults.Tables(pack, "places"))
    reader.ReadPlaces(*places);
}

}  // namespace rules
