#!/usr/bin/env python3
"""Poll many feeds from an nginx on this machine, beside a bare loop over libcurl.

  poll_bench.py DATA [--sources 1000] [--rounds 3] [--small] [--program build/release/lodewatch]
                [--idle SECONDS]

DATA/feeds.tsv lists the feeds (make_feeds.py writes them); where there are fewer than sources, they
are asked again under other URLs, so that each source has one of its own. --small: not those, but as
many feeds as sources with one item each. A round is, in turn: the
bare loop cold, lodewatch cold (an empty timeline), the bare loop warm, lodewatch warm (all answer
304); sfeed_update, where installed, cold. Printed are medians, lodewatch's own division of its time
and its greatest memory. --idle SECONDS: then `lodewatch run` with that many sources, none due, and
what memory and processor time it takes.
"""
import argparse
import email.utils
import json
import os
import pathlib
import re
import shutil
import socket
import statistics
import subprocess
import tempfile
import time

BUILD = pathlib.Path(__file__).resolve().parents[1] / "build" / "release"
CONNECTIONS = 100

NGINX = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log error;
events {{ worker_connections 4096; }}
http {{
  access_log off; sendfile on; tcp_nopush on; etag on; keepalive_requests 1000000;
  open_file_cache max=20000 inactive=600s;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port} backlog=4096; root {data}; rewrite ^/[0-9]+/(.*)$ /$1 break; }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_nginx(folder, data):
    port = free_port()
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, data=data, port=port))
    server = subprocess.Popen(["/usr/sbin/nginx", "-p", folder, "-c", folder / "nginx.conf"])
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return server, port
        except OSError:
            time.sleep(0.05)
    server.terminate()
    raise SystemExit("nginx does not answer")


