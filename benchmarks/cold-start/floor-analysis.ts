// The floor of a first analysis: only lib-dynamodb and openai, with the same reads, completion and writes.
import { readFileSync } from 'node:fs';
import { OpenAI } from 'openai';
import { floorAnalysis } from '../analysis/floor.ts';

const { row, request } = JSON.parse(readFileSync(process.env.FLOOR_ANALYSIS ?? '', 'utf8'));
const model = new OpenAI();
const analyse = floorAnalysis(row, () => model.chat.completions.create(request));

export async function handler({ body }: { body: string }) {
  const { call_id, client_email } = JSON.parse(body);
  await analyse(call_id, client_email);
  return { statusCode: 200, body: JSON.stringify(row) };
}
