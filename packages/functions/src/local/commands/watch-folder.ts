import { existsSync } from 'node:fs';
import { LiveAssistError } from '@live-assist/core';
import type { Destination } from '../../import/destination.ts';
import type { ImportOptions } from '../../import/options/import-options.ts';
import type { Knowledge } from '../../import/plan/plan-call.ts';
import { NoSuchInput } from '../../import/sources.ts';
import { takeFile } from '../../import/take-file.ts';
import { folderInbox, newFilesOf } from '../../import/watched-folder.ts';

const LOOK_EVERY_MS = 1000;

/**
 * Imports the files that come into a folder, until the process is told to end.
 *
 * @returns the exit code: 1 where a file was refused.
 */
export async function watchFolder(
  folder: string,
  told: { options: ImportOptions; knowledge: Knowledge },
  destination: Destination,
): Promise<number> {
  if (!existsSync(folder)) throw new NoSuchInput(`${folder} is not there. Make the folder first.`);
  const inbox = folderInbox(folder, told);
  const newFiles = newFilesOf(folder);
  const isAnalyzed = told.options.next !== 'nothing';
  const then = told.options.next === 'analyze' ? 'analyze' : 'queue';
  const follow = destination.follow(then, () => {});
  let refused = 0;
  let isEnding = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (isEnding = true));
  console.log(`Watching ${folder}. End with Ctrl+C.`);
  while (!isEnding) {
    for (const key of newFiles()) {
      const taken = await takeFile(inbox, key, async (call, timestampMarks) => {
        const { callId, clientEmail } = await destination.store(call, { timestampMarks, isAnalyzed });
        if (!isAnalyzed || clientEmail === null) return;
        await follow({ call_id: callId, client_email: clientEmail }).catch((error: unknown) => {
          if (!(error instanceof LiveAssistError)) throw error;
          console.error(`call ${callId}: ${error.message} (${error.code})`);
        });
      });
      if (taken.outcome === 'refused') refused += 1;
      console.log(`${taken.outcome} | ${key} | ${taken.calls} calls, ${taken.refused} refused`);
    }
    await new Promise((resume) => setTimeout(resume, LOOK_EVERY_MS));
  }
  return refused > 0 ? 1 : 0;
}
