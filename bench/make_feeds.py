#!/usr/bin/env python3
"""Write feeds to measure with: the same bytes for the same seed.

  make_feeds.py FOLDER [--feeds 200] [--seed 1]

FOLDER/feeds.tsv lists them: path, format, encoding, items, bytes. Of twenty feeds twelve are RSS
2.0, five Atom, two RSS 1.0 and one JSON Feed; of ten one is GBK and one ISO-8859-1. Two thirds of
the RSS 2.0 feeds have a summary and the whole text in CDATA, the others escaped HTML. The HTML is
that of news sites: paragraphs with emphasis and links, figures, lists, quotations, now and then a
table of figures.
"""
import argparse
import datetime
import email.utils
import html
import json
import pathlib
import random

FORMATS = ["rss2"] * 12 + ["atom"] * 5 + ["rdf"] * 2 + ["json"]
START = datetime.datetime(2026, 3, 2, 8, 0, tzinfo=datetime.timezone.utc)

ENGLISH = {
    "goods": ["gallium", "germanium", "antimony trioxide", "natural graphite", "terbium", "tungsten",
              "battery-grade lithium", "cobalt", "manganese ore", "magnesium ingots", "bismuth"],
    "places": ["Rotterdam", "Baotou", "Kalgoorlie", "Antofagasta", "Kolwezi", "Busan", "Durban"],
    "people": ["a smelter's buyer", "the port's agent", "a broker in Zürich", "the mine's owner",
               "an adviser to the exchange", "Señora Ibáñez of the chamber of mines"],
    "sentences": [
        "Warehouses in {place} held {tonnes} tonnes of {good} at the end of the week, {share} per cent less than before the holidays.",
        "{person} said that the price of {good} had risen to ${price} a kilogram, from ${less} in the autumn.",
        "Nobody at the terminal in {place} could say when the next vessel was due.",
        "The licence covers {tonnes} tonnes of {good} and lapses after {months} months.",
        "Customs at {place} cleared {tonnes} t of {good}, up {share}% on the year.",
        "The furnace, idle since the spring, will be lit again once the grid allows it.",
        "“We have sold what we can deliver,” {person} said, and would not go further.",
        "Deliveries to {place} take {months} weeks at present; rail would be quicker but is booked out.",
        "A duty of {share} per cent on {good} had been expected, but the gazette was silent on it.",
    ],
    "joint": " ",
    "figure": "The quay at {place}",
    "more": "Read on",
}
CHINESE = {
    "goods": ["镓", "锗", "三氧化二锑", "天然石墨", "氧化铽", "钨", "电池级锂盐", "钴", "锰矿", "镁锭", "铋"],
    "places": ["鹿特丹", "包头", "卡尔古利", "安托法加斯塔", "科卢韦齐", "釜山", "德班"],
    "people": ["一位冶炼厂采购人员", "港口代理", "矿山业主", "交易所顾问", "商会负责人"],
    "sentences": [
        "截至周末，{place}仓库{good}库存为{tonnes}吨，较节前减少{share}%。",
        "{person}称，{good}价格已由每公斤{less}美元涨至{price}美元。",
        "码头方面无人能够说明下一班船何时到港。",
        "该许可涵盖{tonnes}吨{good}，有效期{months}个月。",
        "{place}海关放行{good}{tonnes}吨，同比增长{share}%。",
        "停产已久的炉子将在电网允许后重新点火。",
        "“能交付的货都卖完了，”{person}说，不愿多谈。",
        "目前运往{place}需要{months}周，铁路更快，但舱位已满。",
        "市场原本预计对{good}加征{share}%关税，公报却只字未提。",
    ],
    "joint": "",
    "figure": "{place}码头",
    "more": "阅读全文",
}


def words(rng, language):
    return {
        "good": rng.choice(language["goods"]), "place": rng.choice(language["places"]),
        "person": rng.choice(language["people"]), "tonnes": f"{rng.uniform(3, 90000):,.1f}",
        "share": f"{rng.uniform(0.2, 88):.1f}", "price": f"{rng.uniform(2, 4000):,.2f}",
        "less": f"{rng.uniform(1, 2000):,.2f}", "months": rng.randint(2, 18),
    }


def sentences(rng, language, count):
    return [s[:1].upper() + s[1:] for s in
            (rng.choice(language["sentences"]).format(**words(rng, language)) for _ in range(count))]


def paragraph(rng, language):
    """One paragraph of HTML."""
    parts = [html.escape(s, quote=False) for s in sentences(rng, language, rng.randint(2, 5))]
    marked = rng.randrange(len(parts))
    form = rng.random()
    if form < 0.15:
        parts[marked] = f"<strong>{parts[marked]}</strong>"
    elif form < 0.3:
        parts[marked] = f'<a href="https://example.org/{rng.randrange(10**6)}?a=1&amp;b=2">{parts[marked]}</a>'
    elif form < 0.35:
        parts[marked] += "<br />"
    return language["joint"].join(parts)


