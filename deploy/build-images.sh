#!/usr/bin/env bash
# Builds the images of all services, or of those named: deploy/build-images.sh [chain …]. Needs Docker with BuildKit.
#   REGISTRY   in front of each name: registry.example/team
#   TAG        default: the version in package.json
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
tag=${TAG:-$(sed -n 's/^  "version": "\(.*\)",$/\1/p' "$root/package.json")}
names=("$@")
[ ${#names[@]} -gt 0 ] || names=(chain emission validator miner explorer cli)
for name in "${names[@]}"; do
  docker build --file "$root/deploy/images/$name.Dockerfile" \
    --tag "${REGISTRY:+$REGISTRY/}yumanet/$name:$tag" --tag "yumanet/$name:latest" "$root"
done
