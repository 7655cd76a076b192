#include "feeds/charset_label.h"

#include <unicode/ucnv.h>

#include "feeds/ascii.h"

namespace feeds {
namespace {

constexpr std::size_t kLabelBytesMax = 40;

struct Row {
  const char* name;
  const char* converter;
  std::string_view labels;  // in lower case between blanks
};

constexpr Row kRows[] = {
    {"UTF-8", "UTF-8",
     " utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 utf_8 u8"
     " utf8mb4 utf-8-sig "},
    {"UTF-16LE", "UTF-16LE", " utf-16le csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff ucs2 "},
    {"UTF-16BE", "UTF-16BE", " utf-16be unicodefffe "},
    {"GB18030", "gb18030",
     " gb2312 gb_2312-80 gb_2312 csgb2312 csiso58gb231280 iso-ir-58 euc-cn euccn x-euc-cn chinese"
     " gbk x-gbk cp936 936 ms936 windows-936 gb18030 gb18030-2000 gb2312-80 eucgb2312-cn "},
    {"Big5", "windows-950", " big5 big-5 x-x-big5 x-big5 cn-big5 csbig5 cp950 950 ms950 big5-tw "},
    {"Big5-HKSCS", "Big5-HKSCS", " big5-hkscs big5hkscs big5_hkscs hkscs "},
    {"Shift_JIS", "windows-31j",
     " shift_jis shift-jis shiftjis sjis s_jis x-sjis ms_kanji csshiftjis ms932 cp932 932 mskanji"
     " ms-kanji windows-31j windows-932 cswindows31j "},
    {"EUC-JP", "euc-jp-2007",
     " euc-jp eucjp euc_jp ujis u-jis x-euc-jp x-euc cseucpkdfmtjapanese "},
    {"ISO-2022-JP", "ISO-2022-JP-2",
     " iso-2022-jp csiso2022jp iso2022jp iso2022_jp jis iso-2022-jp-1 iso-2022-jp-2 "},
    {"EUC-KR", "windows-949",
     " euc-kr euckr euc_kr cseuckr korean ksc5601 ksc_5601 ks_c-5601 ks_c-5601-1987 ks_c_5601-1987"
     " ks_c_5601-1989 ks_x_1001 ksx1001 csksc56011987 iso-ir-149 windows-949 cp949 949 ms949 uhc"
     " x-windows-949 "},
    {"ISO-8859-1", "ISO-8859-1",
     " iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859_1 iso_8859-1:1987 iso-ir-100 latin1"
     " latin-1 latin_1 l1 cp819 ibm819 819 csisolatin1 8859-1 8859_1 iso-8859 iso-latin-1"
     " iso8859_1 west-iso "},
    {"US-ASCII", "ISO-8859-1",
     " us-ascii ascii us 646 iso646-us iso_646.irv:1991 ansi_x3.4-1968 ansi_x3.4-1986 iso-ir-6"
     " cp367 ibm367 csascii 7bit "},
    {"windows-1252", "windows-1252",
     " windows-1252 windows1252 win-1252 win1252 cp1252 cp-1252 x-cp1252 1252 ansi ms-ansi "},
    {"ISO-8859-2", "ISO-8859-2",
     " iso-8859-2 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 iso-ir-101 latin2 latin-2 l2"
     " csisolatin2 8859-2 "},
    {"ISO-8859-3", "ISO-8859-3",
     " iso-8859-3 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 iso-ir-109 latin3 l3"
     " csisolatin3 "},
    {"ISO-8859-4", "ISO-8859-4",
     " iso-8859-4 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 iso-ir-110 latin4 l4"
     " csisolatin4 "},
    {"ISO-8859-5", "ISO-8859-5",
     " iso-8859-5 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 iso-ir-144 cyrillic"
     " csisolatincyrillic "},
    {"ISO-8859-6", "ISO-8859-6",
     " iso-8859-6 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 iso-8859-6-e iso-8859-6-i"
     " iso-ir-127 arabic asmo-708 ecma-114 csisolatinarabic csiso88596e csiso88596i "},
    {"ISO-8859-7", "ISO-8859-7",
     " iso-8859-7 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 iso-ir-126 greek greek8 ecma-118"
     " elot_928 sun_eu_greek csisolatingreek "},
    {"ISO-8859-8", "ISO-8859-8",
     " iso-8859-8 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 iso-8859-8-e iso-8859-8-i logical"
     " visual iso-ir-138 hebrew csisolatinhebrew csiso88598e csiso88598i "},
    {"ISO-8859-9", "windows-1254",
     " iso-8859-9 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 iso-ir-148 latin5 l5"
     " csisolatin5 "},
    {"ISO-8859-10", "ISO-8859-10",
     " iso-8859-10 iso8859-10 iso885910 iso-ir-157 latin6 l6 csisolatin6 "},
    {"ISO-8859-11", "windows-874", " iso-8859-11 iso8859-11 iso885911 "},
    {"TIS-620", "windows-874", " tis-620 tis620 tis-620-0 "},
    {"windows-874", "windows-874", " windows-874 dos-874 cp874 "},
    {"ISO-8859-13", "ISO-8859-13", " iso-8859-13 iso8859-13 iso885913 latin7 l7 "},
    {"ISO-8859-14", "ISO-8859-14", " iso-8859-14 iso8859-14 iso885914 latin8 l8 "},
    {"ISO-8859-15", "ISO-8859-15",
     " iso-8859-15 iso8859-15 iso885915 iso_8859-15 latin9 latin-9 l9 csisolatin9 "},
    {"ISO-8859-16", "ISO-8859-16", " iso-8859-16 iso8859-16 iso885916 latin10 l10 "},
    {"windows-1250", "windows-1250", " windows-1250 cp1250 x-cp1250 win-1250 win1250 1250 "},
    {"windows-1251", "windows-1251",
     " windows-1251 cp1251 cp-1251 x-cp1251 win-1251 win1251 1251 windows1251 "},
    {"windows-1253", "windows-1253", " windows-1253 cp1253 x-cp1253 win-1253 1253 "},
    {"windows-1254", "windows-1254", " windows-1254 cp1254 x-cp1254 win-1254 1254 "},
    {"windows-1255", "windows-1255", " windows-1255 cp1255 x-cp1255 win-1255 1255 "},
    {"windows-1256", "windows-1256", " windows-1256 cp1256 x-cp1256 win-1256 1256 "},
    {"windows-1257", "windows-1257", " windows-1257 cp1257 x-cp1257 win-1257 1257 "},
    {"windows-1258", "windows-1258", " windows-1258 cp1258 x-cp1258 win-1258 1258 "},
    {"KOI8-R", "KOI8-R", " koi8-r koi8r koi8 koi koi8_r cskoi8r "},
    {"KOI8-U", "KOI8-U", " koi8-u koi8u koi8-ru "},
    {"IBM866", "IBM866", " ibm866 866 cp866 dos-866 csibm866 "},
    {"macintosh", "macintosh", " macintosh mac x-mac-roman csmacintosh macroman mac-roman "},
    {"x-mac-cyrillic", "x-mac-cyrillic",
     " x-mac-cyrillic x-mac-ukrainian maccyrillic mac-cyrillic "},
};

// ICU takes options after a comma.
bool IsPlausible(std::string_view label) {
  if (label.empty() || label.size() > kLabelBytesMax) {
    return false;
  }
  for (const char c : label) {
    if (!IsLetter(c) && !IsDigit(c) && std::string_view("-_.:+()").find(c) == label.npos) {
      return false;
    }
  }
  return true;
}

std::optional<Charset> FindByTable(std::string_view label) {
  const std::string word = ' ' + Lowered(label) + ' ';
  for (const Row& row : kRows) {
    if (row.labels.find(word) != row.labels.npos) {
      return Charset{row.name, row.converter};
    }
  }
  return std::nullopt;
}

// UTF-7 and its kin: letters of ASCII mean other characters.
bool HidesMarkup(const UConverter* converter) {
  const UConverterType type = ucnv_getType(converter);
  return type == UCNV_UTF7 || type == UCNV_IMAP_MAILBOX || type == UCNV_SCSU ||
         type == UCNV_BOCU1 || type == UCNV_CESU8 ||
         (type >= UCNV_LMBCS_1 && type <= UCNV_LMBCS_LAST);
}

// ICU passes over signs and knows many names: what counts is the converter that it finds.
std::optional<Charset> FindByIcu(const std::string& label) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* const converter = ucnv_open(label.c_str(), &status);
  const bool readable = U_SUCCESS(status) != 0 && !HidesMarkup(converter);
  ucnv_close(converter);
  if (!readable) {
    return std::nullopt;
  }
  for (const char* standard : {"MIME", "IANA"}) {
    status = U_ZERO_ERROR;
    const char* const name = ucnv_getStandardName(label.c_str(), standard, &status);
    if (U_SUCCESS(status) && name != nullptr) {
      return FindByTable(name).value_or(Charset{name, label});
    }
  }
  return Charset{label, label};
}

}  // namespace

std::optional<Charset> FindCharset(std::string_view label) {
  label = Trim(label);
  if (EqualsFold(label, "utf-8")) {
    return Charset{"UTF-8", "UTF-8"};
  }
  if (!IsPlausible(label)) {
    return std::nullopt;
  }
  if (std::optional<Charset> known = FindByTable(label)) {
    return known;
  }
  return FindByIcu(std::string(label));
}

bool IsWide(const Charset& charset) {
  return StartsWithFold(charset.name, "UTF-16") || StartsWithFold(charset.name, "UTF-32") ||
         EqualsFold(charset.name, "ISO-10646-UCS-2") || EqualsFold(charset.name, "ISO-10646-UCS-4");
}

bool IsLatin(const Charset& charset) {
  return charset.converter == "ISO-8859-1" || charset.converter == "windows-1252";
}

}  // namespace feeds
