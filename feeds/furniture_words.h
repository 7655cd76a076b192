#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace feeds {

// Phrases in lower case; found in texts of any case.
class PhraseList {
 public:
  explicit PhraseList(std::string_view phrases);  // parted by '|', which may end a line

  bool Has(std::string_view text) const;
  bool HasStartOf(std::string_view text) const;
  bool HasEndOf(std::string_view text) const;
  bool HasPartOf(std::string_view text) const;
  const std::vector<std::string>& phrases() const { return phrases_; }

 private:
  std::vector<std::string> phrases_;  // sorted
};

// Names of bodies as content systems write them, in the form of Normal(): those of TRS (most
// Chinese government sites), 大汉 (zoom) and of the sites of customs and MOFCOM among them.
const PhraseList& BodyNames();
// Any of these words in a name makes furniture.
const PhraseList& FurnitureWords();
// These names, or names that begin so.
const PhraseList& FurnitureNames();
// Any of these words in a name makes a note.
const PhraseList& NoteWords();
// ARIA roles of furniture.
const PhraseList& FurnitureRoles();
// What headings over other stories or comments begin with.
const PhraseList& BoxHeadings();
// Such headings in full.
const PhraseList& SureBoxHeadings();
// What lines of furniture begin with.
const PhraseList& LineStarts();
// What only sign-ups and the credits that end captions hold.
const PhraseList& LineParts();
// Lines of furniture in full.
const PhraseList& WholeLines();
// What lines of furniture end with.
const PhraseList& LineEnds();
// Words that a line of a date may hold beside the names of months and days.
const PhraseList& DateWords();
// First three letters of the names of months and days.
const PhraseList& DateStems();
// Characters that such a line may hold.
const PhraseList& DateHanzi();
// What people who write for papers are and do.
const PhraseList& Trades();
// What a line about the article before its text begins with.
const PhraseList& BylineStarts();

}  // namespace feeds
