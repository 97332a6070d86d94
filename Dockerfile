# The web UI is built with Node, the rest runs on Python alone.
FROM node:20-bookworm-slim AS web
WORKDIR /ui/service/web
COPY service/web/package.json service/web/package-lock.json service/web/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY service/web ./
RUN npm run build

FROM python:3.11-slim-bookworm
RUN apt-get update -qq \
 && apt-get install -y -qq --no-install-recommends tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-eng \
    fonts-noto-cjk libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libglib2.0-0 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY nlp ./nlp
COPY models ./models
COPY service ./service
COPY workers ./workers
COPY fixtures ./fixtures
COPY --from=web /ui/service/web/dist ./service/web/dist
RUN pip install --no-cache-dir --no-deps --no-build-isolation -e . \
 && useradd --create-home --uid 10001 jianqi \
 && mkdir -p /data/run /keys && chown -R jianqi:jianqi /data /keys && chmod 700 /data /keys
USER jianqi
ENV JIANQI_DATA=/data JIANQI_KEY_FILE=/keys/master.key PYTHONUNBUFFERED=1
VOLUME ["/data", "/keys"]
EXPOSE 8000
CMD ["jianqi", "run"]
