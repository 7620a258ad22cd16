"""Images of clouds, vendors, build services and editors in containers."""

from layerwise.cache.images.entry import Entry, first

_LAMBDA_KINDS = ("python", "nodejs", "java", "dotnet", "go", "ruby", "provided")
_LAMBDA = " ".join(
    [f"public.ecr.aws/lambda/{kind}" for kind in _LAMBDA_KINDS]
    + [f"amazon/aws-lambda-{kind}" for kind in _LAMBDA_KINDS]
)
_REDHAT = ("registry.access.redhat.com", "registry.redhat.io")
_APP_ROOT = "/opt/app-root"
_APP_SOURCE = "/opt/app-root/src"
_APP_HOMES = {"1001": _APP_SOURCE, "default": _APP_SOURCE}
_APP_SETS = (
    "SUMMARY DESCRIPTION STI_SCRIPTS_URL STI_SCRIPTS_PATH PLATFORM NODEJS_VER container BASH_ENV ENV "
    "PROMPT_COMMAND"
)
_CIRCLE_SHELL = ("/bin/bash", "-exo", "pipefail", "-c")
_CIRCLE_HOMES = {"circleci": "/home/circleci", "1001": "/home/circleci"}


def _redhat(*names: str) -> str:
    return " ".join(f"{host}/{name}" for host in _REDHAT for name in names)


