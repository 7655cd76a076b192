#pragma once

#include <cairo-svg.h>
#include <cairo.h>

namespace cli {

// What a chart needs of libcairo, which is opened when the first chart is drawn: with its own
// libraries (pixman, X11, fontconfig) it is 1.8 MiB that a daemon would keep and never use. Named
// as in cairo.h, without "cairo_".
struct Cairo {
  decltype(&cairo_arc) arc;
  decltype(&cairo_create) create;
  decltype(&cairo_destroy) destroy;
  decltype(&cairo_fill) fill;
  decltype(&cairo_image_surface_create) image_surface_create;
  decltype(&cairo_line_to) line_to;
  decltype(&cairo_move_to) move_to;
  decltype(&cairo_paint) paint;
  decltype(&cairo_select_font_face) select_font_face;
  decltype(&cairo_set_font_size) set_font_size;
  decltype(&cairo_set_line_width) set_line_width;
  decltype(&cairo_set_source_rgb) set_source_rgb;
  decltype(&cairo_show_text) show_text;
  decltype(&cairo_status) status;
  decltype(&cairo_status_to_string) status_to_string;
  decltype(&cairo_stroke) stroke;
  decltype(&cairo_stroke_preserve) stroke_preserve;
  decltype(&cairo_surface_destroy) surface_destroy;
  decltype(&cairo_surface_finish) surface_finish;
  decltype(&cairo_surface_status) surface_status;
  decltype(&cairo_surface_write_to_png) surface_write_to_png;
  decltype(&cairo_svg_surface_create) svg_surface_create;
  decltype(&cairo_text_extents) text_extents;
};

// Throws std::runtime_error when the library is not installed or too old. It stays open.
const Cairo& OpenCairo();

}  // namespace cli
