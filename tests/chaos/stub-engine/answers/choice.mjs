/** The end of an unfinished reply, one of those that are offered. */
export const choice = {
  kind: 'choice',
  isAsked: ({ structured_outputs: constraint }) => constraint !== undefined,
  write: (draw, { structured_outputs: { choice: choices } }) => choices[draw(choices.length)],
};
