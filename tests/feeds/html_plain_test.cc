#include "feeds/html_plain.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <string>

#include "feeds/html_text.h"
#include "feeds/utf8.h"
#include "tests/support/catch.h"

namespace {

// Does the straight way agree with that through the tree, where it takes the HTML? Tells whether it
// did.
bool TakenAndTheSame(std::string_view html) {
  const std::optional<std::string> text = feeds::PlainHtmlToText(html);
  const std::optional<std::string> line = feeds::InlinePlainHtmlToText(html);
  const bool same = (!text || *text == feeds::HtmlToTextByTree(html)) &&
                    (!line || *line == feeds::InlineHtmlToTextByTree(html));
  if (!same) {
    CAPTURE(html, text.value_or("(none)"), feeds::HtmlToTextByTree(html));
    CAPTURE(line.value_or("(none)"), feeds::InlineHtmlToTextByTree(html));
    CHECK(same);
  }
  return text.has_value();
}

// Fragments of HTML made of pieces, by a seed.
class Fragments {
 public:
  explicit Fragments(unsigned seed) : random_(seed) {}

  // Mostly well-formed.
  std::string Table() {
    std::string html = random_() % 2 == 0 ? "<p>before" : "";
    html += random_() % 8 == 0 ? Pick(kPieces) : "";
    html += random_() % 2 == 0 ? "<table>\n<tbody>\n" : "<table>";
    for (std::size_t rows = random_() % 4; rows > 0; --rows) {
      html += "<tr>";
      for (std::size_t cells = random_() % 4; cells > 0; --cells) {
        const bool head = random_() % 3 == 0;
        html += head ? "<th>" : "<td class='x'>";
        html += random_() % 4 == 0 ? Next() : std::string(Pick(kTexts));
        html += random_() % 8 == 0 ? Pick(kTableTags) : (head ? "</th>" : "</td>");
      }
      html += random_() % 8 == 0 ? Pick(kTableTags) : "</tr>\n";
    }
    html += random_() % 8 == 0 ? Pick(kTableTags) : "</table>";
    return html + (random_() % 2 == 0 ? "after" : Next());
  }

  std::string Next() {
    std::string html;
    for (std::size_t left = 1 + random_() % 12; left > 0; --left) {
      html += Pick(kPieces);
      html += random_() % 3 == 0 ? Pick(kTexts) : "";
    }
    return html;
  }

 private:
  template <std::size_t kSize>
  std::string_view Pick(const std::string_view (&pieces)[kSize]) {
    return pieces[random_() % kSize];
  }

