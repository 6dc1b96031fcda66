# The node: JSON-RPC on 9944, gRPC on 9945, metrics and health on 9090. Built from the repository's root:
#   docker build --file deploy/images/chain.Dockerfile --tag yumanet/chain .
FROM node:22.20.0-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund \
  && npx nx build chain \
  && node scripts/package-service.mjs chain --out /opt/yumanet

FROM node:22.20.0-bookworm-slim
ENV NODE_ENV=production \
  YUMANET_CHAIN_DATA_DIR=/data \
  YUMANET_CHAIN_RPC_HOST=0.0.0.0 \
  YUMANET_CHAIN_GRPC_HOST=0.0.0.0 \
  YUMANET_CHAIN_STATUS_HOST=0.0.0.0 \
  YUMANET_CHAIN_STATUS_PORT=9090
RUN install --directory --owner=node --group=node /data
COPY --from=build /opt/yumanet /opt/yumanet
USER 1000:1000
WORKDIR /data
VOLUME /data
EXPOSE 9944 9945 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "--eval", "fetch('http://127.0.0.1:9090/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# The flag: requests that wait for their turn would else be copied from young to old memory while all clients wait.
ENTRYPOINT ["node", "--max-semi-space-size=64", "/opt/yumanet/main.js"]
