#include "bench/bare_pugixml.h"

#include <iconv.h>

#include <memory>
#include <pugixml.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bench {
namespace {

struct BareItem {
  std::string title;
  std::string link;
  std::string id;
  std::string date;
  std::string body;
};

struct CloseIconv {
  using pointer = iconv_t;
  void operator()(iconv_t converter) const noexcept { iconv_close(converter); }
};

std::string ByIconv(const FeedFile& file) {
  const std::unique_ptr<iconv_t, CloseIconv> converter(iconv_open("UTF-8", file.encoding.c_str()));
  std::string bytes = file.page.body;
  std::string text(bytes.size() * 2, '\0');
  char* in = bytes.data();
  char* out = text.data();
  std::size_t in_left = bytes.size();
  std::size_t out_left = text.size();
  iconv(converter.get(), &in, &in_left, &out, &out_left);
  text.resize(text.size() - out_left);
  return text;
}

template <class Read>
std::size_t WithTree(const FeedFile& file, const Read& read) {
  pugi::xml_document document;
  pugi::xml_parse_result result;
  std::string text;
  if (file.encoding == "iso-8859-1") {
    result = document.load_buffer(file.page.body.data(), file.page.body.size(), pugi::parse_default,
                                  pugi::encoding_latin1);
  } else {
    text = file.encoding == "gbk" ? ByIconv(file) : file.page.body;
    result = document.load_buffer_inplace(text.data(), text.size(), pugi::parse_default,
                                          pugi::encoding_utf8);
  }
  if (!result) {
    throw std::runtime_error(file.page.url + ": " + result.description());
  }
  return read(document.document_element());
}

void CopyField(std::string_view name, pugi::xml_node field, BareItem& item) {
  if (name == "title") {
    item.title = field.text().get();
  } else if (name == "link") {
    const pugi::xml_attribute href = field.attribute("href");
    item.link = href ? href.value() : field.text().get();
  } else if (name == "guid" || name == "id") {
    item.id = field.text().get();
  } else if (name == "pubDate" || name == "updated" || name == "dc:date") {
    item.date = field.text().get();
  } else if (name == "content:encoded" || name == "content" ||
             (name == "description" && item.body.empty())) {
    item.body = field.text().get();
  }
}

std::size_t CopyItems(pugi::xml_node root) {
  const std::string_view name = root.name();
  const pugi::xml_node parent = name == "rss" ? root.child("channel") : root;
  std::vector<BareItem> items;
  for (const pugi::xml_node element : parent.children(name == "feed" ? "entry" : "item")) {
    BareItem& item = items.emplace_back();
    for (const pugi::xml_node field : element.children()) {
      CopyField(field.name(), field, item);
    }
  }
  return items.size();
}

}  // namespace

std::size_t ParseBare(const FeedFile& file) {
  return WithTree(file, [](pugi::xml_node root) { return std::string_view(root.name()).size(); });
}

std::size_t ParseBareAndCopy(const FeedFile& file) {
  return WithTree(file, CopyItems);
}

}  // namespace bench
