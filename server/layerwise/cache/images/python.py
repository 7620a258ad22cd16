"""Images of Python, and of those who compute with it."""

from layerwise.cache.images.entry import Entry, first

_PYTHON = (
    "LANG GPG_KEY PYTHON_VERSION PYTHON_RELEASE PYTHON_SHA256 PYTHON_PIP_VERSION PYTHON_SETUPTOOLS_VERSION "
    "PYTHON_GET_PIP_URL PYTHON_GET_PIP_SHA256 PYTHONIOENCODING"
)
_PYTHON_PATH = first("/usr/local/bin")  # a second time: ENV PATH /usr/local/bin:$PATH
_PIP_TRIGGERS = (
    "COPY requirements.txt /usr/src/app/",
    "RUN pip install --no-cache-dir -r requirements.txt",
    "COPY . /usr/src/app",
)
_CONDA_PATH = first("/opt/conda/bin")
_STACK = {
    "HOME": "/home/jovyan",
    "CONDA_DIR": "/opt/conda",
    "NB_USER": "jovyan",
    "NB_UID": "1000",
    "NB_GID": "100",
}
_STACK_HOMES = {"jovyan": "/home/jovyan", "1000": "/home/jovyan"}
_STACK_TAGS = (
    r"latest|20[2-9]\d-.*|(python|lab|hub|notebook|ubuntu|x86_64|aarch64)-.*"  # not the old commit hashes
)
_PIPEFAIL = ("/bin/bash", "-o", "pipefail", "-c")
_ACTIVATED = ("/usr/local/bin/_dockerfile_shell.sh",)  # activates the environment


