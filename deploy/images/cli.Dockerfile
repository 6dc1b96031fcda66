# The `yumanet` command: what sets a network up, and asks it. Built from the repository's root:
#   docker build --file deploy/images/cli.Dockerfile --tag yumanet/cli .
FROM node:22.20.0-bookworm-slim AS build
WORKDIR /src
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund \
  && npx nx build cli \
  && node scripts/package-service.mjs cli --out /opt/yumanet

FROM node:22.20.0-bookworm-slim
ENV NODE_ENV=production
COPY --from=build /opt/yumanet /opt/yumanet
RUN ln -s /opt/yumanet/node_modules/.bin/yumanet /usr/local/bin/yumanet
USER 1000:1000
WORKDIR /home/node
STOPSIGNAL SIGTERM
# It runs a command and ends: there is no health to ask for.
HEALTHCHECK NONE
ENTRYPOINT ["yumanet"]
