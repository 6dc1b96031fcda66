# A miner: its axon on 8091, gRPC for its operator on 9091, metrics and health on 9090. Built from the repository's root:
#   docker build --file deploy/images/miner.Dockerfile --tag yumanet/miner .
FROM node:22.20.0-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund \
  && npx nx build miner \
  && node scripts/package-service.mjs miner --out /opt/yumanet

FROM node:22.20.0-bookworm-slim
ENV NODE_ENV=production \
  YUMANET_MINER_DATA_DIR=/data \
  YUMANET_MINER_AXON_HOST=0.0.0.0 \
  YUMANET_MINER_AXON_PORT=8091 \
  YUMANET_MINER_GRPC_HOST=0.0.0.0 \
  YUMANET_MINER_GRPC_PORT=9091 \
  YUMANET_MINER_STATUS_HOST=0.0.0.0 \
  YUMANET_MINER_STATUS_PORT=9090
RUN install --directory --owner=node --group=node /data
COPY --from=build /opt/yumanet /opt/yumanet
USER 1000:1000
WORKDIR /data
VOLUME /data
EXPOSE 8091 9091 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "--eval", "fetch('http://127.0.0.1:9090/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/yumanet/main.js"]
