// Puts a call into the table of `pnpm start`, as a live system does: no request is sent to the service, and some minutes after
// the last window the memory box of the customer is filled. `pnpm start` prints the key for AWS_ACCESS_KEY_ID and
// AWS_SECRET_ACCESS_KEY.
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const table = new DynamoDBClient({
  endpoint: process.env.DYNAMODB ?? 'http://127.0.0.1:8000',
  region: 'local',
});
const said = [
  ['agent', 'Good morning, how can I help?'],
  ['customer', 'My coffee machine is broken.'],
  ['agent', "I'm sorry. I'll send you a new one by Friday."],
  ['customer', 'Thank you, that is all I needed.'],
].map(([speaker, transcript]) => ({ speaker, transcript }));
const window = {
  call_id: `put-${Date.now()}`,
  client_email: 'lena.hart@example.com',
  turns: JSON.stringify(said),
};
const text = Object.entries({ ...window, created_at: new Date().toISOString() }).map(([name, S]) => [
  name,
  { S },
]);
await table.send(
  new PutItemCommand({
    TableName: 'call-records',
    Item: { ...Object.fromEntries(text), window_number: { N: '1' } },
  }),
);
console.log('The call is recorded. In about six minutes the memory box of lena.hart@example.com is filled.');
