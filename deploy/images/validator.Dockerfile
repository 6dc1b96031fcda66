# A validator, coordinator or worker: gRPC on 9091, its gateway on 8080, metrics and health on 9090. Built from the repository's root:
#   docker build --file deploy/images/validator.Dockerfile --tag yumanet/validator .
FROM node:22.20.0-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund \
  && npx nx build validator \
  && node scripts/package-service.mjs validator --out /opt/yumanet

FROM node:22.20.0-bookworm-slim
ENV NODE_ENV=production \
  YUMANET_VALIDATOR_GRPC_HOST=0.0.0.0 \
  YUMANET_VALIDATOR_GRPC_PORT=9091 \
  YUMANET_VALIDATOR_GATEWAY_HOST=0.0.0.0 \
  YUMANET_VALIDATOR_GATEWAY_DIR=/data/gateway \
  YUMANET_VALIDATOR_STATUS_HOST=0.0.0.0 \
  YUMANET_VALIDATOR_STATUS_PORT=9090
RUN install --directory --owner=node --group=node /data
COPY --from=build /opt/yumanet /opt/yumanet
USER 1000:1000
WORKDIR /data
VOLUME /data
EXPOSE 9091 8080 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "--eval", "fetch('http://127.0.0.1:9090/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/yumanet/main.js"]
