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

std::unique_ptr<PackKeeper> Keeper(const std::vector<rules::PackFile>& files) {
  auto keeper = PackKeeper::Open(files);
  REQUIRE(keeper);
  return std::move(*keeper);
}

std::size_t FactsBy(const rules::Pack& pack) {
  feeds::Document document;
  document.language = "en";
  document.text = "7 t of tin sold.";
  return rules::Extract(pack, document).size();
}

TEST_CASE("A pack that was put away is compiled anew and reads the same", "[daemon][pack_keeper]") {
  const std::unique_ptr<PackKeeper> keeper = Keeper(Files());
  const std::shared_ptr<const rules::Pack> held = keeper->Get();
  CHECK(FactsBy(*held) == 1);
  CHECK(keeper->Get() == held);
  CHECK(keeper->PutAway());
  CHECK_FALSE(keeper->PutAway());
  const std::shared_ptr<const rules::Pack> again = keeper->Get();
  CHECK(again != held);
  CHECK(FactsBy(*again) == 1);
  CHECK(FactsBy(*held) == 1);
}

TEST_CASE("All shipped packs are compiled for the first page", "[daemon][pack_keeper]") {
  const std::unique_ptr<PackKeeper> keeper = Keeper(rules::ShippedPacks());
  CHECK_FALSE(keeper->PutAway());
  CHECK(keeper->Get() != nullptr);
  CHECK(keeper->PutAway());
}

TEST_CASE("A pack of the user's is compiled at once and shows its faults",
          "[daemon][pack_keeper]") {
  CHECK(Keeper(Files())->PutAway());
  std::vector<rules::PackFile> files = rules::ShippedPacks();
  files.push_back({"my", "my.toml", "[[rule]]\nid = 'half'\nlanguage = 'en'\nmatch = '{'\n"});
  const auto keeper = PackKeeper::Open(files);
  REQUIRE_FALSE(keeper);
  CHECK(keeper.error().front().file == "my.toml");
}

}  // namespace
