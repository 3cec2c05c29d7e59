// The app on Bun: `bun bun.ts`, on PORT of 127.0.0.1.
import door from '../../packages/functions/src/doors/fetch.ts';

Bun.serve({
  hostname: '127.0.0.1',
  port: Number(process.env.PORT),
  fetch: (request) => door.fetch(request, {}),
});
