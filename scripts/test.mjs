// `npm test`: refuses a Node that is too old in one sentence, then hands over. Nothing here may need more than Node 12.
const needed = 20;

if (Number(process.versions.node.split('.')[0]) < needed) {
  console.error(
    'The tests need Node ' +
      needed +
      ' or newer, and this is ' +
      process.version +
      ': install one from https://nodejs.org and run npm test again.',
  );
  process.exit(1);
} else {
  import('./lib/launch.mjs').then((launcher) => launcher.launchTests(process.argv.slice(2)));
}
