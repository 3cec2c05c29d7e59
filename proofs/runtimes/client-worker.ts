// The client in a Worker: answers with what it has seen.
import { useClient } from './use-client.ts';

export default {
  async fetch(request: Request, env: { ENDPOINT: string; TOKEN: string }): Promise<Response> {
    if (new URL(request.url).pathname !== '/use') return new Response('ready');
    return Response.json(await useClient(env.ENDPOINT, env.TOKEN));
  },
};
