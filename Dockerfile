# syntax=docker/dockerfile:1
# Copydesk in a container: no root, no network at run time, weights inside. It runs with a read-only root file system:
#   docker build --build-arg TORCH_INDEX="--index-url <where CPU builds of torch are>" -t copydesk:0.1.0 .
#   docker run --rm --init --stop-timeout 40 -p 8080:8080 --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges copydesk:0.1.0
ARG PYTHON_IMAGE=python:3.11-slim

FROM ${PYTHON_IMAGE} AS build
# Options for pip, for torch alone; empty takes the default build, which carries gigabytes of GPU libraries on x86-64.
ARG TORCH_INDEX=""
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/copydesk
ENV PATH=/opt/copydesk/bin:$PATH
WORKDIR /src
COPY requirements.lock pyproject.toml README.md LICENSE ./
# The layers are ordered by how seldom they change. The lock serves as constraints: development tools stay out.
RUN grep '^torch==' requirements.lock > torch.txt \
 && pip install ${TORCH_INDEX} -r torch.txt
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')" \
      > requirements.txt \
 && pip install -c requirements.lock -r requirements.txt \
 && pip install -c requirements.lock hatchling --target /opt/hatchling
COPY models models
COPY service service
RUN PYTHONPATH=/opt/hatchling pip install --no-deps --no-build-isolation .

FROM ${PYTHON_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="copydesk" \
      org.opencontainers.image.description="Cleans up machine-translated English and writes its brief" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build /opt/copydesk /opt/copydesk
ENV PATH=/opt/copydesk/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HF_HUB_OFFLINE=1 \
    TRANSFORMERS_OFFLINE=1 \
    HF_HOME=/tmp/huggingface \
    HOME=/tmp \
    COPYDESK_HOST=0.0.0.0 \
    COPYDESK_PORT=8080
USER 10001:10001
WORKDIR /tmp
EXPOSE 8080
STOPSIGNAL SIGTERM
# Liveness only: it never waits for the models. Ask /readyz before sending traffic.
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import http.client, os; c = http.client.HTTPConnection('127.0.0.1', int(os.environ['COPYDESK_PORT']), timeout=2); c.request('GET', '/livez'); raise SystemExit(c.getresponse().status != 200)"]
ENTRYPOINT ["copydesk"]
CMD ["serve"]
