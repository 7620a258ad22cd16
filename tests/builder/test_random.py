"""Random Dockerfiles of commands that come close to a copy: a fix offered as safe never breaks or changes a build.

The seed is fixed, so that a failure can be had again; another seed or count is a matter of a line.
"""

import random
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import pytest
from layerwise.context.memory import File, Folder, Link

from builder.builder import Builder, differences
from builder.contexts import Files, lay
from builder.product import Subject, offered
from builder.projects.node import NODE, WORKSPACE, YARN
from builder.projects.python import FLASK

pytestmark = pytest.mark.builder

_SEED = "layerwise"
_BUILDS = 25  # Dockerfiles with a safe fix, each built before and after it
_MOST_TRIED = 400

_PROJECTS = (
    ("python:3.11-slim", FLASK, "pip install -r requirements.txt"),
    ("python:3.11-slim", FLASK, "pip install -r ./requirements.txt && cat app.py > /seen"),
    ("node:22", NODE, "npm ci"),
    ("node:22", NODE, "npm ci && npm run build"),
    ("node:22", YARN, "yarn install --frozen-lockfile"),
    ("node:22", WORKSPACE, "npm ci && ls packages > /seen"),
)
_COPIES = (
    *("COPY . $D", "COPY . $D/", "ADD . $D", 'COPY [".", "$D/"]', "COPY --chown=app . $D"),
    *("COPY --chmod=777 . $D", "COPY --chown=1001:1001 . $D"),
)
_COMMANDS = (
    *("touch mark", "touch gen/x", "echo 1 > gen/v", "mkdir -p logs/x", "mkdir gen/q", "chmod -x run.sh"),
    *(
        "chown app gen",
        "chown -R app .",
        "test -f Makefile && touch /found",
        "[ -d gen ]",
        "cp run.sh /bin/r",
    ),
    *("mv notes.md gen", "ln -s gen g2", "ln -sf /etc/passwd run.sh", "rm -f notes.md", "rm -rf gen"),
    *("sed -i s/k/j/ gen/keep", "echo * > /names", "ls > /names", "cat */keep > /k", "cd gen && pwd > /pwd"),
    *("cd gen; cd ..; true", "tar cf - gen | tar xf - -C /tmp", "echo x | tee -a run.sh", "./run.sh", "true"),
    *("for f in *.md; do echo $f >> /names; done", "find . -name '*.md' -delete", "umask 077 && touch x77"),
    *(
        "cp -t . /etc/passwd",
        "{ echo a; echo b; } > notes.md",
        "md5sum Makefile > /sum",
        "echo a > /etc/motd",
    ),
    *(
        "if [ -e gen/keep ]; then echo y > /kk; fi",
        "stat -c %a gen > /mode",
        "awk '{print > \"n\"}' Makefile",
    ),
    *("sed -i s/1001/2000/ /etc/passwd", "mkdir new && cd new && touch y", "grep -r k > /hits || true"),
)
_OTHERS = (
    *(
        "ENV A=b",
        "ENV D=/other",
        "ARG Z=1",
        "LABEL a=b",
        "WORKDIR gen",
        "# a comment",
        "USER app",
        "USER root",
    ),
    *("COPY notes.md gen/", "COPY gen /opt/gen", "COPY run.sh /usr/local/bin/", "EXPOSE 80", "WORKDIR /opt"),
)


def test_safe_fixes_keep_the_image(builders: list[Builder], tmp_path: Path) -> None:
    """Where the original builds, the fixed Dockerfile builds too, to an image with the same files."""
    chosen = random.Random(_SEED)  # noqa: S311 - nothing is secret
    tried = enumerate(_subject(chosen) for _ in range(_MOST_TRIED))
    pairs = ((tmp_path / str(number), one, offered(one).applied_to(one)) for number, one in tried)
    fixable = ((folder, before, after) for folder, before, after in pairs if after is not None)
    built = 0
    with ThreadPoolExecutor(len(builders)) as pool:
        while built < _BUILDS:
            some = list(islice(fixable, len(builders)))
            assert some, f"only {built} of {_MOST_TRIED} Dockerfiles could be built and fixed"
            built += sum(pool.map(_is_kept, builders, some))


def _is_kept(builder: Builder, pair: tuple[Path, Subject, Subject]) -> bool:
    """Whether the original builds; that the fixed one then does too, to the same image, is asserted."""
    folder, before, after = pair
    folder.mkdir()
    original = builder.build(lay(folder / "before", before.files), before.dockerfile)
    if original.image is None:
        return False
    fixed = builder.build(lay(folder / "after", after.files), after.dockerfile)

    assert fixed.image is not None, f"{before.dockerfile}\n{after.dockerfile}\n{fixed.failed}"
    found = differences(builder.files(original.image), builder.files(fixed.image))
    assert found == {}, f"{before.dockerfile}\n{after.dockerfile}"
    return True


def _subject(chosen: random.Random) -> Subject:
    base, project, install = chosen.choice(_PROJECTS)
    below = chosen.choice(("", "web/"))
    root = chosen.choice(("/app", "/srv/x", "/usr/src/app", "/home/app"))
    lines = [f"FROM {base}", f"ENV D={root}"]
    if chosen.random() < 0.2:
        lines.append(f"RUN mkdir -p {root}/gen && chown -R app {root}")
    lines += chosen.sample([f"WORKDIR {root}", chosen.choice(_COPIES)], 2)
    for _ in range(chosen.choice((0, 1, 1, 2))):
        lines.append(chosen.choice([f"RUN {command}" for command in _COMMANDS] + list(_OTHERS)))
    lines += chosen.choice(
        ([f"RUN cd {root}/{below} && {install}"], [f"WORKDIR {root}/{below}", f"RUN {install}"])
    )
    return Subject("\n".join(lines) + "\n", _files(chosen, project, below), {})


def _files(chosen: random.Random, project: Files, below: str) -> Files:
    files = {f"{below}{name}": item for name, item in project.items()}
    files |= {
        "gen": Folder(chosen.choice((0o755, 0o777, 0o2775))),
        "gen/keep": "k\n",
        "run.sh": File("#!/bin/busybox sh\necho hi\n", chosen.choice((0o755, 0o644))),
        "Makefile": "all:\n",
        "notes.md": "n\n",
        "a b.txt": "with a blank\n",
    }
    if below:
        files["web"] = Folder(chosen.choice((0o755, 0o777, 0o700)))
    if chosen.random() < 0.2:
        files["link"] = Link(chosen.choice(("gen", "nowhere", "/etc")))
    if chosen.random() < 0.2:
        files[".dockerignore"] = chosen.choice(("*.txt\n!requirements.txt\n", "**/keep\n"))
    return files
