# lodewatch_flags: warnings, sanitizers and the include root "room/file.h" for our own code.
add_library(lodewatch_flags INTERFACE)
target_include_directories(lodewatch_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(lodewatch_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion $<$<BOOL:${LODEWATCH_WERROR}>:-Werror>)
# g++ 12 sees uses of unset optionals and overlapping copies where there are none once it optimises
# (GCC bugs 105562 and 105651); debug builds and clang keep both warnings.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 14)
  target_compile_options(lodewatch_flags INTERFACE
    $<$<NOT:$<CONFIG:Debug>>:-Wno-maybe-uninitialized -Wno-restrict>)
endif()
if(LODEWATCH_SANITIZE)
  target_compile_options(lodewatch_flags INTERFACE
    -fsanitize=${LODEWATCH_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(lodewatch_flags INTERFACE -fsanitize=${LODEWATCH_SANITIZE})
endif()

# lodewatch_library(<name> SOURCES ... LINK ...): one static library of a room.
function(lodewatch_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC lodewatch_flags ${ARG_LINK})
endfunction()

# lodewatch_test(<name> SOURCES ... LINK ...): one Catch2 program, each of its cases a ctest test.
function(lodewatch_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} lodewatch_test_main)
  target_compile_definitions(${name} PRIVATE
    TEST_DATA_DIR="${PROJECT_SOURCE_DIR}/tests/data" PROJECT_DIR="${PROJECT_SOURCE_DIR}")
  catch_discover_tests(${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} TEST_PREFIX "${name}: "
                       PROPERTIES TIMEOUT 300)
endfunction()