SMALL_FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Wire {n}</title><link>https://wire{n}.example.org/</link>
<item><title>Antimony cargo {n}</title><guid>wire-{n}</guid><pubDate>{date}</pubDate>
<description>The port cleared {tonnes} tonnes of antimony in June, {share} % more than a year
earlier, an agent said.</description></item></channel></rss>
"""


def write_small_feeds(folder, count):
    (folder / "small").mkdir()
    date = email.utils.formatdate()
    for n in range(count):
        (folder / "small" / f"{n}.xml").write_text(
            SMALL_FEED.format(n=n, date=date, tonnes=n % 977 + 3, share=n % 83 + 1))
    (folder / "feeds.tsv").write_text("".join(f"small/{n}.xml\n" for n in range(count)))
    return folder


def write_lists(folder, data, port, count):
    paths = [line.split("\t")[0] for line in (data / "feeds.tsv").read_text().splitlines()]
    urls = [f"http://127.0.0.1:{port}/{i // len(paths)}/{paths[i % len(paths)]}"
            for i in range(count)]
    (folder / "urls").write_text("\n".join(urls) + "\n")
    fetch = (f"[fetch]\nconnections_max = {CONNECTIONS}\nconnections_per_host_max = {CONNECTIONS}\n")
    sources = [f'[[source]]\nid = "s{i}"\nkind = "feed"\nurl = "{url}"\nallow_private = true\n'
               for i, url in enumerate(urls)]
    (folder / "lodewatch.toml").write_text(fetch + "\n".join(sources))
    calls = "".join(f"feed 'f{i}' '{url}'\n" for i, url in enumerate(urls))
    (folder / "sfeedrc").write_text(
        f'sfeedpath="{folder}/sfeed"\nmaxjobs=16\nfeeds() {{\n{calls}}}\n')


def measure(command, **more):
    """Wall and processor seconds, KiB at most, and what was printed."""
    start = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          **more) as process:
        text = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}:\n{text[-2000:]}")
    return {"wall": time.monotonic() - start, "cpu": usage.ru_utime + usage.ru_stime,
            "rss": usage.ru_maxrss, "text": text}


def run_round(folder, program, results):
    def note(name, figures):
        results.setdefault(name, []).append(figures)

    def bare(mode):
        loop = measure([BUILD / "bench" / "bare_curl", folder / "urls", str(CONNECTIONS), mode])
        loop["wall"] = json.loads(loop["text"])["sec"]
        note(f"bare loop, {mode}", loop)

    def poll(mode):
        whole = measure([program, "poll", "--config", folder / "lodewatch.toml",
                         "--state", folder / "state", "--timings"])
        round_alone = float(re.search(r"^([0-9.]+) s in all", whole["text"], re.M)[1])
        note(f"lodewatch, {mode}", {**whole, "wall": round_alone, "process": whole["wall"]})

    shutil.rmtree(folder / "state", ignore_errors=True)
    bare("cold")
    poll("cold")
    bare("warm")
    poll("warm")
    if shutil.which("sfeed_update"):
        shutil.rmtree(folder / "sfeed", ignore_errors=True)
        note("sfeed_update, cold", measure(["sfeed_update", folder / "sfeedrc"]))


def print_results(results):
    print(f"{'':24}{'wall s':>10}{'CPU s':>10}{'MiB':>8}")
    for name, runs in results.items():
        def median(key, runs=runs):
            return statistics.median(run[key] for run in runs)
        print(f"{name:24}{median('wall'):10.3f}{median('cpu'):10.2f}{max(r['rss'] for r in runs) / 1024:8.0f}")
    for mode in ("cold", "warm"):
        told = results[f"lodewatch, {mode}"][-1]["text"].splitlines()
        print(f"\nlodewatch, {mode}, the last round:")
        print("\n".join("  " + line for line in told[-3:]))

    def ratio(one, other, key="wall"):
        pairs = zip(results[one], results[other])
        return statistics.median(a["wall"] / b[key] for a, b in pairs)

    whole = 1 / ratio("bare loop, warm", "lodewatch, warm", "process")
    print(f"\nwarm: {ratio('lodewatch, warm', 'bare loop, warm'):.2f} times the bare loop; "
          f"{whole:.2f} with the start of the process (config, rules, timeline)")
    if "sfeed_update, cold" in results:
        faster = ratio("sfeed_update, cold", "lodewatch, cold", "process")
        print(f"cold: {faster:.2f} times as fast as sfeed_update")


def idle(folder, program, seconds):
    """None of the sources is due: each has just been asked."""
    environment = {key: value for key, value in os.environ.items() if key != "NOTIFY_SOCKET"}
    with subprocess.Popen([program, "run", "--config", folder / "lodewatch.toml", "--state",
                           folder / "state"], env=environment, stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:
        try:
            time.sleep(5)

            def ticks():
                fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")")[1].split()
                return int(fields[11]) + int(fields[12])
            before = ticks()
            time.sleep(seconds)
            share = (ticks() - before) / os.sysconf("SC_CLK_TCK") / seconds
            status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
            memory = int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024
        finally:
            process.terminate()
    print(f"\nidle: {memory:.0f} MiB, {share * 100:.3f} % of a core in {seconds} s")


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=pathlib.Path)
    options.add_argument("--sources", type=int, default=1000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--small", action="store_true")
    options.add_argument("--program", type=pathlib.Path, default=BUILD / "lodewatch")
    options.add_argument("--idle", type=int, default=0, metavar="SECONDS")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        folder.chmod(0o755)  # started by root, nginx reads as another user
        data = write_small_feeds(folder, given.sources) if given.small else given.data.resolve()
        server, port = start_nginx(folder, data)
        try:
            write_lists(folder, data, port, given.sources)
            results = {}
            for _ in range(given.rounds):
                run_round(folder, given.program, results)
            print(f"{given.sources} sources, medians of {given.rounds} rounds")
            print_results(results)
            if given.idle:
                idle(folder, given.program, given.idle)
        finally:
            server.terminate()
            server.wait(10)


if __name__ == "__main__":
    main()
