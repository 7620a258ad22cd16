"""Checks many checkouts on Dask: one JSON line for each Dockerfile, as soon as its checkout is done.

    pip install layerwise distributed
    python fleet.py --workers 8 checkouts/* > findings.jsonl
    python fleet.py --scheduler tcp://scheduler:8786 /shared/checkouts/* > findings.jsonl

Each line is one of `layerwise check --format jsonl` with the checkout's name added. A checkout that cannot be
checked costs its own line, which then has an `error`. A summary goes to standard error.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator

from distributed import Client, LocalCluster, as_completed

SECONDS = 600  # for one checkout, however large


def check(checkout: str) -> list[dict[str, object]]:
    """What `layerwise check` says of each Dockerfile of a checkout; this is what the workers run."""
    command = [sys.executable, "-I", "-m", "layerwise", "check", "--exit-zero", "--jobs", "1"]
    command += ["--format", "jsonl", checkout]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        files = [json.loads(line) for line in done.stdout.splitlines()]
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        return [{"checkout": checkout, "error": str(error)}]
    if done.returncode != 0 and not any(file["error"] for file in files):
        files.append({"error": done.stderr.strip()})
    return [{"checkout": checkout, **file} for file in files]


def checked(client: Client, checkouts: list[str]) -> Iterator[list[dict[str, object]]]:
    """The answers as they come, in any order; a worker that dies costs the checkout that it was at."""
    futures = {client.submit(check, checkout, pure=False): checkout for checkout in checkouts}
    for future in as_completed(futures):
        if future.status == "finished":
            yield future.result()
        else:
            yield [{"checkout": futures[future], "error": f"its worker ended: {future.exception()}"}]
        future.release()


def main() -> int:
    """Check what the command line names; the exit code is 2 if something could not be checked."""
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=layout)
    parser.add_argument("checkouts", nargs="+", metavar="CHECKOUT")
    parser.add_argument("--workers", type=int, help="local processes; default: one for each core")
    parser.add_argument("--scheduler", help="the address of a cluster that is there already")
    given = parser.parse_args()
    if given.scheduler:
        cluster = None
    else:
        cluster = LocalCluster(n_workers=given.workers, threads_per_worker=1, dashboard_address=None)
    started, files, findings, errors = time.monotonic(), 0, 0, 0
    with Client(given.scheduler or cluster) as client:
        for answer in checked(client, given.checkouts):
            for one in answer:
                print(json.dumps(one), flush=True)
                files += "path" in one
                findings += len(one.get("findings", ()))
                errors += one["error"] is not None
    if cluster is not None:
        cluster.close()
    seconds = time.monotonic() - started
    sys.stderr.write(
        f"{len(given.checkouts)} checkouts, {files} Dockerfiles, {findings} findings, {errors} errors "
        f"in {seconds:.1f} s: {len(given.checkouts) / seconds:.1f} checkouts/s\n"
    )
    return 2 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
