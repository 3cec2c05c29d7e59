// The app on Deno: `deno run --allow-env --allow-net deno.ts`, on PORT of 127.0.0.1.
import door from '../../packages/functions/src/doors/fetch.ts';

Deno.serve({ hostname: '127.0.0.1', port: Number(Deno.env.get('PORT')) }, (request) =>
  door.fetch(request, {}),
);
