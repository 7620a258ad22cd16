"""Dockerfiles by the thousand for the properties of the split: copies, installs, and what stands between."""

from checking import history_of
from hypothesis import strategies as st

_LOCK = '{"lockfileVersion": 3, "packages": {"": {"name": "a"}}}'
FILES = {
    "requirements.txt": "-r more/base.txt\nflask\n",
    "more/base.txt": "six\n",
    "package.json": '{"name": "a"}',
    "package-lock.json": _LOCK,
    "go.mod": "module example.com/a\n\ngo 1.23\n",
    "src/app.py": "1\n",
    "src/deep/one.py": "1\n",
    "web/package.json": '{"name": "a"}',
    "web/package-lock.json": _LOCK,
    "web/index.js": "1\n",
    "prepare.sh": "echo\n",
    ".env.example": "A=1\n",
}
HISTORY = history_of(
    "9 * src/app.py prepare.sh\n6 * package.json package-lock.json\n4 * web/index.js .env.example\nrequirements.txt\n"
)
COPIES = (
    *(
        "COPY . .",
        "COPY . /app",
        "ADD . ./",
        "COPY --chown=1001 . .",
        'COPY [".", "/app/"]',
        "copy src ./src",
    ),
    *(
        "COPY package.json src/app.py ./",
        "COPY web/ ./web",
        "COPY --from=source /all .",
        "COPY ${WHERE:-.} .",
    ),
    *("COPY --link . .", "COPY --exclude=web . .", "COPY *.json ./", "COPY --chmod=755 src /app/src"),
    *("COPY --chown=1001 src /data/src", "COPY requirements.txt /data/", "COPY --chown=1001 . /srv/app"),
    *("COPY more/ /data/", "COPY --chown=1001 more/ /srv/app/", "COPY --chown=1001 web /srv/app/src"),
    *("COPY --from=source /all/web ./web", "COPY --from=docker:cli /usr/local/bin/docker /usr/local/bin/"),
)
INSTALLS = (
    *("RUN pip install -r requirements.txt", "RUN npm ci", "RUN cd web && npm ci", "RUN go mod download"),
    *("RUN npm ci && npm run build", "RUN npm install", "RUN pip install flask", "RUN npm ci || true"),
    *("RUN set -e; cd web; npm ci; npm run build", "RUN <<EOF\nset -e\nnpm ci\nnpm run build\nEOF"),
    *("RUN --mount=type=cache,target=/root/.npm npm ci && chmod +x prepare.sh", "RUN npm ci; npm test"),
    "RUN pip install -r requirements.txt && npm ci && go mod download",
    *("RUN pip install -r /data/requirements.txt", "RUN cd /data && npm ci --prefix /app && touch ready"),
    *("RUN pip install -r /data/base.txt", "RUN pip install --target /srv/app/lib six"),
)
BETWEEN = (
    *("WORKDIR /app/web", "ENV A=b", "RUN chown -R 1001 /app", "RUN apt-get update", "RUN ./prepare.sh"),
    *("RUN mkdir -p /app/logs", "USER 1001", "RUN rm -rf web", "LABEL a=b", "# a comment", "", "RUN make"),
    *("RUN sed -i s/a/b/ package.json", "RUN touch /app/marker", "FROM build AS next", "EXPOSE 80"),
    *(
        "RUN chmod +x prepare.sh",
        "RUN cp .env.example .env",
        "RUN ln -s /app/src /src",
        "ARG REV",
        "VOLUME /v",
    ),
    *(
        "RUN cp -r src /opt/src && rm -rf src",
        "RUN echo done > /app/done",
        "RUN useradd -m app",
        "WORKDIR /app",
    ),
    *("RUN chmod +x prepare.sh && mkdir -p /data/up", "RUN touch /data/ready", "RUN mkdir /srv/app/logs"),
    "RUN install -D prepare.sh /data/bin/prepare && chmod +x prepare.sh",
    *(
        "RUN cp prepare.sh /usr/local/bin/prepare",
        "RUN useradd -m web && chown web prepare.sh",
        "WORKDIR /data",
    ),
    *("FROM build AS other", "FROM next AS last", 'SHELL ["/bin/bash", "-ec"]', "RUN mv web site"),
)
HEAD = "FROM alpine AS source\nCOPY . /all\nFROM node:22 AS build\nARG WHERE\nWORKDIR /app\n"

dockerfiles = st.lists(st.sampled_from(COPIES + INSTALLS + BETWEEN), min_size=2, max_size=9).map(
    lambda lines: HEAD + "".join(f"{line}\n" for line in lines)
)
"""Any order of lines, sensible or not."""

sensible = st.tuples(
    st.lists(st.sampled_from(COPIES), min_size=1, max_size=2),
    st.lists(st.sampled_from(BETWEEN), max_size=3),
    st.lists(st.sampled_from(INSTALLS), min_size=1, max_size=3),
    st.lists(st.sampled_from(BETWEEN + COPIES), max_size=3),
).map(lambda groups: HEAD + "".join(f"{line}\n" for group in groups for line in group))
"""Copies, then other steps, then installs: where there is something to lift."""
