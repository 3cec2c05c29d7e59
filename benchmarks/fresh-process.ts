import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A program of this folder in a separate process. */
export interface FreshProcess {
  /** Sends a message and waits for the answer. */
  ask<Answer>(message: object): Promise<Answer>;
  stop(): Promise<void>;
}

/**
 * Starts a program that takes messages by {@link serveMessages}.
 *
 * @param env - Added to PATH and HOME; it inherits nothing else.
 */
export function freshProcess(
  program: URL,
  env: Record<string, string> = {},
  execArgv: string[] = [],
): FreshProcess {
  const child = fork(program, {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    execArgv,
    serialization: 'advanced',
  });
  return {
    async ask<Answer>(message: object) {
      child.send(message);
      const [answer] = await Promise.race([once(child, 'message'), ended(child, program)]);
      return answer as Answer;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill();
      await exit;
    },
  };
}

/** Sends one message to a fresh process and ends it. */
export async function askOnce<Answer>(
  program: URL,
  message: object,
  env?: Record<string, string>,
  execArgv?: string[],
): Promise<Answer> {
  const process = freshProcess(program, env, execArgv);
  try {
    return await process.ask<Answer>(message);
  } finally {
    await process.stop();
  }
}

/** For programs started by {@link freshProcess}: replies to each message with the result of `answer`. */
export function serveMessages<Message, Answer>(answer: (message: Message) => Promise<Answer>): void {
  process.on('message', async (message) => process.send?.(await answer(message as Message)));
}

async function ended(child: ChildProcess, program: URL): Promise<never> {
  const [code, signal] = await once(child, 'exit');
  throw new Error(`${program.pathname} ended with ${signal ?? code}.`);
}
