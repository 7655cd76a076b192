#include <cairo-svg.h>
#include <cairo.h>
#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <numbers>
#include <stdexcept>

#include "daemon/cli/chart.h"
#include "daemon/cli/chart_scale.h"

namespace cli {
namespace {

// Points of the picture.
constexpr double kWidth = 840;
constexpr double kHeight = 320;
constexpr double kLeft = 90;
constexpr double kRight = 44;
constexpr double kTop = 44;
constexpr double kBottom = 36;
constexpr int kMonthsLabelledMost = 9;

struct Colour {
  double red, green, blue;
};
constexpr Colour kInk{0.13, 0.15, 0.18};
constexpr Colour kFaint{0.88, 0.89, 0.91};
constexpr Colour kLine{0.05, 0.37, 0.62};
constexpr Colour kOld{0.78, 0.52, 0.20};

struct SurfaceCloser {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct PenCloser {
  void operator()(cairo_t* pen) const { cairo_destroy(pen); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceCloser>;
using Pen = std::unique_ptr<cairo_t, PenCloser>;

void Use(cairo_t* pen, const Colour& colour) {
  cairo_set_source_rgb(pen, colour.red, colour.green, colour.blue);
}

// `across`: 0 the text begins at x, 0.5 it is centred, 1 it ends there.
void Write(cairo_t* pen, const std::string& text, double x, double y, double across) {
  cairo_text_extents_t extents;
  cairo_text_extents(pen, text.c_str(), &extents);
  cairo_move_to(pen, x - across * extents.x_advance, y);
  cairo_show_text(pen, text.c_str());
}

class Panel {
 public:
  Panel(cairo_t* pen, const Chart& chart, double top)
      : pen_(pen), chart_(chart), scale_(ScaleOf(chart)), top_(top) {}

  void Draw() const {
    cairo_select_font_face(pen_, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
    cairo_set_font_size(pen_, 14);
    Use(pen_, kInk);
    Write(pen_, fmt::format("{}, {}", chart_.title, chart_.unit), kLeft, top_ + 22, 0);
    cairo_select_font_face(pen_, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size(pen_, 12);
    DrawGrid();
    DrawLine();
    DrawPoints();
  }

 private:
  double X(std::chrono::year_month month) const {
    const double width = kWidth - kLeft - kRight;
    return scale_.months == 1 ? kLeft + width / 2
                              : kLeft + width * scale_.PlaceOf(month) / (scale_.months - 1);
  }
  double Y(double value) const {
    return top_ + kTop + (1 - scale_.HeightOf(value)) * (kHeight - kTop - kBottom);
  }

  void DrawGrid() const {
    cairo_set_line_width(pen_, 1);
    for (const double line : scale_.Lines()) {
      const double y = std::round(Y(line)) + 0.5;
      Use(pen_, kFaint);
      cairo_move_to(pen_, kLeft, y);
      cairo_line_to(pen_, kWidth - kRight, y);
      cairo_stroke(pen_);
      Use(pen_, kInk);
      Write(pen_, AxisText(line, scale_.step), kLeft - 8, y + 4, 1);
    }
    const int every = (scale_.months + kMonthsLabelledMost - 1) / kMonthsLabelledMost;
    for (int i = 0; i < scale_.months; i += every) {
      const std::chrono::year_month month = scale_.first + std::chrono::months(i);
      Write(pen_, MonthText(month), X(month), top_ + kHeight - kBottom + 20, 0.5);
    }
  }

  // A month without a figure breaks it.
  void DrawLine() const {
    Use(pen_, kLine);
    cairo_set_line_width(pen_, 2);
    const ChartPoint* before = nullptr;
    for (const ChartPoint& point : chart_.points) {
      if (point.is_superseded)
        continue;
      if (before != nullptr && scale_.PlaceOf(point.month) - scale_.PlaceOf(before->month) == 1)
        cairo_line_to(pen_, X(point.month), Y(point.value));
      else
        cairo_move_to(pen_, X(point.month), Y(point.value));
      before = &point;
    }
    cairo_stroke(pen_);
  }

  // Published figures are full, derived ones hollow, superseded ones of another colour.
  void DrawPoints() const {
    for (const ChartPoint& point : chart_.points) {
      Use(pen_, point.is_superseded ? kOld : kLine);
      cairo_arc(pen_, X(point.month), Y(point.value), 3.5, 0, 2 * std::numbers::pi);
      if (point.is_derived) {
        cairo_stroke_preserve(pen_);
        cairo_set_source_rgb(pen_, 1, 1, 1);
      }
      cairo_fill(pen_);
    }
  }

  cairo_t* pen_;
  const Chart& chart_;
  ChartScale scale_;
  double top_;
};

void Check(cairo_status_t status, const std::filesystem::path& file) {
  if (status != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error(fmt::format("{}: {}", file.string(), cairo_status_to_string(status)));
}

}  // namespace

void DrawTo(const std::filesystem::path& file, const std::vector<Chart>& charts) {
  const bool is_svg = file.extension() == ".svg";
  if (!is_svg && file.extension() != ".png")
    throw std::runtime_error(file.string() + ": a chart is written as .svg or .png");
  const double height = kHeight * static_cast<double>(charts.size());
  const Surface surface(is_svg ? cairo_svg_surface_create(file.c_str(), kWidth, height)
                               : cairo_image_surface_create(CAIRO_FORMAT_RGB24,
                                                            static_cast<int>(kWidth),
                                                            static_cast<int>(height)));
  const Pen pen(cairo_create(surface.get()));
  cairo_set_source_rgb(pen.get(), 1, 1, 1);
  cairo_paint(pen.get());
  for (std::size_t i = 0; i < charts.size(); ++i)
    Panel(pen.get(), charts[i], kHeight * static_cast<double>(i)).Draw();
  Check(cairo_status(pen.get()), file);
  if (!is_svg)
    Check(cairo_surface_write_to_png(surface.get(), file.c_str()), file);
  cairo_surface_finish(surface.get());
  Check(cairo_surface_status(surface.get()), file);
}

}  // namespace cli
