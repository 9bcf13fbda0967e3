// For a container's health check, where there is no curl: ends with 0 when the address answers 2xx, else with 1.
const [, , address = ''] = process.argv;

fetch(address, { signal: AbortSignal.timeout(5_000) }).then(
  (response) => process.exit(response.ok ? 0 : 1),
  () => process.exit(1),
);
