/** One line of the report: how `value` compares with the `floor` that was measured beside it. */
export interface Figure {
  /** `value` / `floor`. */
  ratio: number;
  floor: number;
  value: number;
  unit: string;
  /** The highest ratio that is accepted. */
  budget: number;
  /** Interquartile range of the rounds, in units of the ratio; 0 for a deterministic figure. */
  spread: number;
}

/** The figures of one benchmark, by name. */
export type Figures = Record<string, Figure>;

/** The number of repetitions. */
export interface Effort {
  /** Measurements of each side. */
  rounds: number;
}

/** The two sides of one round, in any unit. */
export interface Round {
  floor: number;
  value: number;
}

/** Runs both sides `rounds` times in alternating order, so that load on the machine affects both. */
export async function alternate<Result>(
  { rounds }: Effort,
  floor: () => Promise<Result>,
  value: () => Promise<Result>,
): Promise<{ floor: Result; value: Result }[]> {
  const results: { floor: Result; value: Result }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const first = await floor();
      results.push({ floor: first, value: await value() });
    } else {
      const first = await value();
      results.push({ floor: await floor(), value: first });
    }
  }
  return results;
}

/** Computes a figure: the ratio of the two medians. */
export function figureOf(rounds: readonly Round[], unit: string, budget: number): Figure {
  const floor = median(rounds.map((round) => round.floor));
  const value = median(rounds.map((round) => round.value));
  const ratios = rounds.map((round) => round.value / round.floor);
  const spread = quantile(ratios, 0.75) - quantile(ratios, 0.25);
  return { ratio: value / floor, floor, value, unit, budget, spread };
}

/** The median of some numbers. */
export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below = 0, above = below] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}
