#!/bin/sh
# Registers the namespace, or sets its retention. The journal in PostgreSQL is the archive, so that this is short.
set -eu
temporal operator namespace describe --namespace default >/dev/null 2>&1 ||
  temporal operator namespace create --namespace default --retention 30d
temporal operator namespace update --namespace default --retention 30d