  static constexpr std::string_view kPieces[] = {"<p>",
                                                 "</p>",
                                                 "<P class='x'>",
                                                 "<br>",
                                                 "<br/>",
                                                 "</br>",
                                                 "<br />",
                                                 "<hr>",
                                                 "</hr>",
                                                 "<div>",
                                                 "</div>",
                                                 "<DIV style=\"a>b\">",
                                                 "<section>",
                                                 "</section>",
                                                 "<article>",
                                                 "</article>",
                                                 "<main>",
                                                 "</main>",
                                                 "<ul>",
                                                 "</ul>",
                                                 "<ol>",
                                                 "</ol>",
                                                 "<li>",
                                                 "</li>",
                                                 "<h1>",
                                                 "</h1>",
                                                 "<h3>",
                                                 "</h3>",
                                                 "</h2>",
                                                 "<blockquote>",
                                                 "</blockquote>",
                                                 "<figure>",
                                                 "<figcaption>",
                                                 "</figure>",
                                                 "<dl>",
                                                 "<dt>",
                                                 "<dd>",
                                                 "</dd>",
                                                 "</dl>",
                                                 "<b>",
                                                 "</b>",
                                                 "<i>",
                                                 "</i>",
                                                 "<em>",
                                                 "<strong>",
                                                 "</strong>",
                                                 "<span lang=en>",
                                                 "</span>",
                                                 "<a href='x?a=1&amp;b=2'>",
                                                 "</a>",
                                                 "<img src=\"a.png\" alt='7 t'/>",
                                                 "<img alt=\"open",
                                                 "<sup>",
                                                 "</sup>",
                                                 "<sub>",
                                                 "<code>",
                                                 "<time datetime=2025-07-14>",
                                                 "<time>",
                                                 "</time>",
                                                 "<font color=red>",
                                                 "<o:p>",
                                                 "</o:p>",
                                                 "<x-y>",
                                                 "<xhtml:p>",
                                                 "</xhtml:p>",
                                                 "<!-- a <p> -->",
                                                 "<!-- open",
                                                 "<!doctype html>",
                                                 "<?php",
                                                 "<![CDATA[",
                                                 "]]>",
                                                 "</ p>",
                                                 "<>",
                                                 "</>",
                                                 "<",
                                                 "< ",
                                                 "<script>a<b</script>",
                                                 "<script>",
                                                 "<style>p{}</style>",
                                                 "<iframe src=x></iframe>",
                                                 "<iframe/>",
                                                 "<noscript>x</noscript>",
                                                 "<svg><p>x</p></svg>",
                                                 "<textarea>",
                                                 "</script>",
                                                 "<table>",
                                                 "<tr>",
                                                 "<td>",
                                                 "</td>",
                                                 "</table>",
                                                 "<caption>",
                                                 "<pre>",
                                                 "</pre>",
                                                 "<nav>",
                                                 "</nav>",
                                                 "<footer>",
                                                 "<aside>",
                                                 "<title>",
                                                 "</title>",
                                                 "<head>",
                                                 "</head>",
                                                 "<body>",
                                                 "</body>",
                                                 "<html>",
                                                 "<meta name=x>",
                                                 "<link rel=x>",
                                                 "<base href=x>",
                                                 "<form>",
                                                 "<fieldset>",
                                                 "<button>",
                                                 "<select>",
                                                 "</select>",
                                                 "<option>",
                                                 "<center>",
                                                 "</center>",
                                                 "<math>",
                                                 "<details><summary>",
                                                 "<address>",
                                                 "<q>",
                                                 "<plaintext>",
                                                 "<xmp>",
                                                 "<frameset>",
                                                 "<image>",
                                                 "<ruby>",
                                                 "<rt>",
                                                 "<video>",
                                                 "<object>"};
  static constexpr std::string_view kTableTags[] = {"",
                                                    "<tr>",
                                                    "</tr>",
                                                    "<td>",
                                                    "</td>",
                                                    "<th>",
                                                    "</th>",
                                                    "<tbody>",
                                                    "</tbody>",
                                                    "<thead>",
                                                    "</tfoot>",
                                                    "<table>",
                                                    "</table>",
                                                    "<caption>c</caption>",
                                                    "<col>",
                                                    "<p>",
                                                    "</p>",
                                                    "</div>",
                                                    "<br>",
                                                    "x",
                                                    "&nbsp;",
                                                    " ",
                                                    "<b>",
                                                    "<!-- -->",
                                                    "<meta name=x>",
                                                    "<script></script>",
                                                    "<time datetime=2025-07-14>",
                                                    "<sup>2</sup>",
                                                    "<ins>3</ins>"};
  static constexpr std::string_view kTexts[] = {"Exports rose 60.3 per cent",
                                                "7,742.2 t",
                                                "5",
                                                "2",
                                                "a",
                                                " ",
                                                "  ",
                                                "\n",
                                                "\r\n",
                                                "\t\f",
                                                " x ",
                                                "word\nword",
                                                "稀土出口\n",
                                                "中国",
                                                "，",
                                                "。\n　　",
                                                "\u00A0",
                                                "\u3000",
                                                "\u200B",
                                                "\uFEFF",
                                                "\u00AD",
                                                "\u2009",
                                                "\u202F",
                                                "\u2060",
                                                "\u2013",
                                                "“好”",
                                                "é",
                                                "\u0085",
                                                "𠀀",
                                                "\uFFFD",
                                                "\x7F",
                                                "\x0B",
                                                "\x01",
                                                "&",
                                                "& ",
                                                "AT&T",
                                                "S&P 500",
                                                "&amp;",
                                                "&lt;b&gt;",
                                                "&quot;",
                                                "&apos;",
                                                "&nbsp;",
                                                "&eacute;",
                                                "&mdash;",
                                                "&hellip;",
                                                "&lang;",
                                                "&zwnj;",
                                                "&shy;",
                                                "&ensp;",
                                                "&copy 2025",
                                                "&copyright;",
                                                "&unknown;",
                                                "&notin;",
                                                "&am",
                                                "p;",
                                                "#39;",
                                                "&#",
                                                "&#39;",
                                                "&#x27;",
                                                "&#8217;",
                                                "&#x4e07;",
                                                "&#150;",
                                                "&#0;",
                                                "&#13;",
                                                "&#10;",
                                                "&#xD800;",
                                                "&#x110000;",
                                                "&#160;",
                                                "&#12288;",
                                                "&#;",
                                                "&#x;",
                                                "&#39",
                                                "&1;",
                                                "&x;",
                                                "&é;",
                                                ">",
                                                "=\"'"};

