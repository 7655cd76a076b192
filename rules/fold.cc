#include "rules/fold.h"

#include <algorithm>

#include "rules/cursor.h"
#include "rules/entities.h"
#include "rules/han_forms.h"

namespace rules {
namespace {

void AppendUtf8(std::string& out, char32_t code) {
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | (code >> 6U));
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | (code >> 12U));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U));
    put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

bool IsDropped(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2064) || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F);
}

bool IsSpace(char32_t c) {
  return c == '\t' || c == '\r' || c == '\v' || c == '\f' || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool IsDash(char32_t c) {
  return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63 || c == 0x2500;
}

bool IsKeptFullWidth(char32_t c) {
  return c == 0xFF01 || c == 0xFF1F || c == 0xFF1B || c == 0xFF0C;
}

// The one character that stands for `c`, itself where nothing is folded.
char32_t FoldedCode(char32_t c) {
  if (IsSpace(c)) {
    return ' ';
  }
  if (IsDash(c)) {
    return '-';
  }
  if (c >= 0xFF01 && c <= 0xFF5E) {
    return IsKeptFullWidth(c) ? c : c - 0xFEE0;
  }
  if ((c >= 0x2018 && c <= 0x201B) || c == 0x2032) {
    return '\'';
  }
  if ((c >= 0x201C && c <= 0x201F) || c == 0x2033) {
    return '"';
  }
  switch (c) {
    case 0x85:
    case 0x2028:
    case 0x2029:
      return '\n';
    case 0x2044:
      return '/';
    case 0x301C:
    case 0x223C:
      return '~';
    case 0xFFE0:
      return 0xA2;
    case 0xFFE1:
      return 0xA3;
    case 0xFFE5:
      return 0xA5;
    case 0xFFE6:
      return 0x20A9;
    case 0xFE6A:
      return '%';
    case 0xFE69:
      return '$';
    default:
      return c;
  }
}

// Squared letters and signs that stand for several.
std::string_view Spelled(char32_t c) {
  switch (c) {
    case 0x338E:
      return "mg";
    case 0x338F:
      return "kg";
    case 0x2116:
      return "No.";
    default:
      return {};
  }
}

// The unified ideographs, of which none is a form of another sign.
constexpr char32_t kHanFirst = 0x4E00;
constexpr char32_t kHanLast = 0x9FFF;

bool IsFullWidthDigit(char32_t c) {
  return c >= 0xFF10 && c <= 0xFF19;
}

}  // namespace

FoldedText::FoldedText(std::string_view original, HanForms han) {
  text_.reserve(original.size());
  std::size_t kept_from = 0;
  std::size_t at = 0;
  std::string by;
  while (at < original.size()) {
    const auto byte = static_cast<unsigned char>(original[at]);
    if (byte >= 0x20 && byte < 0x7F && byte != '&') {
      ++at;
      continue;
    }
    Char c = CharAt(original, at);
    const std::optional<Entity> entity = byte == '&' ? EntityAt(original, at) : std::nullopt;
    if (entity) {
      c = {entity->code, entity->length};
    }
    by.clear();
    const bool groups = c.code == 0xFF0C && IsFullWidthDigit(CharBefore(original, at).code) &&
                        IsFullWidthDigit(CharAt(original, at + c.length).code);
    const bool is_kept = !entity && c.code >= kHanFirst && c.code <= kHanLast;
    if (is_kept && (han != HanForms::kSimplified || SimplifiedForm(c.code) == c.code)) {
      at += c.length;
      continue;
    }
    if (han == HanForms::kSimplified)
      c.code = SimplifiedForm(c.code);
    if (!Spelled(c.code).empty()) {
      by = Spelled(c.code);
    } else if (!IsDropped(c.code)) {
      AppendUtf8(by, groups ? U',' : FoldedCode(c.code));
    }
    if (by != original.substr(at, c.length)) {
      Keep(original.substr(kept_from, at - kept_from), kept_from);
      Replace(by, {at, at + c.length});
      kept_from = at + c.length;
    }
    at += c.length;
  }
  Keep(original.substr(kept_from), kept_from);
}

void FoldedText::Keep(std::string_view bytes, std::size_t at) {
  if (bytes.empty()) {
    return;
  }
  const auto size = static_cast<std::uint32_t>(bytes.size());
  runs_.push_back({.folded = static_cast<std::uint32_t>(text_.size()),
                   .original = static_cast<std::uint32_t>(at),
                   .folded_bytes = size,
                   .original_bytes = size,
                   .verbatim = true});
  text_ += bytes;
}

void FoldedText::Replace(std::string_view by, Span original) {
  if (by.empty()) {
    return;
  }
  runs_.push_back({.folded = static_cast<std::uint32_t>(text_.size()),
                   .original = static_cast<std::uint32_t>(original.start),
                   .folded_bytes = static_cast<std::uint32_t>(by.size()),
                   .original_bytes = static_cast<std::uint32_t>(original.end - original.start),
                   .verbatim = false});
  text_ += by;
}

const FoldedText::Run& FoldedText::RunAt(std::size_t folded) const {
  const auto after =
      std::upper_bound(runs_.begin(), runs_.end(), folded,
                       [](std::size_t at, const Run& run) { return at < run.folded; });
  return after == runs_.begin() ? *after : *(after - 1);
}

Span FoldedText::ToOriginal(Span folded) const {
  if (runs_.empty()) {
    return {};
  }
  const auto inside = [this](std::size_t at) {
    return at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xC0U) == 0x80U;
  };
  const auto offset_of_end = [this](std::size_t at) -> std::size_t {
    const Run& run = RunAt(at - 1);
    return run.verbatim ? run.original + (at - run.folded) : run.original + run.original_bytes;
  };
  std::size_t start = std::min(folded.start, text_.size());
  std::size_t end = std::clamp(folded.end, start, text_.size());
  while (start > 0 && inside(start)) {
    --start;
  }
  while (end > start && inside(end)) {
    ++end;
  }
  if (start == text_.size()) {
    const std::size_t last = offset_of_end(text_.size());
    return {last, last};
  }
  const Run& first = RunAt(start);
  const std::size_t from =
      first.verbatim ? first.original + (start - first.folded) : first.original;
  return {from, end == start ? from : offset_of_end(end)};
}

}  // namespace rules
