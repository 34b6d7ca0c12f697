#!/bin/bash
# First boot of a peer's database. What it prints is in /var/log/cloud-init-output.log.
set -euo pipefail
@SETTINGS@
mkdir -p /opt/spirt
# The service may need a moment until it knows the instance's role.
for _ in 1 2 3 4 5 6; do
  aws s3 cp --no-progress '@FILES@' /opt/spirt/files.zip && break
  sleep 10
done
# Python is there on every Amazon Linux 2023, unzip is not.
python3 -m zipfile -e /opt/spirt/files.zip /opt/spirt
exec bash /opt/spirt/boot.sh
