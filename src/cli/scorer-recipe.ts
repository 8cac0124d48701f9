/** The part of a recipe that weighs a judge with the process reward model that the run itself makes, and has it veto. */
export function scorerRecipe({ url, hasToken }: { url: string; hasToken: boolean }): string {
  return [
    'processRewardModel: {}',
    'critics:',
    '  - { kind: judge, weight: 0.5 }',
    '  - kind: http',
    '    name: prm',
    `    url: ${url}/v1/scores/RUN/PRM?aggregation=product # or min, last`,
    ...(hasToken ? ['    apiKeyEnv: SRLM_KEY_SCORER # where workers run: the value of SRLM_SCORER_TOKEN'] : []),
    '    range: { lowest: 0, highest: 1 }',
    '    weight: 0.5 # 0 for one that only vetoes',
    '    veto: 0.3',
    'selection: { kind: best-and-worst, critic: combined }',
  ].join('\n');
}
