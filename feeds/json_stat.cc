#include "feeds/json_stat.h"

#include <charconv>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "feeds/record_table.h"
#include "feeds/white_space.h"

namespace feeds {
namespace {

std::optional<std::size_t> NumberOf(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                  : std::nullopt;
}

bool IsDataset(const JsonValue& object) {
  const JsonValue* dimension = object.Find("dimension");
  return dimension != nullptr && dimension->IsObject() && object.Find("value") != nullptr;
}

// The dataset at the root, the one of a collection, or that of version 1.
const JsonValue* DatasetOf(const JsonValue& root) {
  if (!root.IsObject()) {
    return nullptr;
  }
  if (IsDataset(root)) {
    return &root;
  }
  const JsonValue* link = root.TextAt("class") == "collection" ? root.Find("link") : nullptr;
  const JsonValue* items = link == nullptr ? nullptr : link->Find("item");
  if (items != nullptr && items->items.size() == 1 && IsDataset(items->items[0])) {
    return items->items.data();
  }
  const JsonValue* old = root.Find("dataset");
  return old != nullptr && IsDataset(*old) ? old : nullptr;
}

struct Dimension {
  std::string id;
  std::vector<std::string> categories;
};

// Why the categories of a dimension cannot be had; empty: they are in `dimension`.
std::string ReadCategories(const JsonValue& category, std::size_t size, Dimension& dimension) {
  const JsonValue* index = category.Find("index");
  if (index == nullptr) {  // of a single category the label is enough
    index = category.Find("label");
    if (index == nullptr || !index->IsObject() || index->keys.size() != 1) {
      return "no index of its categories";
    }
    dimension.categories = index->keys;
  } else if (index->IsArray()) {
    for (const JsonValue& id : index->items) {
      dimension.categories.push_back(id.text);
    }
  } else {
    dimension.categories.resize(index->items.size());
    for (std::size_t i = 0; i < index->items.size(); ++i) {
      const auto at = NumberOf(index->items[i].text);
      if (!at || *at >= dimension.categories.size()) {
        return "category " + index->keys[i] + " stands at no place";
      }
      dimension.categories[*at] = index->keys[i];
    }
  }
  return dimension.categories.size() == size ? std::string()
                                             : std::to_string(dimension.categories.size()) +
                                                   " categories, size says " + std::to_string(size);
}

class Dataset {
 public:
  explicit Dataset(const JsonValue& source) : source_(source) {}

  TableResult Read() {
    if (std::string fault = ReadDimensions(); !fault.empty()) {
      return Fail(ParseError::Kind::kBroken, "JSON-stat, " + fault);
    }
    for (const char* name : {"value", "status"}) {
      if (std::string fault = ReadValues(name); !fault.empty()) {
        return Fail(ParseError::Kind::kBroken, "JSON-stat, " + fault);
      }
    }
    auto table = MakeTable();
    if (!table) {
      return tl::unexpected(std::move(table.error()));
    }
    TableReading reading;
    reading.title = CollapseWhiteSpace(source_.TextAt("label"));
    table->caption = reading.title;
    reading.tables.push_back(*std::move(table));
    return reading;
  }

 private:
  // Version 1 has id and size among the dimensions.
  const JsonValue* Member(const char* name) const {
    const JsonValue* found = source_.Find(name);
    return found != nullptr ? found : source_.Find("dimension")->Find(name);
  }

  std::string ReadDimensions() {
    const JsonValue* ids = Member("id");
    const JsonValue* sizes = Member("size");
    if (ids == nullptr || sizes == nullptr || ids->items.size() != sizes->items.size() ||
        ids->items.empty() || ids->items.size() > kTableColumnsMax) {
      return "id and size do not go together";
    }
    for (std::size_t i = 0; i < ids->items.size(); ++i) {
      Dimension dimension{ids->items[i].text, {}};
      const JsonValue* found = source_.Find("dimension")->Find(dimension.id);
      const JsonValue* category = found == nullptr ? nullptr : found->Find("category");
      const auto size = NumberOf(sizes->items[i].text);
      const std::string fault = category == nullptr || !size
                                    ? "no categories or size"
                                    : ReadCategories(*category, *size, dimension);
      if (!fault.empty()) {
        return "dimension " + dimension.id + ": " + fault;
      }
      // Places beyond any table are as good as infinite.
      if (*size > 0 && places_ > SIZE_MAX / *size) {
        return "dimension " + dimension.id + ": more observations than can be counted";
      }
      places_ *= *size;
      dimensions_.push_back(std::move(dimension));
    }
    return {};
  }

  std::string& Slot(std::size_t place, std::string_view name) {
    auto& slot = observations_[place];
    return name == "value" ? slot.first : slot.second;
  }

  std::string ReadValues(const std::string& name) {
    const JsonValue* values = source_.Find(name);
    if (values == nullptr || values->kind == JsonValue::Kind::kNull) {
      return {};
    }
    if (values->IsScalar()) {  // one status for all
      for (auto& [place, slot] : observations_) {
        slot.second = values->text;
      }
      return {};
    }
    for (std::size_t i = 0; i < values->items.size(); ++i) {
      const auto place = values->IsArray() ? std::optional(i) : NumberOf(values->keys[i]);
      if (!place || *place >= places_) {
        return name + " " + (values->IsArray() ? std::to_string(i) : values->keys[i]) +
               ": no such place in a cube of " + std::to_string(places_);
      }
      if (!values->items[i].text.empty()) {
        Slot(*place, name) = values->items[i].text;
      }
    }
    return {};
  }

  tl::expected<Table, ParseError> MakeTable() const {
    RecordTable table;
    for (const Dimension& dimension : dimensions_) {
      table.AddColumn(dimension.id);
    }
    table.AddColumn("value");
    table.AddColumn("status");
    for (const auto& [place, slot] : observations_) {
      if (table.full()) {
        break;
      }
      table.BeginRecord();
      std::size_t rest = place;
      for (std::size_t d = dimensions_.size(); d-- > 0;) {
        const std::size_t size = dimensions_[d].categories.size();
        table.Put(dimensions_[d].id, dimensions_[d].categories[rest % size]);
        rest /= size;
      }
      table.Put("value", slot.first);
      table.Put("status", slot.second);
    }
    return table.Take();
  }

  const JsonValue& source_;
  std::vector<Dimension> dimensions_;
  std::size_t places_ = 1;
  std::map<std::size_t, std::pair<std::string, std::string>> observations_;  // by place
};

}  // namespace

std::optional<TableResult> ReadJsonStat(const JsonValue& root) {
  const JsonValue* dataset = DatasetOf(root);
  return dataset == nullptr ? std::nullopt : std::optional(Dataset(*dataset).Read());
}

}  // namespace feeds
