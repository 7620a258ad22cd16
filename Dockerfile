# docker run --rm --volume "$PWD:/work" layerwise check
FROM python:3.13-alpine

# git tells how often steps would have rerun; a mounted work tree may belong to anybody.
RUN apk add --no-cache git \
    && git config --system --add safe.directory '*'

WORKDIR /opt/layerwise
COPY requirements/bundle.txt requirements/bundle.txt
RUN python -m pip install --no-cache-dir --no-compile --no-deps --only-binary=:all: --require-hashes \
      --target bundled/libs --requirement requirements/bundle.txt

COPY LICENSE ./
COPY server server
RUN python -m compileall -q bundled server

WORKDIR /work
USER 65534:65534
ENTRYPOINT ["python", "-I", "/opt/layerwise/server/layerwise_server.py"]
CMD ["check"]
