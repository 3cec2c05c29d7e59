import * as z from 'zod/mini';
import { CATEGORIES } from '../analytics/categories.ts';
import { IMPROVEMENT_AREAS } from '../analytics/improvement-areas.ts';
import { TOLD_STATUSES } from '../shared/commitment-status.ts';
import { DUE_FORMS } from '../shared/due-forms.ts';

/** The emotions that a model may choose for a customer. */
export const EMOTIONS = [
  'anger',
  'anxiety',
  'confusion',
  'disappointment',
  'frustration',
  'gratitude',
  'impatience',
  'joy',
  'relief',
  'sadness',
  'satisfaction',
  'surprise',
] as const;

type Area = keyof typeof IMPROVEMENT_AREAS;
const AREAS = Object.keys(IMPROVEMENT_AREAS) as [Area, ...Area[]];

/** Longest quote, text and name of a time in an answer, in UTF-16 units. */
const MOST = { quote: 400, text: 300, due: 80 } as const;

/** The parts of the schema that occur many times in it, by the names under which they stand once. */
export const SHARED_SCHEMAS = new Map<string, z.ZodMiniType>();

/**
 * The answer of a model: facts first, then how it ended, then scores, and in every finding the quotes before the text. It
 * names lines of the prompt, never windows, ids or dates. All keys are required, all lists and texts are bounded, and a
 * strict JSON Schema can express all of it. Who said a quote, and where, is found by code.
 */
export const ModelAnswer = z.lazy(() => {
  const number = (most: number) => z.int().check(z.minimum(0), z.maximum(most));
  const text = (most: number) => z.string().check(z.maxLength(most));
  const list = <Item extends z.ZodMiniType>(item: Item, most: number) =>
    z.array(item).check(z.maxLength(most));
  const shared = <Schema extends z.ZodMiniType>(id: string, schema: Schema) => {
    SHARED_SCHEMAS.set(id, schema);
    return schema;
  };
  const Line = number(99_999);
  const Place = shared('Place', z.nullable(Line));
  const quotes = shared('Quotes', list(z.object({ quote: text(MOST.quote), line: Line }), 2));
  const Said = shared('Said', z.object({ quotes, text: text(MOST.text) }));
  const Finding = shared('Finding', z.object({ quotes, text: text(MOST.text), tool: Place }));
  const Score = shared('Score', number(100));

  return z.object({
    commitments: list(
      z.object({
        quotes,
        text: text(MOST.text),
        owner: z.enum(['agent', 'customer']),
        due: z.nullable(
          z.object({
            words: text(MOST.due),
            form: z.enum(DUE_FORMS),
            n: number(366),
            /** Of a date; else 0. */
            month: number(12),
          }),
        ),
        conditional: z.boolean(),
        /** Place in this list of the promise of the other side for which it waits. */
        waitsFor: Place,
        recurring: z.boolean(),
      }),
      20,
    ),
    deliverables: list(Finding, 3),
    closings: list(
      z.object({
        quotes,
        tool: Place,
        promise: Line,
        status: z.enum(TOLD_STATUSES),
        /** Place in `commitments` of the promise that takes its place. */
        by: Place,
        now: z.boolean(),
        when: z.nullable(text(MOST.due)),
      }),
      20,
    ),
    settles: list(z.object({ quotes, matter: Line }), 5),
    about: list(Said, 1),
    keyInsights: list(Finding, 3),
    actionItems: list(Finding, 3),
    summary: list(Said, 3),
    resolved: z.boolean(),
    resolvedAtLine: Place,
    category: z.enum(CATEGORIES),
    sentimentScore: Score,
    satisfactionScore: Score,
    escalationRisk: Score,
    professionalismScore: Score,
    empathyScore: Score,
    knowledgeScore: Score,
    emotions: list(z.object({ emotion: z.enum(EMOTIONS), intensity: Score }), 2),
    improvementAreas: list(z.object({ quotes, area: z.enum(AREAS) }), 3),
  });
});
/** The answer of a model; its category is one of the usual list, or of the contact centre's own. */
export type ModelAnswer = Omit<z.infer<typeof ModelAnswer>, 'category'> & { category: string };

/** {@link ModelAnswer} with these categories instead of the usual ones. */
export function modelAnswerWith(categories: readonly string[]): z.ZodMiniType<ModelAnswer> {
  return z.extend(ModelAnswer._zod.innerType, { category: z.enum(categories) });
}
