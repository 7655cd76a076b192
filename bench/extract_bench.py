#!/usr/bin/env python3
"""How fast facts are read out of articles, beside RE2 that only finds matches.

  extract_bench.py [FILE.jsonl] [--articles 4000] [--rounds 5] [--program build/release/lodewatch]

FILE holds articles as `lodewatch extract` takes them; without it, articles are made of the sentences
of make_feeds.py. Printed are medians of the rounds, in which all rows take turns: one core and two
with the shipped packs, the bare program (`bare_re2.cc`) with 600 rules, and lodewatch with 60, 600
and 6,000 further rules of a desk's making ("good … number", one for each good). The time to start the
program and load its packs is measured by itself and taken off.
"""
import argparse
import itertools
import json
import os
import pathlib
import random
import statistics
import subprocess
import tempfile
import time

import make_feeds

BUILD = pathlib.Path(__file__).resolve().parent.parent / "build" / "release"
FORMS = ["refined", "sintered", "smelted", "granular", "fused", "recycled", "crushed", "spherical",
         "anodised", "forged", "milled", "washed", "dried", "roasted", "leached", "electrolytic",
         "calcined", "bulk", "certified", "bagged", "ultrafine", "annealed", "coated", "sponge",
         "tempered", "pelletised", "hydrated", "precipitated", "flake", "industrial"]
GOODS = ["indium", "hafnium", "niobium", "tantalum", "rhenium", "selenium", "tellurium", "cadmium",
         "strontium", "barium", "beryllium", "rhodium", "iridium", "ruthenium", "osmium", "thorium",
         "scandium", "vanadium", "chromite", "ilmenite", "rutile", "zircon", "borax", "perlite",
         "kaolin", "talc", "bentonite", "gypsum", "pumice", "magnesite", "dolomite", "feldspar"]
STATES = ["", "sold ", "stored ", "shipped ", "offered ", "loaded ", "assayed "]
NUMBER = r"[0-9][0-9,]*(?:\.[0-9]+)?"
# What any desk looks for; most sentences of the articles hold one.
GENERAL = [
    rf"(?i)\b{NUMBER} ?(?:million |billion )?(?:tonnes|metric tons|tons|t)\b",
    rf"(?i)\b{NUMBER} ?(?:kg|kilograms|kilos|lb|pounds)\b", rf"(?i)\$ ?{NUMBER}(?: million| billion)?",
    rf"(?i)\b{NUMBER} (?:million |billion )?(?:yuan|euros|dollars|yen)\b",
    rf"(?i){NUMBER} ?(?:percent|per cent|%)", rf"(?i)(?:rose|fell|up|down|less|more)[^.\n]{{0,30}}{NUMBER}",
    r"(?i)\b(?:ministry|customs|commission)\b[^.\n]{0,60}(?:controls?|duty|tariff|licen[cs]e)",
    rf"(?i)\b(?:licence|permit|quota)[^.\n]{{0,40}}{NUMBER}", rf"(?i)\bexport(?:s|ed)?[^.\n]{{0,60}}{NUMBER}",
    rf"(?i)\bimport(?:s|ed)?[^.\n]{{0,60}}{NUMBER}", rf"{NUMBER}(?:万|亿)?(?:吨|千克|公斤)",
    rf"{NUMBER}(?:万|亿)?(?:元|美元)", rf"(?:同比|环比)?(?:增长|下降|减少|上涨|下跌){NUMBER}%", rf"每公斤{NUMBER}美元",
    r"(?:海关|商务部)[^。\n]{0,30}(?:许可|管制|放行)",
]


def articles(count):
    rng = random.Random(1)
    for number in range(count):
        language, code = rng.choice([(make_feeds.ENGLISH, "en"), (make_feeds.CHINESE, "zh")])
        text = "\n\n".join(language["joint"].join(make_feeds.sentences(rng, language, 4))
                           for _ in range(4))
        yield {"id": f"a{number}", "language": code, "published": "2026-03-02T08:00:00Z",
               "title": make_feeds.sentences(rng, language, 1)[0], "text": text}


