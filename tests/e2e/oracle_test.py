"""The filter of the rules against the slow way, every rule on every sentence, over a corpus."""

import json
import random
import subprocess
import sys
import tomllib
import unittest

from partners import PROGRAM, ROOT, Story

sys.path.insert(0, str(ROOT / "bench"))
import extract_bench  # noqa: E402

SENTENCES_OF_ARTICLE = 8


def samples(language):
    """The sentences that the shipped rules bring with them, those that must not match as well."""
    for path in sorted((ROOT / "rules" / "packs").glob("*.toml")):
        for rule in tomllib.loads(path.read_text()).get("rule", []):
            if rule["language"] == language:
                for sample in [*rule.get("yes", []), *rule.get("no", [])]:
                    yield sample if isinstance(sample, str) else sample["text"]


def mixed_articles():
    """Each sample three times, each time among other neighbours."""
    rng = random.Random(3)
    for language, joint in (("en", " "), ("zh", "")):
        sentences = list(samples(language)) * 3
        rng.shuffle(sentences)
        for number in range(0, len(sentences), SENTENCES_OF_ARTICLE):
            title, *text = sentences[number:number + SENTENCES_OF_ARTICLE]
            yield {"id": f"{language}-{number}", "language": language, "title": title,
                   "published": "2026-03-02T08:00:00Z", "text": joint.join(text)}


class TheSlowWay(Story):
    def extract(self, articles, *options):
        lines = "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
        done = subprocess.run([PROGRAM, "extract", "--format", "jsonl", *options, "-"],
                              input=lines.encode(), capture_output=True, timeout=240, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return done.stdout

    def assert_the_same(self, articles, facts_least):
        for scope in ((), ("--all",)):
            fast = self.extract(articles, *scope)
            self.assertGreater(fast.count(b"\n"), facts_least)
            self.assertEqual(fast, self.extract(articles, "--every-rule", *scope))

    def test_the_samples_of_all_rules_give_the_same_facts(self):
        articles = list(mixed_articles())
        self.assert_the_same(articles, facts_least=2 * len(articles))

    def test_articles_of_news_and_customs_give_the_same_facts(self):
        self.assert_the_same(list(extract_bench.articles(300)), facts_least=1000)


if __name__ == "__main__":
    unittest.main()
