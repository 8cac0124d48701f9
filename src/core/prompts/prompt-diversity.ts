import { z } from 'zod';
import { average } from '../statistics/average';
import { distinctBigrams } from './distinct-bigrams';
import { promptCategories, promptCategory } from './prompt-category';

const count = z.int().min(0);

/** How new and how varied the generated prompts of an iteration are. */
export const promptDiversitySchema = z.strictObject({
  /** Mean of each one's highest ROUGE-L with the seed and with all prompts before it; null of no prompts. */
  meanMaxRouge: z.number().min(0).max(1).nullable(),
  distinct2: z.number().min(0).max(1).nullable(),
  /** What they ask for, beside the seed prompts that examples are drawn from; categories of neither are left out. */
  categories: z.array(z.strictObject({ category: z.string(), generated: count, seed: count })),
});
export type PromptDiversity = z.infer<typeof promptDiversitySchema>;

/** @param similarities of each generated prompt, as `filterInstructions` gives them. */
export function promptDiversity(options: {
  generated: readonly string[];
  similarities: readonly number[];
  seed: readonly string[];
}): PromptDiversity {
  const [generated, seed] = [options.generated.map(promptCategory), options.seed.map(promptCategory)];
  return {
    meanMaxRouge: average(options.similarities),
    distinct2: distinctBigrams(options.generated),
    categories: promptCategories
      .map((category) => ({
        category,
        generated: generated.filter((one) => one === category).length,
        seed: seed.filter((one) => one === category).length,
      }))
      .filter((row) => row.generated + row.seed > 0),
  };
}