def names(count):
    every = (f"{state}{form} {good}" for state in STATES
             for form, good in itertools.product(FORMS, GOODS))
    return list(itertools.islice(every, count))


def pack(count):
    return "".join(
        f"[[rule]]\nid = \"r{number}\"\nlanguage = \"en\"\n"
        f"match = '{name}\\b[^.\\n]{{0,60}} {{quantity}}'\n"
        "gives = [{ kind = \"quantity\", subject = \"tin\", flow = \"stock\" }]\n"
        f"yes = [{{ text = \"There is {name} of 5 tonnes.\", gives = [\"quantity 5 t\"] }}]\n"
        for number, name in enumerate(names(count)))


def run(command, cores):
    """Seconds of wall time and KiB at most."""
    start = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL,
                          preexec_fn=lambda: os.sched_setaffinity(0, cores)) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return time.monotonic() - start, usage.ru_maxrss


def main():
    options = argparse.ArgumentParser(description=__doc__,
                                      formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", nargs="?", type=pathlib.Path)
    options.add_argument("--articles", type=int, default=4000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--program", type=pathlib.Path, default=BUILD / "lodewatch")
    given = options.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        source = given.file
        if source is None:
            source = folder / "articles.jsonl"
            source.write_text("".join(json.dumps(a, ensure_ascii=False) + "\n"
                                      for a in articles(given.articles)))
        documents = [json.loads(line) for line in source.open()]
        megabytes = sum(len((d.get("title", "") + d["text"]).encode()) for d in documents) / 1e6
        (folder / "articles.txt").write_text("".join(
            (d.get("title", "") + ". " + d["text"]).replace("\n", " ") + "\n" for d in documents))
        empty = folder / "empty.jsonl"
        empty.write_text(json.dumps({"id": "none", "text": "."}) + "\n")
        (folder / "rules").write_text("".join(f"{rule}\n" for rule in GENERAL) + "".join(
            f"(?i)\\b{name}\\b[^.\\n]{{0,60}}[0-9][0-9,]*(?:\\.[0-9]+)? ?(?:tonnes|t|kg)\\b\n"
            for name in names(600 - len(GENERAL))))
        rows = {"shipped packs, one core": (cores[:1], []), "shipped packs, two cores": (cores[:2], [])}
        for count in (60, 600, 6000):
            (folder / f"desk{count}.toml").write_text(pack(count))
            rows[f"and {count} rules, one core"] = (
                cores[:1], ["--packs", f"trade,world,policy,rare-earths,{folder}/desk{count}.toml"])
        seconds = {name: [] for name in rows}
        memory = {}
        bare = []
        for _ in range(given.rounds):
            for name, (on, packs) in rows.items():
                command = [given.program, "extract", "--format", "jsonl", *packs]
                start, _ = run([*command, empty], on)
                whole, memory[name] = run([*command, source], on)
                seconds[name].append(whole - start)
            printed = subprocess.run([given.program.parent / "bench" / "bare_re2", folder / "rules",
                                      folder / "articles.txt"], check=True, capture_output=True,
                                     text=True, preexec_fn=lambda: os.sched_setaffinity(0, cores[:1]))
            bare.append(float(printed.stdout.split()[0]))
    yardstick = statistics.median(bare)
    print(f"{len(documents)} articles, {megabytes:.1f} MB; medians of {given.rounds} rounds")
    print(f"{'':32}{'s':>8}{'MB/s':>8}{'of bare':>9}{'MiB':>6}")
    print(f"{'bare RE2, 600 rules, one core':32}{yardstick:8.3f}{megabytes / yardstick:8.1f}")
    for name, runs in seconds.items():
        taken = statistics.median(runs)
        print(f"{name:32}{taken:8.3f}{megabytes / taken:8.1f}{yardstick / taken:9.2f}"
              f"{memory[name] / 1024:6.0f}")


if __name__ == "__main__":
    main()
