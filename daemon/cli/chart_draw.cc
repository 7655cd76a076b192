#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <numbers>
#include <stdexcept>

#include "daemon/cli/cairo.h"
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

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Pen = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

class Panel {
 public:
  Panel(const Cairo& cairo, cairo_t* pen, const Chart& chart, double top)
      : cairo_(cairo), pen_(pen), chart_(chart), scale_(ScaleOf(chart)), top_(top) {}

  void Draw() const {
    cairo_.select_font_face(pen_, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
    cairo_.set_font_size(pen_, 14);
    Use(kInk);
    Write(fmt::format("{}, {}", chart_.title, chart_.unit), kLeft, top_ + 22, 0);
    cairo_.select_font_face(pen_, "sans-serif", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_.set_font_size(pen_, 12);
    DrawGrid();
    DrawLine();
    DrawPoints();
  }

 private:
  void Use(const Colour& colour) const {
    cairo_.set_source_rgb(pen_, colour.red, colour.green, colour.blue);
  }

  // `across`: 0 the text begins at x, 0.5 it is centred, 1 it ends there.
  void Write(const std::string& text, double x, double y, double across) const {
    cairo_text_extents_t extents;
    cairo_.text_extents(pen_, text.c_str(), &extents);
    cairo_.move_to(pen_, x - across * extents.x_advance, y);
    cairo_.show_text(pen_, text.c_str());
  }

  double X(std::chrono::year_month month) const {
    const double width = kWidth - kLeft - kRight;
    return scale_.months == 1 ? kLeft + width / 2
                              : kLeft + width * scale_.PlaceOf(month) / (scale_.months - 1);
  }
  double Y(double value) const {
    return top_ + kTop + (1 - scale_.HeightOf(value)) * (kHeight - kTop - kBottom);
  }

  void DrawGrid() const {
    cairo_.set_line_width(pen_, 1);
    for (const double line : scale_.Lines()) {
      const double y = std::round(Y(line)) + 0.5;
      Use(kFaint);
      cairo_.move_to(pen_, kLeft, y);
      cairo_.line_to(pen_, kWidth - kRight, y);
      cairo_.stroke(pen_);
      Use(kInk);
      Write(AxisText(line, scale_.step), kLeft - 8, y + 4, 1);
    }
    const int every = (scale_.months + kMonthsLabelledMost - 1) / kMonthsLabelledMost;
    for (int i = 0; i < scale_.months; i += every) {
      const std::chrono::year_month month = scale_.first + std::chrono::months(i);
      Write(MonthText(month), X(month), top_ + kHeight - kBottom + 20, 0.5);
    }
  }

  // A month without a figure breaks it.
  void DrawLine() const {
    Use(kLine);
    cairo_.set_line_width(pen_, 2);
    const ChartPoint* before = nullptr;
    for (const ChartPoint& point : chart_.points) {
      if (point.is_superseded)
        continue;
      if (before != nullptr && scale_.PlaceOf(point.month) - scale_.PlaceOf(before->month) == 1)
        cairo_.line_to(pen_, X(point.month), Y(point.value));
      else
        cairo_.move_to(pen_, X(point.month), Y(point.value));
      before = &point;
    }
    cairo_.stroke(pen_);
  }

  // Published figures are full, derived ones hollow, superseded ones of another colour.
  void DrawPoints() const {
    for (const ChartPoint& point : chart_.points) {
      Use(point.is_superseded ? kOld : kLine);
      cairo_.arc(pen_, X(point.month), Y(point.value), 3.5, 0, 2 * std::numbers::pi);
      if (point.is_derived) {
        cairo_.stroke_preserve(pen_);
        cairo_.set_source_rgb(pen_, 1, 1, 1);
      }
      cairo_.fill(pen_);
    }
  }

  const Cairo& cairo_;
  cairo_t* pen_;
  const Chart& chart_;
  ChartScale scale_;
  double top_;
};

void Check(const Cairo& cairo, cairo_status_t status, const std::filesystem::path& file) {
  if (status != CAIRO_STATUS_SUCCESS)
    throw std::runtime_error(fmt::format("{}: {}", file.string(), cairo.status_to_string(status)));
}

}  // namespace

void DrawTo(const std::filesystem::path& file, const std::vector<Chart>& charts) {
  const bool is_svg = file.extension() == ".svg";
  if (!is_svg && file.extension() != ".png")
    throw std::runtime_error(file.string() + ": a chart is written as .svg or .png");
  const Cairo& cairo = OpenCairo();
  const double height = kHeight * static_cast<double>(charts.size());
  const Surface surface(
      is_svg ? cairo.svg_surface_create(file.c_str(), kWidth, height)
             : cairo.image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(kWidth),
                                          static_cast<int>(height)),
      cairo.surface_destroy);
  const Pen pen(cairo.create(surface.get()), cairo.destroy);
  cairo.set_source_rgb(pen.get(), 1, 1, 1);
  cairo.paint(pen.get());
  for (std::size_t i = 0; i < charts.size(); ++i)
    Panel(cairo, pen.get(), charts[i], kHeight * static_cast<double>(i)).Draw();
  Check(cairo, cairo.status(pen.get()), file);
  if (!is_svg)
    Check(cairo, cairo.surface_write_to_png(surface.get(), file.c_str()), file);
  cairo.surface_finish(surface.get());
  Check(cairo, cairo.surface_status(surface.get()), file);
}

}  // namespace cli
