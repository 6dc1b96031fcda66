# The second opinion and the ledger: gRPC on 9091, HTTP on 9092, metrics and health on 9090. Built from the repository's root:
#   docker build --file deploy/images/emission.Dockerfile --tag yumanet/emission .
FROM node:22.20.0-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund \
  && npx nx build emission \
  && node scripts/package-service.mjs emission --out /opt/yumanet

FROM node:22.20.0-bookworm-slim
ENV NODE_ENV=production \
  YUMANET_EMISSION_DATA_DIR=/data \
  YUMANET_EMISSION_GRPC_HOST=0.0.0.0 \
  YUMANET_EMISSION_GRPC_PORT=9091 \
  YUMANET_EMISSION_HTTP_HOST=0.0.0.0 \
  YUMANET_EMISSION_HTTP_PORT=9092 \
  YUMANET_EMISSION_STATUS_HOST=0.0.0.0 \
  YUMANET_EMISSION_STATUS_PORT=9090
RUN install --directory --owner=node --group=node /data
COPY --from=build /opt/yumanet /opt/yumanet
USER 1000:1000
WORKDIR /data
VOLUME /data
EXPOSE 9091 9092 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "--eval", "fetch('http://127.0.0.1:9090/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/yumanet/main.js"]