def block(rng, language):
    """One block of an article's HTML."""
    form = rng.random()
    if form < 0.82:
        return f"<p>{paragraph(rng, language)}</p>\n"
    if form < 0.88:
        caption = language["figure"].format(**words(rng, language))
        return (f'<figure class="wp-block-image"><img src="https://example.org/{rng.randrange(10**6)}.jpg" '
                f'width="1024" height="683" alt="{caption}"/><figcaption>{caption}</figcaption></figure>\n')
    if form < 0.93:
        items = "".join(f"<li>{html.escape(s, quote=False)}</li>\n" for s in sentences(rng, language, 3))
        return f"<ul>\n{items}</ul>\n"
    if form < 0.96:
        return f"<blockquote><p>{paragraph(rng, language)}</p></blockquote>\n"
    if form < 0.98:
        return f"<h2>{rng.choice(language['goods'])}</h2>\n"
    rows = "".join(f"<tr><td>{good}</td><td>{rng.uniform(1, 900):.1f}</td><td>{rng.uniform(1, 900):.1f}</td></tr>\n"
                   for good in rng.sample(language["goods"], 5))
    return f"<table>\n<tbody>\n{rows}</tbody>\n</table>\n"


def items(rng, index, language, count):
    for number in range(count):
        blocks = [block(rng, language) for _ in range(rng.randint(3, 12))]
        link = f"https://feeds{index}.example.org/{number}?from=feed&n={number}"
        yield {
            "title": sentences(rng, language, 1)[0], "link": link,
            "when": START - datetime.timedelta(minutes=41 * number + rng.randrange(40)),
            "lead": " ".join(sentences(rng, language, 2)),
            "html": "".join(blocks) + f'<p><a href="{html.escape(link)}">{language["more"]}&hellip;</a></p>',
        }


def rss2(name, index, entries):
    out = ['<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
           'xmlns:dc="http://purl.org/dc/elements/1.1/">\n<channel>\n'
           f"<title>{name}</title>\n<link>https://feeds{index}.example.org/</link>\n"
           f"<description>{name}</description>\n<ttl>60</ttl>\n"]
    for e in entries:
        text = html.escape(e["html"], quote=False)
        if index % 3:
            body = (f"<description>{html.escape(html.escape(e['lead'], quote=False), quote=False)}</description>\n"
                    f"<content:encoded><![CDATA[{e['html']}]]></content:encoded>")
        else:
            body = f"<description>{text}</description>"
        link = html.escape(e["link"])
        out.append(f"<item>\n<title>{html.escape(e['title'], quote=False)}</title>\n<link>{link}</link>\n"
                   f'<guid isPermaLink="false">{link}</guid>\n<dc:creator>Desk</dc:creator>\n'
                   f"<pubDate>{email.utils.format_datetime(e['when'])}</pubDate>\n"
                   f"<category>minor metals</category>\n{body}\n</item>\n")
    return "".join(out) + "</channel>\n</rss>\n"


def rdf(name, index, entries):
    out = ['<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
           'xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
           f'<channel rdf:about="https://feeds{index}.example.org/"><title>{name}</title>'
           f"<link>https://feeds{index}.example.org/</link><description>{name}</description></channel>\n"]
    for e in entries:
        link = html.escape(e["link"])
        out.append(f'<item rdf:about="{link}"><title>{html.escape(e["title"], quote=False)}</title><link>{link}</link>'
                   f"<dc:date>{e['when'].isoformat()}</dc:date>"
                   f"<description>{html.escape(e['html'], quote=False)}</description></item>\n")
    return "".join(out) + "</rdf:RDF>\n"


def atom(name, index, entries):
    out = [f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{name}</title>'
           f'<id>https://feeds{index}.example.org/</id><link href="https://feeds{index}.example.org/"/>'
           f"<updated>{START.isoformat()}</updated>\n"]
    for e in entries:
        link = html.escape(e["link"])
        out.append(f'<entry><title>{html.escape(e["title"], quote=False)}</title><id>{link}</id><link href="{link}"/>'
                   f"<updated>{e['when'].isoformat()}</updated><author><name>Desk</name></author>"
                   f'<content type="html">{html.escape(e["html"], quote=False)}</content></entry>\n')
    return "".join(out) + "</feed>\n"


def json_feed(name, index, entries):
    return json.dumps({
        "version": "https://jsonfeed.org/version/1.1", "title": name,
        "home_page_url": f"https://feeds{index}.example.org/",
        "items": [{"id": e["link"], "url": e["link"], "title": e["title"], "content_html": e["html"],
                   "date_published": e["when"].isoformat()} for e in entries]}, ensure_ascii=False)


def feed(index, seed):
    """(format, encoding, items, bytes) of a feed."""
    rng = random.Random(f"{seed}/{index}")
    form = FORMATS[index % 20]
    encoding = "utf-8"
    if form != "json":
        encoding = {3: "gbk", 6: "iso-8859-1"}.get(index % 10, "utf-8")
    language = {"gbk": CHINESE, "iso-8859-1": ENGLISH}.get(encoding) or rng.choice([ENGLISH, ENGLISH, CHINESE])
    entries = list(items(rng, index, language, rng.randint(10, 50)))
    write = {"rss2": rss2, "atom": atom, "rdf": rdf, "json": json_feed}[form]
    text = write(f"Metals desk {index}", index, entries)
    if form != "json":
        text = f'<?xml version="1.0" encoding="{encoding}"?>\n' + text
    return form, encoding, len(entries), text.encode(encoding, "xmlcharrefreplace")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with open(arguments.folder / "feeds.tsv", "w", encoding="utf-8") as listing:
        for index in range(arguments.feeds):
            form, encoding, count, body = feed(index, arguments.seed)
            path = f"{index:05d}.{'json' if form == 'json' else 'xml'}"
            (arguments.folder / path).write_bytes(body)
            listing.write(f"{path}\t{form}\t{encoding}\t{count}\t{len(body)}\n")


if __name__ == "__main__":
    main()
