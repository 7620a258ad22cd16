"""Images of Node, Bun and Deno, and of browsers that tests drive with them."""

from layerwise.cache.images.entry import Entry, first

_NODE = "NODE_VERSION YARN_VERSION NPM_VERSION"
_NODE_HOMES = {"node": "/home/node", "1000": "/home/node"}
_ONBUILD = "nodejs/docker-node %s/onbuild/Dockerfile"
_COPY_MANIFEST = "COPY package.json /usr/src/app/"
_COPY_ALL = "COPY . /usr/src/app"
_STRICT = ("/bin/bash", "-o", "errexit", "-o", "nounset", "-o", "pipefail", "-c")
_MODE = ("ARG NODE_ENV", "ENV NODE_ENV $NODE_ENV")
_CLEAN = (*_MODE, _COPY_MANIFEST, "RUN npm install && npm cache clean --force", _COPY_ALL)
_CLEAN_MILDLY = (*_MODE, _COPY_MANIFEST, "RUN npm install && npm cache clean", _COPY_ALL)


def _onbuild(version: str, tags: str, *triggers: str) -> Entry:
    return Entry(
        names="node",
        source=_ONBUILD % version,
        tags=f"{tags}onbuild",
        cwd="/usr/src/app",
        sets=f"{_NODE} NPM_CONFIG_LOGLEVEL",
        triggers=triggers,
    )


JAVASCRIPT = (
    _onbuild("8", r"((4|6|7|8|9|4\.[89]|6\.1\d|7\.10|8\.\d+|9\.\d+)(\.\d+)?-)?", *_CLEAN),
    _onbuild("6.9", r"(4\.7|6\.9|7\.[4-9])(\.\d+)?-", *_CLEAN_MILDLY),
    _onbuild(
        "0.12",
        r"(0\.10|0\.12|(4\.[56]|6\.[678]|7\.[0-3])(\.\d+)?)-",
        *(*_MODE, _COPY_MANIFEST, "RUN npm install", _COPY_ALL),
    ),
    _onbuild("5.12", ".*", _COPY_MANIFEST, "RUN npm install", _COPY_ALL),
    # The user came in May 2016, the quiet npm went in October 2017.
    Entry(
        names="node",
        source="nodejs/docker-node 8.0/Dockerfile",
        tags=r"(0|4|5|6\.[012])(\..*)?(-.*)?",
        sets=f"{_NODE} NPM_CONFIG_LOGLEVEL",
    ),
    Entry(
        names="node",
        source="nodejs/docker-node 8.0/Dockerfile",
        tags=r"(6|7|8)(\..*)?(-.*)?",
        sets=f"{_NODE} NPM_CONFIG_LOGLEVEL",
        homes=_NODE_HOMES,
    ),
    Entry(names="node", source="nodejs/docker-node 24/trixie/Dockerfile", sets=_NODE, homes=_NODE_HOMES),
    Entry(
        names="mhart/alpine-node",
        source="mhart/alpine-node Dockerfile",
        tags=r"(?!.*onbuild).*",
        sets="VERSION NPM_VERSION YARN_VERSION CONFIG_FLAGS DEL_PKGS RM_DIRS NODE_PREFIX",
    ),
    Entry(
        names="keymetrics/pm2",
        source="keymetrics/docker-pm2 tags/18/alpine/Dockerfile",
        sets=f"{_NODE} NPM_CONFIG_LOGLEVEL",
    ),
    Entry(
        names="ghost",
        source="docker-library/ghost 6/bookworm/Dockerfile",
        tags=r"(?!0\.).*",
        cwd="/var/lib/ghost",
        environment={"NODE_ENV": "production", "GHOST_INSTALL": "/var/lib/ghost"},
        sets=f"{_NODE} NPM_CONFIG_LOGLEVEL GHOST_CONTENT GHOST_VERSION GHOST_CLI_VERSION GOSU_VERSION",
        homes=_NODE_HOMES,
    ),
    Entry(
        names="oven/bun",
        source="oven-sh/bun dockerhub/distroless/Dockerfile",
        tags=r"(.*-)?distroless",
        path=None,
        sets="BUN_RUNTIME_TRANSPILER_CACHE_PATH BUN_INSTALL_BIN SSL_CERT_FILE",
    ),
    Entry(
        names="oven/bun",
        source="oven-sh/bun dockerhub/debian/Dockerfile, dockerhub/alpine/Dockerfile",
        cwd="/home/bun/app",
        path=None,  # a folder with a stand-in for node was added in 2023
        sets="BUN_RUNTIME_TRANSPILER_CACHE_PATH BUN_INSTALL_BIN",
        homes={"bun": "/home/bun", "1000": "/home/bun"},
    ),
    Entry(
        names="denoland/deno",
        source="denoland/deno_docker debian.dockerfile, alpine.dockerfile, distroless.dockerfile",
        tags=r"(?!bin).*",
        path=None,
        environment={"DENO_DIR": "/deno-dir/", "DENO_INSTALL_ROOT": "/usr/local"},
        sets="DENO_VERSION DENO_USE_CGROUPS LD_LIBRARY_PATH SSL_CERT_FILE LANG",
        homes={"deno": "/home/deno"},
    ),
    Entry(
        names="mcr.microsoft.com/playwright mcr.microsoft.com/playwright/python",
        source="microsoft/playwright utils/docker/Dockerfile.noble",
        environment={"PLAYWRIGHT_BROWSERS_PATH": "/ms-playwright"},
        sets="LANG LC_ALL",
        homes={"pwuser": "/home/pwuser"},
    ),
    Entry(
        names="mcr.microsoft.com/devcontainers/javascript-node mcr.microsoft.com/devcontainers/typescript-node",
        source="devcontainers/images src/javascript-node/.devcontainer/Dockerfile",
        path=None,
        sets=f"{_NODE} NVM_DIR NVM_SYMLINK_CURRENT",
        homes=_NODE_HOMES,
    ),
    Entry(
        names="bitnami/node",
        source="bitnami/containers bitnami/node/22/debian-12/Dockerfile",
        tags=r"latest|2[0-9](\..*)?(-.*)?",
        cwd="/app",
        path=first("/opt/bitnami/python/bin", "/opt/bitnami/node/bin"),
        sets="OS_ARCH OS_FLAVOUR OS_NAME APP_VERSION BITNAMI_APP_NAME",
        shell=_STRICT,
    ),
    Entry(
        names="cypress/browsers cypress/base cypress/included",
        source="cypress-io/cypress-docker-images factory/Dockerfile",
        path=None,
        sets=f"{_NODE} npm_config_loglevel npm_config_unsafe_perm NODE_PATH CYPRESS_CACHE_FOLDER TERM CI "
        "CYPRESS_FACTORY_DEFAULT_NODE_VERSION QT_X11_NO_MITSHM _X11_NO_MITSHM _MITSHM DBUS_SESSION_BUS_ADDRESS",
    ),
    *(
        Entry(
            names="selenium/standalone-chrome selenium/standalone-firefox selenium/standalone-edge "
            "selenium/standalone-chromium selenium/hub",
            source="SeleniumHQ/docker-selenium Base/Dockerfile",
            tags=r"latest|4\.([2-9]\d)\..*",
            user="1200",
            path=None,
            environment={"HOME": "/home/seluser"},
            sets="SEL_USER SEL_UID SEL_GID DEBIAN_FRONTEND LANG LANGUAGE LC_ALL TZ DISPLAY VENV_PATH SE_DOWNLOAD_DIR",
        ),
    ),
)
