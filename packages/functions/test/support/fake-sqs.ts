import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request to SQS: the action, and its input as SQS reads it. */
export interface SqsRequest {
  action: string;
  input: Record<string, unknown>;
}

/**
 * A fake SQS on a real socket for sending and hiding messages; it records the requests. With `fault`, a code of SQS, it
 * answers every request with that code and status 500.
 */
export async function startFakeSqs() {
  const requests: SqsRequest[] = [];
  const state: { fault: string | null } = { fault: null };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const action = String(request.headers['x-amz-target']).replace('AmazonSQS.', '');
    const input = JSON.parse(body);
    requests.push({ action, input });
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    if (state.fault !== null) {
      response.statusCode = 500;
      response.end(JSON.stringify({ __type: state.fault, message: 'Told by the test.' }));
      return;
    }
    const md5 = createHash('md5').update(String(input.MessageBody)).digest('hex');
    response.end(JSON.stringify(action === 'SendMessage' ? { MessageId: 'm-1', MD5OfMessageBody: md5 } : {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    requests,
    state,
    urlOf: (queue: string) => `http://127.0.0.1:${port}/123456789012/${queue}`,
    async stop(): Promise<void> {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
