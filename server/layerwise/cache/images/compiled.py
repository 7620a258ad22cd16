"""Images of compilers: Go, Rust, Swift, Elixir and kin."""

from layerwise.cache.images.entry import Entry, first

_GO_PATH = first("/go/bin", "/usr/local/go/bin")
_GO_SETS = (
    "GOLANG_VERSION GOLANG_SRC_URL GOLANG_SRC_SHA256 GOLANG_SRC_SHA1 GOLANG_DOWNLOAD_URL GOLANG_DOWNLOAD_SHA256 "
    "GOLANG_DOWNLOAD_SHA1 GOLANG_BOOTSTRAP_VERSION GOLANG_BOOTSTRAP_URL GOLANG_BOOTSTRAP_SHA1 GOLANG_GOOS GOLANG_GOARCH"
)
_RUST_HOMES = {"CARGO_HOME": "/usr/local/cargo", "RUSTUP_HOME": "/usr/local/rustup"}
_RUST_PATH = first("/usr/local/cargo/bin")


COMPILED = (
    Entry(
        names="golang",
        source="docker-library/golang 1.8/onbuild/Dockerfile",
        tags=r"(.*-)?onbuild",
        cwd="/go/src/app",
        path=None,
        environment={"GOPATH": "/go"},
        sets=_GO_SETS,
        triggers=("COPY . /go/src/app", "RUN go-wrapper download", "RUN go-wrapper install"),
    ),
    Entry(
        names="golang",
        source="docker-library/golang 1.4/Dockerfile",
        tags=r"1\.[0-4](\.\d+)?((rc|beta).*)?(-(?!alpine).*)?",
        cwd="/go",
        path=first("/go/bin", "/usr/src/go/bin"),
        environment={"GOPATH": "/go"},
        sets=_GO_SETS,
    ),
    Entry(
        names="golang",
        source="docker-library/golang 1.21-rc/bookworm/Dockerfile",
        tags=r"1\.21(rc.*|\.0)(-.*)?",
        cwd="/go",
        path=_GO_PATH,
        environment={"GOPATH": "/go"},
        sets=f"{_GO_SETS} GOTOOLCHAIN",
    ),
    Entry(
        names="golang",
        source="docker-library/golang 1.20/bookworm/Dockerfile",
        tags=r"1\.([4-9]|1\d|20)(\.\d+)?((rc|beta).*)?(-.*)?",
        cwd="/go",
        path=_GO_PATH,
        environment={"GOPATH": "/go"},
        sets=_GO_SETS,
    ),
    Entry(
        names="golang",
        source="docker-library/golang 1.27/trixie/Dockerfile",
        cwd="/go",
        path=_GO_PATH,
        environment={"GOPATH": "/go", "GOTOOLCHAIN": "local"},
        sets=_GO_SETS,
    ),
    Entry(
        names="mcr.microsoft.com/devcontainers/go",
        source="devcontainers/images src/go/.devcontainer/Dockerfile",
        cwd="/go",
        path=None,
        environment={"GOPATH": "/go"},
        sets=f"{_GO_SETS} GOROOT GOTOOLCHAIN NVM_DIR NVM_SYMLINK_CURRENT",
        homes={"vscode": "/home/vscode"},
    ),
    Entry(
        names="rust rustlang/rust",
        source="rust-lang/docker-rust stable/trixie/Dockerfile, rust-lang/docker-rust-nightly "
        "debian/Dockerfile",
        path=_RUST_PATH,
        environment=_RUST_HOMES,
        sets="RUST_VERSION RUST_ARCH",
    ),
    Entry(
        names="lukemathwalker/cargo-chef",
        source="LukeMathWalker/cargo-chef docker/Dockerfile",
        path=_RUST_PATH,
        environment=_RUST_HOMES,
        sets="RUST_VERSION CARGO_REGISTRIES_CRATES_IO_PROTOCOL",
    ),
    Entry(
        names="ekidd/rust-musl-builder",
        source="emk/rust-musl-builder Dockerfile",
        tags="latest|stable.*|nightly-202.*|1\\.[4-9]\\d.*",
        user="rust",
        cwd="/home/rust/src",
        path=None,
        sets="RUSTUP_HOME OPENSSL_DIR OPENSSL_INCLUDE_DIR OPENSSL_LIB_DIR OPENSSL_STATIC DEP_OPENSSL_INCLUDE "
        "PG_CONFIG_X86_64_UNKNOWN_LINUX_GNU PKG_CONFIG_ALLOW_CROSS PKG_CONFIG_ALL_STATIC LIBZ_SYS_STATIC "
        "TARGET "
        "PQ_LIB_STATIC_X86_64_UNKNOWN_LINUX_MUSL "
        "X86_64_UNKNOWN_LINUX_MUSL_OPENSSL_DIR X86_64_UNKNOWN_LINUX_MUSL_OPENSSL_STATIC",
        homes={"rust": "/home/rust"},
    ),
    # USER $APP_UID in Dockerfiles means this number, from .NET 8 on.
    Entry(
        names="erlang",
        source="erlang/docker-erlang-otp 20/onbuild/Dockerfile",
        tags=r"(.*-)?onbuild",
        cwd="/usr/src/app",
        sets="OTP_VERSION REBAR_VERSION REBAR3_VERSION LANG",
        triggers=(
            "COPY rebar.config /usr/src/app/",
            "RUN rebar3 update",
            "COPY . /usr/src/app",
            "RUN rebar3 release",
        ),
    ),
    Entry(
        names="erlang elixir",
        source="erlang/docker-erlang-otp 27/Dockerfile, erlef/docker-elixir 1.18/otp-27/Dockerfile",
        tags=r"(?!.*onbuild).*",
        sets="OTP_VERSION REBAR_VERSION REBAR3_VERSION LANG ELIXIR_VERSION",
    ),
    Entry(
        names="hexpm/elixir hexpm/erlang hexpm/elixir-amd64 hexpm/elixir-arm64 hexpm/erlang-amd64 "
        "hexpm/erlang-arm64",
        source="hexpm/bob priv/scripts/docker/elixir-debian.dockerfile, erlang-debian-bookworm.dockerfile",
        sets="LANG",
    ),
    Entry(
        names="ghcr.io/gleam-lang/gleam",
        source="gleam-lang/gleam containers/erlang.dockerfile and the like",
        tags=r".*-(erlang|elixir)(-(slim|alpine))?",
        sets="OTP_VERSION REBAR_VERSION REBAR3_VERSION LANG ELIXIR_VERSION",
    ),
    Entry(
        names="ghcr.io/cirruslabs/flutter cirrusci/flutter",
        source="cirruslabs/docker-images-flutter sdk/Dockerfile",
        cwd=None,
        path=None,
        sets="HOME FLUTTER_HOME FLUTTER_VERSION FLUTTER_ROOT ANDROID_HOME ANDROID_SDK_ROOT LANG PUB_CACHE",
    ),
    Entry(
        names="swift",
        source="swiftlang/swift-docker 5.9/ubuntu/22.04/Dockerfile",
        sets="SWIFT_SIGNING_KEY SWIFT_PLATFORM SWIFT_BRANCH SWIFT_VERSION SWIFT_WEBROOT",
    ),
    Entry(
        names="dart",
        source="dart-lang/dart-docker stable/trixie/Dockerfile",
        cwd="/root",
        path=None,  # the folder of the tools of pub was added later
        environment={"DART_SDK": "/usr/lib/dart"},
    ),
    Entry(
        names="haskell",
        source="haskell/docker-haskell 9.10/bookworm/Dockerfile",
        path=None,
        sets="LANG LD_LIBRARY_PATH OPAMROOT",
    ),
    Entry(
        names="ocaml/opam",
        source="ocurrent/docker-base-images src/pipeline.ml, ocurrent/ocaml-dockerfile src-opam/linux.ml",
        tags=r"(?!.*(windows|archive)).*",
        user="opam",
        cwd="/home/opam",
        environment={"HOME": "/home/opam"},
        sets="OPAMYES OPAMCONFIRMLEVEL OPAMERRLOGLEN OPAMPRECISETRACKING",
        homes={"opam": "/home/opam"},
    ),
    Entry(
        names="openresty/openresty",
        source="openresty/docker-openresty alpine/Dockerfile",
        path=None,
        sets="LUA_PATH LUA_CPATH RESTY_OPENSSL_VERSION",
    ),
    Entry(
        names="caddy",
        source="caddyserver/caddy-docker 2.11/builder/Dockerfile",
        tags=r"(.*-)?builder(-.*)?",
        cwd="/usr/bin",
        path=_GO_PATH,
        environment={"GOPATH": "/go"},
        sets=f"{_GO_SETS} GOTOOLCHAIN CADDY_VERSION XCADDY_VERSION XCADDY_SETCAP XCADDY_SKIP_CLEANUP",
    ),
    Entry(
        names="caddy",
        source="caddyserver/caddy-docker 2.11/alpine/Dockerfile",
        tags=r"(?!2\.0\.0-).*",
        cwd="/srv",
        environment={"XDG_CONFIG_HOME": "/config", "XDG_DATA_HOME": "/data"},
        sets="CADDY_VERSION CADDY_DIST_COMMIT",
    ),
    Entry(
        names="google/cloud-sdk gcr.io/google.com/cloudsdktool/cloud-sdk "
        "gcr.io/google.com/cloudsdktool/google-cloud-cli",
        source="GoogleCloudPlatform/cloud-sdk-docker Dockerfile, alpine/Dockerfile",
        path=None,
        sets="CLOUD_SDK_VERSION PYTHONUNBUFFERED CLOUDSDK_PYTHON",
    ),
)
