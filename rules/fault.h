#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rules {

// A fault in a file that a person wrote: a pack, a config. All of a file's faults are reported
// together.
struct Fault {
  std::string file;
  int line = 0;         // from 1; 0: the file as a whole
  int column = 0;       // from 1, in characters of the line
  std::string message;  // what is wrong, and what was expected or to write instead
  std::string source;   // the text of the line; empty when there is none
};

// "file:3:9: message" and, where there is a line, the line with a caret below the place.
std::string ToText(const Fault& fault);

// The lines of a text, found once: a file of thousands of rules is asked for each of its lines.
class Lines {
 public:
  // `text` must outlive this.
  explicit Lines(std::string_view text);
  // Line `line` (from 1), without its line break; empty when there is none.
  std::string At(int line) const;

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

}  // namespace rules
