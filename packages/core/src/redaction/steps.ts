/** Runs steps to their end without a pause. */
export function finished<Outcome>(steps: Generator<undefined, Outcome>): Outcome {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
