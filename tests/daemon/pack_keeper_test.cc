#include "daemon/pack_keeper.h"

#include <memory>
#include <string>
#include <vector>

#include "rules/extract.h"
#include "tests/support/catch.h"

namespace {

using lodewatch::PackKeeper;

const std::vector<rules::PackFile>& Files() {
  static const std::vector<rules::PackFile> files{{"my", "my.toml", R"toml(
[[commodity]]
id = "tin"
en = ['tin']

[[rule]]
id = "sold"
language = "en"
match = '{quantity} of {commodity} sold'
gives = [{ kind = "quantity", flow = "export" }]
yes = [{ text = "5 t of tin sold.", gives = ["quantity 5 t subject=tin flow=export"] }]
)toml"}};
  return files;
}

PackKeeper Keeper() {
  auto pack = rules::Pack::Load(Files());
  REQUIRE(pack);
  return {std::move(*pack), Files()};
}

std::size_t FactsBy(const rules::Pack& pack) {
  feeds::Document document;
  document.language = "en";
  document.text = "7 t of tin sold.";
  return rules::Extract(pack, document).size();
}

TEST_CASE("A pack that was put away is compiled anew and reads the same", "[daemon][pack_keeper]") {
  PackKeeper keeper = Keeper();
  const std::shared_ptr<const rules::Pack> held = keeper.Get();
  CHECK(FactsBy(*held) == 1);
  CHECK(keeper.Get() == held);
  CHECK(keeper.PutAway());
  CHECK_FALSE(keeper.PutAway());
  const std::shared_ptr<const rules::Pack> again = keeper.Get();
  CHECK(again != held);
  CHECK(FactsBy(*again) == 1);
  CHECK(FactsBy(*held) == 1);
}

}  // namespace
