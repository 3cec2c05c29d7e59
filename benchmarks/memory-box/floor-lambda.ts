import { handle } from 'hono/aws-lambda';
import { app } from './floor-app.ts';

export const handler = handle(app);
