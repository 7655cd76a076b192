#pragma once

#include <string>

#include "feeds/json_tree.h"

namespace feeds {

// What an error that came with HTTP 200 says: {"error": "…"}, {"statusCode": 401, "message": "…"},
// {"header": {"resultCode": "99", "resultMsg": "…"}}. Empty: it is no error. Records, that is
// objects within lists, are not asked.
std::string ErrorOf(const JsonValue& root);

// Are these the digits of a result code that means success: "00", "0", "0000", "200"?
bool IsSuccessCode(std::string_view code);

}  // namespace feeds
