/** Runs steps to their end without a pause. */
export function finished<Outcome>(steps: Generator<undefined, Outcome>): Outcome {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Runs steps with a pause where `step` makes one, so that other requests are answered in between. */
export async function inSteps<Outcome>(
  steps: Generator<undefined, Outcome>,
  work: { step(): Promise<void> },
): Promise<Outcome> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await work.step();
  }
}

const LONG_TEXT = 500;

/** Whether one step over a text takes time that other requests would notice. */
export function isLong(text: string): boolean {
  return text.length > LONG_TEXT;
}
