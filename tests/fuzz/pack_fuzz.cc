// Whatever is given as a pack: it loads, or its faults have a place in the file and a reason. One
// that loads can be tried on its samples and on an article.
#include <string>

#include "rules/extract.h"
#include "rules/pack.h"
#include "tests/fuzz/soundness.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto pack = rules::Pack::Load({{"fuzzed", "fuzzed.toml", std::string(TextOf(data, size))}});
  if (!pack) {
    Require(!pack.error().empty());
    for (const rules::Fault& fault : pack.error())
      Require(!fault.message.empty() && !fault.file.empty());
    return 0;
  }
  rules::CheckSamples(*pack);
  feeds::Document document;
  document.title = "Tin exports rose 5% in May";
  document.text = "Peru sold 1,200 tonnes of tin for $30 million on 3 June. 锡出口增长5%。";
  for (const rules::Fact& fact : rules::Extract(*pack, document, {}, rules::Scope::kAll))
    Require(!fact.quote.empty());
  return 0;
}
