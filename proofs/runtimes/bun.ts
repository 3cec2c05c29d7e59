// The app on Bun: `bun bun.ts`, on PORT of 127.0.0.1.
import worker from '../../packages/functions/src/doors/fetch.ts';

Bun.serve({
  hostname: '127.0.0.1',
  port: Number(process.env.PORT),
  fetch: (request) => worker.fetch(request, {}),
});
