#!/bin/sh
# Makes the secrets that docker-compose.yml names, those that are not there yet. Run as root, beside docker-compose.yml.
# The folder is closed to all but root; inside, each file is readable by the account that reads it in its container
# (files reach a container with the owner and mode they have here).
set -eu
cd "$(dirname "$0")/.."
umask 077
mkdir -p secrets
chmod 700 secrets

# The api and the worker run as user 1000 and refuse a master key that others could read.
if [ ! -e secrets/master_key ]; then
  openssl rand -base64 32 >secrets/master_key
  chown 1000 secrets/master_key
  chmod 400 secrets/master_key
fi
for name in owner_password app_password temporal_password; do
  [ -e "secrets/$name" ] && continue
  openssl rand -hex 24 >"secrets/$name"
  chmod 444 "secrets/$name"
done
echo '密钥已备好；请另存一份 secrets/master_key / The secrets are there; keep a copy of secrets/master_key elsewhere.'
