# The web page of a network: HTTP on 8080, metrics and health on 9090. Built from the repository's root:
#   docker build --file deploy/images/explorer.Dockerfile --tag yumanet/explorer .
FROM node:22.20.0-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund \
  && npx nx build explorer \
  && node scripts/package-service.mjs explorer --out /opt/yumanet

FROM node:22.20.0-bookworm-slim
ENV NODE_ENV=production \
  YUMANET_EXPLORER_HOST=0.0.0.0 \
  YUMANET_EXPLORER_PORT=8080 \
  YUMANET_EXPLORER_STATUS_HOST=0.0.0.0 \
  YUMANET_EXPLORER_STATUS_PORT=9090
COPY --from=build /opt/yumanet /opt/yumanet
USER 1000:1000
WORKDIR /opt/yumanet
EXPOSE 8080 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "--eval", "fetch('http://127.0.0.1:9090/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/opt/yumanet/main.js"]
