#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace feeds {

struct Charset {
  std::string name;       // IANA
  std::string converter;  // ICU's name of the conversion, which may read a larger charset
};

// The charset that a label such as "x-gbk", "latin1" or "ks_c_5601-1987" means, in any case: the
// labels of WHATWG Encoding (section 4.2), else ICU's aliases. Labels of charsets that the web
// reads as a larger one are read so: gb2312 and gbk as GB18030, shift_jis as windows-31j. nullopt:
// unknown; also UTF-7 and its kin, which hide markup from whoever looks at the bytes.
std::optional<Charset> FindCharset(std::string_view label);

// Are two or four bytes a character, so that bytes of markup alternate with zeros?
bool IsWide(const Charset& charset);

// ISO-8859-1 and windows-1252, which servers name without having looked.
bool IsLatin(const Charset& charset);

}  // namespace feeds
