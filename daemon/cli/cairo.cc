#include "daemon/cli/cairo.h"

#include <dlfcn.h>

#include <stdexcept>
#include <string>

namespace cli {
namespace {

constexpr const char* kLibrary = "libcairo.so.2";

[[noreturn]] void Refuse() {
  const char* reason = dlerror();
  throw std::runtime_error(std::string("charts are drawn by ") + kLibrary + ": " +
                           (reason == nullptr ? "it cannot be used" : reason));
}

template <typename Function>
void Find(void* library, const char* name, Function& function) {
  // POSIX: what dlsym returns for a function may be converted to a pointer to it.
  function = reinterpret_cast<Function>(dlsym(library, name));
  if (function == nullptr)
    Refuse();
}

Cairo Open() {
  void* library = dlopen(kLibrary, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr)
    Refuse();
  Cairo cairo{};
  Find(library, "cairo_arc", cairo.arc);
  Find(library, "cairo_create", cairo.create);
  Find(library, "cairo_destroy", cairo.destroy);
  Find(library, "cairo_fill", cairo.fill);
  Find(library, "cairo_image_surface_create", cairo.image_surface_create);
  Find(library, "cairo_line_to", cairo.line_to);
  Find(library, "cairo_move_to", cairo.move_to);
  Find(library, "cairo_paint", cairo.paint);
  Find(library, "cairo_select_font_face", cairo.select_font_face);
  Find(library, "cairo_set_font_size", cairo.set_font_size);
  Find(library, "cairo_set_line_width", cairo.set_line_width);
  Find(library, "cairo_set_source_rgb", cairo.set_source_rgb);
  Find(library, "cairo_show_text", cairo.show_text);
  Find(library, "cairo_status", cairo.status);
  Find(library, "cairo_status_to_string", cairo.status_to_string);
  Find(library, "cairo_stroke", cairo.stroke);
  Find(library, "cairo_stroke_preserve", cairo.stroke_preserve);
  Find(library, "cairo_surface_destroy", cairo.surface_destroy);
  Find(library, "cairo_surface_finish", cairo.surface_finish);
  Find(library, "cairo_surface_status", cairo.surface_status);
  Find(library, "cairo_surface_write_to_png", cairo.surface_write_to_png);
  Find(library, "cairo_svg_surface_create", cairo.svg_surface_create);
  Find(library, "cairo_text_extents", cairo.text_extents);
  return cairo;
}

}  // namespace

const Cairo& OpenCairo() {
  static const Cairo cairo = Open();
  return cairo;
}

}  // namespace cli
