/** The results of a proof: the count of each outcome, and all violations. */
export interface Findings {
  count(what: string): void;
  /** Records a violation; the text of the first ones is kept. */
  violation(what: string): void;
  readonly violations: number;
  /** Prints the counts and the violations. */
  print(): void;
}

const KEPT = 20;

export function startFindings(): Findings {
  const counts = new Map<string, number>();
  const kept: string[] = [];
  let violations = 0;
  return {
    count(what) {
      counts.set(what, (counts.get(what) ?? 0) + 1);
    },
    violation(what) {
      violations += 1;
      if (kept.length < KEPT) kept.push(what);
    },
    get violations() {
      return violations;
    },
    print() {
      for (const [what, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
        console.log(`  ${String(count).padStart(8)}  ${what}`);
      }
      for (const what of kept) console.error(`VIOLATION ${what}`);
      if (violations > kept.length) console.error(`… and ${violations - kept.length} more`);
    },
  };
}
