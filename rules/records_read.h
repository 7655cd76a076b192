#pragma once

#include "rules/code_book.h"
#include "rules/records_rules.h"
#include "rules/toml_faults.h"

namespace rules {

// Reads a [[release]] with layout = "records". What is wrong is reported, what is sound is kept.
RecordRules ReadRecordRules(const toml::table& release, TomlFaults& faults);

// Reads [[code]], [[sum]], [[union]] and [[places]] of a pack into the book.
void ReadCodes(const toml::table& pack, TomlFaults& faults, CodeBook& book);

}  // namespace rules