  std::mt19937 random_;
};

TEST_CASE("HTML read straight is what the tree gives, for fragments of every kind",
          "[feeds][html_plain]") {
  const char* const wanted = std::getenv("LODEWATCH_FRAGMENTS");
  const int count = wanted == nullptr ? 10'000 : std::atoi(wanted);
  Fragments fragments(20250714);
  int taken = 0;
  int tables_taken = 0;
  for (int i = 0; i < count; ++i) {
    taken += TakenAndTheSame(fragments.Next()) ? 1 : 0;
    tables_taken += TakenAndTheSame(fragments.Table()) ? 1 : 0;
  }
  // Else the test says little.
  CHECK(taken * 5 > count);
  CHECK(tables_taken * 20 > count);
}

TEST_CASE("HTML read straight is what the tree gives, for every file of test data",
          "[feeds][html_plain]") {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(TEST_DATA_DIR)) {
    if (entry.is_regular_file() && entry.file_size() < 1'000'000) {
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(file), {}};
      CAPTURE(entry.path().string());
      TakenAndTheSame(feeds::CleanUtf8(bytes));
    }
  }
}

TEST_CASE("What feeds really hold is read straight", "[feeds][html_plain]") {
  for (const std::string_view html : {
           "Exports rose",
           "<p>Exports rose <b>60.3</b> per cent, the ministry said.</p>\n<p>Prices fell.</p>",
           "<p>Miners&#8217; output &mdash; 5,814.7 t<sup>2</sup> &amp; more&hellip;</p>",
           "First line<br />Second line<br><br>Third",
           "<div class=\"entry\"><h2>Quota</h2><ul><li>one</li><li>two</li></ul></div>",
           "<figure><img src=\"https://example.org/a.jpg?w=1&amp;h=2\" alt=\"mine\">"
           "<figcaption>A mine</figcaption></figure><p>Text</p>",
           "<blockquote><p>We wait,</p></blockquote><p>he said. <a href=\"#\">More</a></p>",
           "<p>　　中国出口稀土5864.6吨，同比增长<strong>32%</strong>。</p><p>　　完</p>",
           "<!-- wp:paragraph --><p>A</p><!-- /wp:paragraph -->",
           "<p>A</p><iframe src=\"https://example.org/v\"></iframe><script>f()</script>",
           "<h1>A</h1><h6>B</h6><ol><li>x</ol><hr/><em>c</em><i>d</i><span>e</span>",
           "AT&T, S&P 500 and R&D; 5 < 6",
           "<p>Prices</p><table "
           "class=\"t\"><thead><tr><th>Good</th><th>$/kg</th></tr></thead>\n<tbody>"
           "<tr><td>gallium</td><td><p>650</p></td></tr>\n<tr><td colspan=2>end of week</td></tr>"
           "</tbody></table>\n<p>After</p>",
       }) {
    CAPTURE(html);
    CHECK(TakenAndTheSame(html));
  }
  for (const std::string_view html :
       {"<table><tr><td>laid out</table>", "<table><tr><td>a<td>b</td></tr>x</table>",
        "<table><tr><td>a<td><table><tr><td>b<td>c</table></table>", "<table><tr><td>a<td>b",
        "<pre>a\nb</pre>", "<nav>menu</nav>", "a<script>b", "<title>T</title>", "&am<b>p;</b>",
        "&copy 2025", "5<time>x</time>"}) {
    CAPTURE(html);
    CHECK_FALSE(TakenAndTheSame(html));
  }
}

TEST_CASE("Every entity of HTML 4 is the same straight and through the tree",
          "[feeds][html_plain]") {
  for (const std::string_view name :
       {"amp",      "lt",     "gt",      "quot",   "apos",  "nbsp",   "iexcl",  "pound",  "yen",
        "sect",     "uml",    "laquo",   "not",    "shy",   "reg",    "deg",    "plusmn", "sup2",
        "acute",    "micro",  "para",    "middot", "sup1",  "frac12", "frac34", "times",  "szlig",
        "divide",   "yuml",   "OElig",   "Scaron", "fnof",  "circ",   "tilde",  "Alpha",  "omega",
        "thetasym", "upsih",  "piv",     "ensp",   "emsp",  "thinsp", "zwnj",   "zwj",    "lrm",
        "rlm",      "ndash",  "mdash",   "lsquo",  "sbquo", "ldquo",  "bdquo",  "dagger", "bull",
        "hellip",   "permil", "prime",   "lsaquo", "oline", "frasl",  "euro",   "image",  "weierp",
        "real",     "trade",  "alefsym", "larr",   "crarr", "rArr",   "hArr",   "forall", "part",
        "empty",    "nabla",  "isin",    "notin",  "ni",    "prod",   "sum",    "minus",  "lowast",
        "radic",    "prop",   "infin",   "ang",    "and",   "cap",    "int",    "there4", "sim",
        "cong",     "asymp",  "ne",      "equiv",  "le",    "sub",    "nsub",   "sube",   "oplus",
        "perp",     "sdot",   "lceil",   "rfloor", "loz",   "spades", "diams"}) {
    CAPTURE(name);
    CHECK(TakenAndTheSame("a &" + std::string(name) + ";b"));
  }
  CHECK(TakenAndTheSame("&lang;"));
  CHECK(TakenAndTheSame("&rang;"));
}

}  // namespace
