/** Looks prompts up by id. The function throws for an id that is not there, because a record without its prompt is a fault. */
export function promptsById<Prompt extends { id: string }>(prompts: readonly Prompt[]): (id: string) => Prompt {
  const byId = new Map(prompts.map((prompt) => [prompt.id, prompt]));
  return (id) => {
    const prompt = byId.get(id);
    if (!prompt) throw new Error(`prompt "${id}" is not among the prompts of this stage`);
    return prompt;
  };
}
