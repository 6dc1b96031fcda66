#!/usr/bin/env bash
# Checks the alerts and the scrape configuration with Prometheus' own promtool, and plays the alerts' cases (alerts.test.yaml).
# On Debian: apt-get install prometheus.
set -euo pipefail
promtool=${PROMTOOL:-promtool}
cd "$(dirname "$0")/prometheus"
if ! command -v "$promtool" > /dev/null; then
  echo "check-alerts: expected promtool on PATH (or its path in PROMTOOL), got none" >&2
  exit 2
fi
"$promtool" check rules alerts.yaml
"$promtool" check config prometheus.yaml
"$promtool" test rules alerts.test.yaml