PYTHON = (
    Entry(
        names="python",
        source="docker-library/python 3.6/jessie/onbuild/Dockerfile",
        tags=r"(.*-)?onbuild",
        cwd="/usr/src/app",
        path=_PYTHON_PATH,
        sets=_PYTHON,
        triggers=_PIP_TRIGGERS,
    ),
    # Until May 2016 nothing was put before the system's PATH.
    Entry(
        names="python",
        source="docker-library/python 3.4/Dockerfile of 2015",
        tags=r"(2\.7\.[0-9]|2\.7\.1[01]|3\.[0-3]\..*|3\.4\.[0-4]|3\.5\.[01].*|3\.6\.0a.*)(-.*)?",
        cwd=None,
        path=None,
        sets=_PYTHON,
    ),
    Entry(
        names="python", source="docker-library/python 3.13/trixie/Dockerfile", path=_PYTHON_PATH, sets=_PYTHON
    ),
    Entry(
        names="pypy",
        source="docker-library/pypy 3/onbuild/Dockerfile",
        tags=r"(.*-)?onbuild",
        cwd="/usr/src/app",
        path=None,
        triggers=(_PIP_TRIGGERS[0], "RUN pip install -r requirements.txt", _PIP_TRIGGERS[2]),
    ),
    Entry(
        names="pypy",
        source="docker-library/pypy 3.11/trixie/Dockerfile",
        path=None,  # /opt/pypy/bin comes first in newer tags, /usr/local/bin in older ones
        sets=f"{_PYTHON} PYPY_VERSION PYPY_SHA256SUM",
    ),
    Entry(
        names="django",
        source="docker-library/django 3.4/onbuild/Dockerfile",
        tags=r"(.*-)?onbuild",
        cwd="/usr/src/app",
        path=None,
        triggers=_PIP_TRIGGERS,
    ),
    Entry(
        names="tiangolo/uvicorn-gunicorn tiangolo/uvicorn-gunicorn-fastapi tiangolo/uvicorn-gunicorn-starlette "
        "tiangolo/meinheld-gunicorn tiangolo/meinheld-gunicorn-flask",
        source="tiangolo/uvicorn-gunicorn-docker docker-images, tiangolo/meinheld-gunicorn-docker docker-images",
        cwd="/app",
        path=_PYTHON_PATH,
        environment={"PYTHONPATH": "/app"},
        sets=f"{_PYTHON} PYTHONDONTWRITEBYTECODE PYTHONUNBUFFERED",
    ),
    Entry(
        names="tiangolo/uwsgi-nginx tiangolo/uwsgi-nginx-flask",
        source="tiangolo/uwsgi-nginx-docker docker-images, tiangolo/uwsgi-nginx-flask-docker docker-images",
        tags=r"latest|python3\..*",
        cwd="/app",
        path=_PYTHON_PATH,
        sets=f"{_PYTHON} PYTHONDONTWRITEBYTECODE PYTHONUNBUFFERED PYTHONPATH UWSGI_INI UWSGI_CHEAPER UWSGI_PROCESSES "
        "NGINX_MAX_UPLOAD NGINX_WORKER_PROCESSES LISTEN_PORT STATIC_URL STATIC_PATH STATIC_INDEX NGINX_VERSION",
    ),
    Entry(
        names="continuumio/miniconda3 continuumio/miniconda continuumio/anaconda3 continuumio/anaconda",
        source="ContinuumIO/docker-images miniconda3/debian/Dockerfile, anaconda3/debian/Dockerfile",
        tags=r"(?!.*alpine).*",  # the Alpine images ran as 10151 for a time
        path=_CONDA_PATH,
        sets="LANG LC_ALL",
    ),
    Entry(
        names="condaforge/miniforge3 condaforge/mambaforge condaforge/miniforge-pypy3",
        source="conda-forge/miniforge-images ubuntu/Dockerfile",
        path=_CONDA_PATH,
        environment={"CONDA_DIR": "/opt/conda"},
        sets="LANG LC_ALL",
    ),
    Entry(
        names="mambaorg/micromamba",
        source="mamba-org/micromamba-docker debian.Dockerfile",
        tags=r"latest|[12]\..*|[12](-.*)?|git-.*|debian.*|alpine.*|bookworm.*|bullseye.*|jammy.*|focal.*|noble.*",
        user="mambauser",
        cwd="/tmp",  # noqa: S108 - a folder of the image
        environment={
            "MAMBA_USER": "mambauser",
            "MAMBA_ROOT_PREFIX": "/opt/conda",
            "MAMBA_EXE": "/bin/micromamba",
        },
        sets="MAMBA_USER_ID MAMBA_USER_GID LANG LC_ALL ENV_NAME CONDA_OVERRIDE_CUDA",
        homes={"mambauser": "/home/mambauser"},
        shell=_ACTIVATED,
    ),
    Entry(
        names=" ".join(
            f"{registry}jupyter/{name}"
            for registry in ("", "quay.io/")
            for name in (
                *(
                    "docker-stacks-foundation",
                    "base-notebook",
                    "minimal-notebook",
                    "scipy-notebook",
                    "r-notebook",
                ),
                *("julia-notebook", "datascience-notebook", "tensorflow-notebook", "pytorch-notebook"),
            )
        ),
        source="jupyter/docker-stacks images/docker-stacks-foundation/Dockerfile and those built from it",
        tags=_STACK_TAGS,
        user="1000",
        cwd="/home/jovyan",
        path=_CONDA_PATH,
        environment=_STACK,
        sets="SHELL LANG LANGUAGE LC_ALL XDG_CACHE_HOME JULIA_DEPOT_PATH JULIA_PKGDIR JUPYTER_PORT",
        homes=_STACK_HOMES,
        shell=_PIPEFAIL,
    ),
    Entry(
        names="jupyter/pyspark-notebook jupyter/all-spark-notebook "
        "quay.io/jupyter/pyspark-notebook quay.io/jupyter/all-spark-notebook",
        source="jupyter/docker-stacks images/pyspark-notebook/Dockerfile",
        tags=_STACK_TAGS,
        user="1000",
        cwd="/home/jovyan",
        path=None,
        environment=_STACK,
        sets="SHELL LANG LANGUAGE LC_ALL XDG_CACHE_HOME SPARK_HOME SPARK_OPTS PYTHONPATH R_LIBS_USER JUPYTER_PORT",
        homes=_STACK_HOMES,
        shell=_PIPEFAIL,
    ),
    Entry(
        names="pytorch/pytorch",
        source="pytorch/pytorch Dockerfile",
        cwd="/workspace",
        path=None,
        sets="NVIDIA_VISIBLE_DEVICES NVIDIA_DRIVER_CAPABILITIES LD_LIBRARY_PATH PYTORCH_VERSION CUDA_HOME",
    ),
    Entry(
        names="tensorflow/tensorflow",
        source="tensorflow/tensorflow tensorflow/tools/dockerfiles/dockerfiles/cpu.Dockerfile",
        tags=r"(?!.*(gpu|jupyter|devel|custom)).*",
        sets="LANG",
    ),
)
