#!/usr/bin/env bash
# Renders the chart as a release "yumanet" with every instance, as one node and as a cluster with mTLS, and prints the first. Needs helm (or HELM).
#   deploy/render-helm.sh | kubectl apply --dry-run=server --filename -
set -euo pipefail
helm=${HELM:-helm}
chart=$(cd "$(dirname "$0")" && pwd)/helm/yumanet
if ! command -v "$helm" > /dev/null; then
  echo "render-helm: expected helm on PATH (or its path in HELM), got none" >&2
  exit 2
fi
# Rendered for a version that the chart allows, whatever this helm was built for.
for_version=(--kube-version 1.30.0)
all=(--set instances.validator.enabled=true --set instances.miner.enabled=true --set monitoring.podMonitor=true)
"$helm" lint --strict "$chart" "${all[@]}" >&2
"$helm" template yumanet "$chart" "${for_version[@]}" "${all[@]}" \
  --set instances.chain.replicas=3 --set instances.chain.tls=yumanet-chain-tls > /dev/null
# A setting that the service does not have must be refused before anything is installed.
if "$helm" template yumanet "$chart" "${for_version[@]}" --set instances.chain.settings.natsServers=x > /dev/null 2>&1; then
  echo 'render-helm: expected an unknown setting to be refused, got it rendered' >&2
  exit 1
fi
"$helm" template yumanet "$chart" "${for_version[@]}" "${all[@]}"
