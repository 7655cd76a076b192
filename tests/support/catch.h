#pragma once
// Debian 12 ships Catch2 2, later releases ship 3; tests include this and see the same names.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
