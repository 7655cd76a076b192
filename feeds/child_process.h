#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace feeds {

// A program that reads one file and says what it has found in it.
struct ChildCall {
  std::string program;                 // a name that is looked for in PATH
  std::vector<std::string> arguments;  // "{}" stands for the path of the file
  std::chrono::seconds time_max{20};
  std::size_t output_bytes_max = std::size_t{64} << 20;
  std::size_t memory_bytes_max = std::size_t{1} << 30;
};

// Runs the program over `input` and gives its standard output. No shell, no environment but PATH
// and a UTF-8 locale, no descriptor of ours but three, limits on memory, processor time and files;
// at the end of time it is killed, and it dies with us. Error, one line for people: it is not
// installed, it took too long or said too much, or its exit code and its first words on stderr.
tl::expected<std::string, std::string> RunOver(std::string_view input, const ChildCall& call);

}  // namespace feeds
