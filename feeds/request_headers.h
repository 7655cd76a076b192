#pragma once

#include <string>
#include <vector>

#include "feeds/fetch.h"
#include "feeds/url.h"

namespace feeds {

// "Name: value" of all that a request carries besides what the HTTP library adds. Validators are
// sent to every URL of a chain of redirects. Values with line breaks are left out: a stored or
// configured text adds no header.
std::vector<std::string> CommonHeaders(const FetchRequest& request);

// What is meant for the origin of the source alone: its own headers, and Authorization made of its
// bearer token, its user and password, or else those in its URL (`target`).
std::vector<std::string> PrivateHeaders(const Access& access, const Target& target);

// Does the request carry validators that can be sent? Then 304 is an answer to it.
bool IsConditional(const Validators& validators);

}  // namespace feeds
