// How the web is built: Kit with the Node adapter, Tailwind, and the content security policy of every page.
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

/** Kit hides its announcer of page titles with a style attribute; this is the hash of that one attribute. */
const KIT_ANNOUNCER_STYLE = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=';

export default defineConfig({
  // The entry of every page would name each script that each other page needs, a twentieth of all it loads: what a link leads to is fetched
  // when somebody points at it. Styles are named as before.
  build: { modulePreload: { resolveDependencies: (_page, needs) => needs.filter((file) => file.endsWith('.css')) } },
  plugins: [
    tailwindcss(),
    sveltekit({
      adapter: adapter({ out: process.env.WEB_BUILD_OUT ?? 'build', precompress: true }),
      csp: {
        mode: 'auto',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          'style-src-attr': ['unsafe-hashes', KIT_ANNOUNCER_STYLE],
          'img-src': ['self', 'data:'],
          'font-src': ['self'],
          'connect-src': ['self'],
          'frame-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['self'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
    }),
  ],
});
