// The client at work on any runtime: it records a call, has it analysed, reads the memory box, and is refused once.
import { createClient, LiveAssistError } from '../../packages/client/src/index.ts';

/** What the client has seen. */
export interface Seen {
  recorded: number;
  summary: string;
  promise: string | undefined;
  refused: { code: string; status: number | null; fields: string[] } | null;
  /** How often a token was asked for. */
  tokens: number;
}

/** Uses the client; the first token that it gets is refused. */
export async function useClient(endpoint: string, token: string): Promise<Seen> {
  let tokens = 0;
  const liveAssist = createClient({
    endpoint,
    token: () => {
      tokens += 1;
      return tokens === 1 ? 'outdated' : token;
    },
  });
  const call_id = `client-${crypto.randomUUID()}`;
  const client_email = `${call_id}@example.com`;
  const { window_number } = await liveAssist.recordCallWindow({
    call_id,
    window_num: 1,
    client_email,
    turns: [
      { speaker: 'agent', transcript: 'Good morning, how can I help?' },
      { speaker: 'customer', transcript: 'My parcel has not arrived.' },
      { speaker: 'agent', transcript: 'I will send a new one today.' },
    ],
  });
  const { summary } = await liveAssist.getCallAnalytics({ call_id, client_email });
  const box = await liveAssist.getMemoryBox({ client_email });
  const refused = await liveAssist.getMemoryBox({ client_email: 'no-address' }).then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof LiveAssistError)) throw error;
      return { code: error.code, status: error.status, fields: error.issues.map(({ path }) => path) };
    },
  );
  return {
    recorded: window_number,
    summary: String(summary),
    promise: box.commitments[0]?.text,
    refused,
    tokens,
  };
}
