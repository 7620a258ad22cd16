"""Images that hold an operating system, or as good as nothing."""

from layerwise.cache.images.entry import Entry, first

_DISTROLESS = " ".join(
    (
        *(
            f"gcr.io/distroless/{kind}{system}"
            for kind in ("static", "base", "base-nossl", "cc", "python3")
            for system in ("", "-debian10", "-debian11", "-debian12", "-debian13")
        ),
        *("gcr.io/distroless/nodejs*", "gcr.io/distroless/java*"),  # the star takes the system in
    )
)

SYSTEMS = (
    Entry(names="scratch", source="moby/buildkit frontend/dockerfile/docs/reference.md"),
    Entry(names="hello-world", source="docker-library/hello-world"),
    Entry(names="busybox", source="docker-library/busybox"),
    Entry(names="alpine", source="docker-library/repo-info repos/alpine"),
    Entry(names="debian", source="docker-library/repo-info repos/debian"),
    Entry(
        names="ubuntu",
        source="docker-library/repo-info repos/ubuntu",
        homes={"ubuntu": "/home/ubuntu", "1000": "/home/ubuntu"},
        tags=r"latest|24\.04.*|2[5-9]\..*|noble.*|resolute.*",  # the user came with 23.04
    ),
    Entry(names="ubuntu", source="docker-library/repo-info repos/ubuntu"),
    Entry(
        names="fedora registry.fedoraproject.org/fedora quay.io/fedora/fedora",
        source="docker-library/repo-info repos/fedora; sclorg/s2i-base-container core/Dockerfile.f41",
        sets="DISTTAG FGC FBR container",
    ),
    Entry(
        names="centos quay.io/centos/centos registry.centos.org/centos/centos",
        source="docker-library/repo-info repos/centos; sclorg/s2i-base-container core/Dockerfile.c9s",
    ),
    Entry(
        names="rockylinux almalinux amazonlinux oraclelinux",
        source="docker-library/repo-info repos/rockylinux, almalinux, amazonlinux, oraclelinux",
    ),
    Entry(
        names="archlinux",
        source="docker-library/repo-info repos/archlinux",
        sets="LANG",
    ),
    Entry(
        names="buildpack-deps",
        source="docker-library/buildpack-deps debian/bookworm/Dockerfile",
    ),
    Entry(names="bash", source="tianon/docker-bash 5.2/Dockerfile", sets="_BASH_VERSION _BASH_BASELINE"),
    Entry(names="gcc", source="docker-library/gcc 13/Dockerfile", sets="GPG_KEYS GCC_MIRRORS GCC_VERSION"),
    Entry(names="tonistiigi/xx", source="tonistiigi/xx src/Dockerfile", tags=r"(?!golang).*"),
    Entry(names="gliderlabs/alpine", source="gliderlabs/docker-alpine builder/scripts", tags=r"(?!.*edge).*"),
    Entry(names="bitnami/minideb", source="bitnami/minideb", sets="DEBIAN_FRONTEND"),
    Entry(
        names="frolvlad/alpine-glibc",
        source="Docker-Hub-frolvlad/docker-alpine-glibc Dockerfile",
        sets="LANG",
    ),
    # HOME=/root was taken out in July 2015, with 0.9.17.
    Entry(
        names="phusion/baseimage",
        source="phusion/baseimage-docker image/Dockerfile",
        tags=r"0\.9\.(\d|1[0-6])",
        environment={"HOME": "/root"},
        sets="DEBIAN_FRONTEND LANG LANGUAGE LC_ALL",
    ),
    Entry(
        names="phusion/baseimage phusion/passenger-*",
        source="phusion/baseimage-docker image/Dockerfile; phusion/passenger-docker image/Dockerfile",
        tags=r"latest|0\.9\.1[7-9]|0\.9\.2\d|0\.1\d.*|[1-9].*|master.*|focal-.*|jammy-.*|noble-.*",
        homes={"app": "/home/app"},
        sets="DEBIAN_FRONTEND LANG LANGUAGE LC_ALL",
    ),
    Entry(
        names=_DISTROLESS,
        source="GoogleContainerTools/distroless static/static.bzl",
        tags=r"(debug-)?nonroot.*",
        user="65532",
        cwd="/home/nonroot",
        path=None,
        sets="SSL_CERT_FILE LANG JAVA_VERSION",
        homes={"65532": "/home/nonroot", "nonroot": "/home/nonroot"},
    ),
    Entry(
        names=_DISTROLESS,
        source="GoogleContainerTools/distroless static/static.bzl",
        tags=r"(debug|latest).*",
        path=None,
        sets="SSL_CERT_FILE LANG JAVA_VERSION",
        homes={"65532": "/home/nonroot", "nonroot": "/home/nonroot"},
    ),
    Entry(
        names="nvidia/cuda",
        source="nvidia/cuda base/Dockerfile, as others copied it into theirs",
        path=first("/usr/local/nvidia/bin", "/usr/local/cuda/bin"),
        sets="LD_LIBRARY_PATH LIBRARY_PATH NVIDIA_VISIBLE_DEVICES NVIDIA_DRIVER_CAPABILITIES NVIDIA_REQUIRE_CUDA "
        "NVARCH CUDA_VERSION NV_CUDA_CUDART_VERSION NV_CUDA_LIB_VERSION CUDNN_VERSION NVIDIA_PRODUCT_NAME "
        "NV_CUDNN_VERSION NCCL_VERSION",
    ),
)
