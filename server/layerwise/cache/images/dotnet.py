"""Images of .NET and Mono."""

from layerwise.cache.images.entry import Entry, unclear

_DOTNET_SETS = (
    "ASPNETCORE_URLS ASPNETCORE_HTTP_PORTS ASPNET_VERSION DOTNET_VERSION DOTNET_SDK_VERSION DOTNET_NOLOGO "
    "DOTNET_RUNNING_IN_CONTAINER DOTNET_USE_POLLING_FILE_WATCHER DOTNET_GENERATE_ASPNET_CERTIFICATE "
    "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT NUGET_XMLDOC_MODE POWERSHELL_DISTRIBUTION_CHANNEL"
)
_DOTNET = " ".join(
    f"mcr.microsoft.com/dotnet/{name}" for name in ("sdk", "aspnet", "runtime", "runtime-deps")
)
_DOTNET_OLD = " ".join(
    f"mcr.microsoft.com/dotnet/core/{name}" for name in ("sdk", "aspnet", "runtime", "runtime-deps")
)
_DOTNET_HOMES = {"app": "/home/app", "1654": "/home/app"}
_NUMBERED = {"APP_UID": "1654"}


DOTNET = (
    Entry(
        names=_DOTNET,
        source="dotnet/dotnet-docker src/runtime-deps/8.0/jammy-chiseled/amd64/Dockerfile",
        tags=r"(latest|([89]|1\d)\..*|([89]|1\d)-.*)(chiseled|distroless).*",
        user="1654",
        environment=_NUMBERED,
        sets=_DOTNET_SETS,
        homes=_DOTNET_HOMES,
    ),
    unclear(
        _DOTNET, r".*(chiseled|distroless).*", "dotnet/dotnet-docker"
    ),  # before .NET 8 the user was another
    Entry(
        names=_DOTNET,
        source="dotnet/dotnet-docker src/runtime-deps/8.0/bookworm-slim/amd64/Dockerfile",
        tags=r"latest|([89]|1\d)(\.0.*|-.*)?",
        environment=_NUMBERED,
        sets=_DOTNET_SETS,
        homes=_DOTNET_HOMES,
    ),
    Entry(
        names=f"{_DOTNET} {_DOTNET_OLD}",
        source="dotnet/dotnet-docker src/runtime-deps/6.0/bullseye-slim/amd64/Dockerfile",
        tags=r"latest|[1-7](\..*)?(-.*)?",
        path=None,  # the 2.x SDK put its tools there
        sets=_DOTNET_SETS,
    ),
    Entry(
        names="microsoft/dotnet",
        source="dotnet/dotnet-docker 1.0.0-preview2/debian/onbuild/Dockerfile",
        tags=r".*onbuild.*",
        cwd="/dotnetapp",
        path=None,
        sets=_DOTNET_SETS,
        triggers=("COPY . /dotnetapp", "RUN dotnet restore"),
    ),
    Entry(
        names="microsoft/dotnet",
        source="dotnet/dotnet-docker 2.1/sdk/stretch/amd64/Dockerfile",
        path=None,
        sets=f"{_DOTNET_SETS} DOTNET_SDK_DOWNLOAD_URL ASPNETCORE_VERSION",
    ),
    Entry(
        names="mono",
        source="mono/docker 4.0.0/onbuild/Dockerfile",
        tags=r"(.*-)?onbuild",
        cwd="/usr/src/app/source",
        triggers=(
            "COPY . /usr/src/app/source",
            "RUN nuget restore -NonInteractive",
            "RUN xbuild /property:Configuration=Release /property:OutDir=/usr/src/app/build/",
            "WORKDIR /usr/src/app/build",
        ),
    ),
    Entry(names="mono", source="mono/docker 6.12.0.182/Dockerfile", sets="MONO_VERSION"),
)
