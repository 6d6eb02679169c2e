# Builds the wheel from the sources and installs it, with hash-pinned dependencies, into a slim image.
FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src
COPY requirements/build.txt requirements/run.txt requirements/
RUN pip install --require-hashes --requirement requirements/build.txt
RUN python -m venv --without-pip /srv/accord \
    && uv pip install --no-cache --python /srv/accord/bin/python --require-hashes --requirement requirements/run.txt
COPY . .
RUN pip wheel --no-build-isolation --no-deps --wheel-dir /tmp/wheel . \
    && uv pip install --no-cache --python /srv/accord/bin/python --no-deps /tmp/wheel/*.whl

FROM python:3.13-slim
# PYTHONSAFEPATH: nothing in the working directory can shadow a module
ENV PATH=/srv/accord/bin:$PATH PYTHONSAFEPATH=1 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    ACCORD_HOST=0.0.0.0 ACCORD_PORT=8000 ACCORD_DATA_DIR=/var/lib/accord
RUN useradd --system --user-group --home-dir /var/lib/accord --shell /usr/sbin/nologin accord \
    && install --directory --owner accord --group accord --mode 700 /var/lib/accord
COPY --from=build /srv/accord /srv/accord
USER accord
VOLUME /var/lib/accord
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["python", "-c", \
    "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ['ACCORD_PORT']}/health/live\", timeout=2)"]
ENTRYPOINT ["accord"]
CMD ["serve"]
