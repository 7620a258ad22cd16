"""Build logs of every kind, and what git tells of commits: the first line says which."""

from layerwise.buildlog.read import read_log
from layerwise.cache.figures import busiest, figures
from layerwise.history.log import History, parse_log
from layerwise.logged import read_onto
from layerwise.split.groups import copy_of
from planning import planned

from fuzz.target import text_of

WORDS = (
    *(
        "#1 [internal] load build definition from Dockerfile\n",
        "#2 [a 1/3] FROM b\n",
        "#3 CACHED\n",
        "#3 DONE 0.1s\n",
        "ERROR: ",
    ),
    *(
        "STEP 1/3: FROM a\n",
        "Step 1/3 : FROM a\n",
        " ---> Using cache\n",
        " => [1/2] ",
        " => CACHED ",
        "0.0s\n",
        "\x1b[1A",
        "\x1b[2K",
    ),
    *(
        '{"vertexes":[{"digest":"a","name":"',
        '"started":"2026-01-01T00:00:00Z"',
        '"cached":true',
        "2026-01-01T00:00:00.1Z ",
        "##[group]",
    ),
    *(
        "\x01",
        "\0",
        "\r",
        "\n",
        "web  | ",
        "job\tstep\t",
        "[+] Building 1.0s (3/3) FINISHED\n",
        "COMMIT a\n",
        "importing cache manifest from ",
    ),
)
SEEDS = (
    "log\n#1 [internal] load build definition from Dockerfile\n#1 DONE 0.0s\n\n#4 [1/2] FROM node\n#4 CACHED\n\n#5 [2/2] COPY . .\n#5 0.12 x\n#5 DONE 0.3s\n",
    "log\nSTEP 1/2: FROM node\nSTEP 2/2: COPY . .\n--> Using cache a\nCOMMIT b\n",
    "log\nSending build context\nStep 1/2 : FROM node\n ---> a\nStep 2/2 : COPY . .\n ---> Using cache\nSuccessfully built b\n",
    "log\n[+] Building 1.2s (3/3) FINISHED\n => [internal] load build definition   0.0s\n => CACHED [1/2] FROM node   0.0s\n => [2/2] COPY . .   1.1s\n",
    'log\n{"vertexes":[{"digest":"a","name":"[1/2] FROM node","started":"2026-01-01T00:00:00Z","completed":"2026-01-01T00:00:01.5Z","cached":true}]}\n',
    "git\n\x01a\0\npackage.json\0src/b\0\x01c\0\nd\0",
)  # fmt: skip
_PLAN = planned(
    "FROM node; WORKDIR /app; COPY . .; RUN npm ci; COPY src ./", {"package.json": "{}", "src/b": "c"}
)


def run(data: bytes) -> None:
    """Read the log, and lay it onto a plan."""
    kind, _, text = text_of(data).partition("\n")
    if kind == "git":
        history = History(parse_log(text), is_whole=True)
        figures(_PLAN, history)
        for stage in _PLAN.stages:
            for step in stage.steps:
                copy = copy_of(step)
                if copy is not None:
                    busiest(copy, history)
        return
    builds = read_log(text)
    read_onto(_PLAN, builds)