PLATFORMS = (
    Entry(
        names=_LAMBDA,
        source="aws/aws-lambda-base-images Dockerfile.python3.12 and its other branches",
        cwd="/var/task",
        path="/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
        environment={"LAMBDA_TASK_ROOT": "/var/task", "LAMBDA_RUNTIME_DIR": "/var/runtime"},
        sets="LANG TZ LD_LIBRARY_PATH DOTNET_ROOT DOTNET_CLI_TELEMETRY_OPTOUT DOTNET_NOLOGO "
        "DOTNET_RUNNING_IN_CONTAINER",
    ),
    Entry(
        names=_redhat(
            *("ubi8", "ubi9", "ubi10", "ubi8/ubi", "ubi9/ubi", "ubi10/ubi"),
            *("ubi8-minimal", "ubi9-minimal", "ubi8/ubi-minimal", "ubi9/ubi-minimal", "ubi10/ubi-minimal"),
        )
        + " redhat/ubi8 redhat/ubi9 redhat/ubi10 redhat/ubi8-minimal redhat/ubi9-minimal "
        "redhat/ubi10-minimal",
        source="sclorg/s2i-base-container core/Dockerfile.rhel8, adoptium/containers 21/jdk/ubi (both "
        "install as root)",
        cwd=None,
        path=None,
        sets="container",
    ),
    Entry(
        names=_redhat(
            *(
                f"{ubi}/python-{version}"
                for ubi in ("ubi8", "ubi9", "ubi10")
                for version in ("39", "311", "312", "313")
            )
        ),
        source="sclorg/s2i-python-container 3.12/Dockerfile.rhel9, sclorg/s2i-base-container "
        "core/Dockerfile.rhel8",
        user="1001",
        cwd=_APP_SOURCE,
        path=first(f"{_APP_SOURCE}/.local/bin/", f"{_APP_SOURCE}/bin", f"{_APP_ROOT}/bin"),
        environment={"HOME": _APP_SOURCE, "APP_ROOT": _APP_ROOT, "PIP_NO_CACHE_DIR": "off"},
        sets=f"{_APP_SETS} PYTHON_VERSION PYTHONUNBUFFERED PYTHONIOENCODING LC_ALL LANG CNB_STACK_ID "
        "CNB_USER_ID CNB_GROUP_ID "
        "VIRTUAL_ENV",
        homes=_APP_HOMES,
    ),
    Entry(
        names=_redhat(
            *(
                f"{ubi}/nodejs-{version}{size}"
                for ubi in ("ubi8", "ubi9", "ubi10")
                for version in ("18", "20", "22", "24")
                for size in ("", "-minimal")
            )
        ),
        source="sclorg/s2i-nodejs-container 22/Dockerfile.rhel9, 22-minimal/Dockerfile.rhel9",
        user="1001",
        cwd=_APP_SOURCE,
        path=None,
        environment={
            "HOME": _APP_SOURCE,
            "APP_ROOT": _APP_ROOT,
            "NPM_CONFIG_PREFIX": f"{_APP_SOURCE}/.npm-global",
        },
        sets=f"{_APP_SETS} NODEJS_VERSION NPM_RUN NAME NPM_VERSION CNB_STACK_ID CNB_USER_ID CNB_GROUP_ID",
        homes=_APP_HOMES,
    ),
    Entry(
        names="cimg/base cimg/node cimg/python cimg/go cimg/ruby cimg/openjdk cimg/php cimg/rust",
        source="CircleCI-Public/cimg-base 24.04/Dockerfile, CircleCI-Public/cimg-node and its like",
        user="circleci",
        cwd="/home/circleci/project",
        path=None,
        sets="DEBIAN_FRONTEND DOCKER_VERSION COMPOSE_VER COMPOSE_SWITCH_VERSION TERM LANG LANGUAGE "
        "LC_ALL TZ NODE_VERSION "
        "PYENV_ROOT PYTHON_VERSION PIPENV_DEFAULT_PYTHON_VERSION GOPATH GO_VER GEM_HOME RUBY_VERSION "
        "RUBY_MAJOR BUNDLE_PATH "
        "JAVA_HOME JAVA_VERSION MAVEN_VERSION GRADLE_VERSION SBT_VERSION MILL_VERSION PHP_VERSION "
        "PHP_MINOR PHP_INI_DIR "
        "COMPOSER_VERSION RUST_VERSION CARGO_HOME",
        homes=_CIRCLE_HOMES,
        shell=_CIRCLE_SHELL,
    ),
    Entry(
        names="mcr.microsoft.com/devcontainers/base mcr.microsoft.com/devcontainers/python",
        source="devcontainers/images src/base-debian/.devcontainer/Dockerfile, "
        "src/python/.devcontainer/Dockerfile",
        path=None,
        sets="NVM_DIR NVM_SYMLINK_CURRENT PYTHON_VERSION PYTHON_PATH PIPX_HOME PIPX_BIN_DIR LANG GPG_KEY "
        "PYTHON_SHA256",
        homes={"vscode": "/home/vscode"},
    ),
    Entry(
        names="ghcr.io/linuxserver/baseimage-alpine ghcr.io/linuxserver/baseimage-ubuntu "
        "lscr.io/linuxserver/baseimage-alpine lscr.io/linuxserver/baseimage-ubuntu",
        source="linuxserver/docker-baseimage-alpine Dockerfile, linuxserver/docker-baseimage-ubuntu Dockerfile",
        path=None,
        environment={"HOME": "/root"},
        sets="PS1 TERM LANG LANGUAGE S6_CMD_WAIT_FOR_SERVICES_MAXTIME S6_VERBOSITY S6_STAGE2_HOOK VIRTUAL_ENV",
    ),
    Entry(
        names="gitpod/workspace-base",
        source="gitpod-io/workspace-images base/Dockerfile",
        user="gitpod",
        cwd="/home/gitpod",
        path=None,
        environment={"HOME": "/home/gitpod"},
        sets="LANG",
    ),
    Entry(
        names="gitpod/workspace-full gitpod/workspace-node gitpod/workspace-python gitpod/workspace-go "
        "gitpod/workspace-rust "
        "gitpod/workspace-java gitpod/workspace-mysql gitpod/workspace-postgres gitpod/workspace-mongodb",
        source="gitpod-io/workspace-images base/Dockerfile, chunks/*/Dockerfile",
        user="gitpod",
        cwd=None,
        path=None,
        environment={"HOME": "/home/gitpod"},
        sets="LANG GOPATH GOROOT GEM_HOME GEM_PATH CARGO_HOME CARGO_INSTALL_ROOT RUSTUP_HOME PNPM_HOME "
        "NODE_VERSION "
        "GRADLE_USER_HOME PIPENV_VENV_IN_PROJECT PYENV_ROOT PYTHONUSERBASE PIP_USER HOMEBREW_NO_AUTO_UPDATE",
    ),
    Entry(
        names="ghcr.io/astral-sh/uv astral/uv",
        source="astral-sh/uv Dockerfile",
        tags=r"latest|\d+\.\d+(\.\d+)?",
        cwd="/io",
    ),
    Entry(
        names="ghcr.io/astral-sh/uv astral/uv",
        source="astral-sh/uv .github/workflows/build-docker.yml",
        tags=r"(\d+\.\d+(\.\d+)?-)?python3.*",
        path=first("/usr/local/bin"),
        sets="UV_TOOL_BIN_DIR LANG GPG_KEY PYTHON_VERSION PYTHON_SHA256 PYTHON_PIP_VERSION "
        "PYTHON_SETUPTOOLS_VERSION "
        "PYTHON_GET_PIP_URL PYTHON_GET_PIP_SHA256",
    ),
    Entry(
        names="ghcr.io/astral-sh/uv astral/uv",
        source="astral-sh/uv .github/workflows/build-docker.yml",
        tags=r"(\d+\.\d+(\.\d+)?-)?(alpine|debian|bookworm|trixie).*",
        sets="UV_TOOL_BIN_DIR",
    ),
)
