#pragma once

namespace rules {

// The simplified form of a traditional Chinese character (產 is 产); any other character is itself.
char32_t SimplifiedForm(char32_t code);

}  // namespace rules
