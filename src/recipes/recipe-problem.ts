/** Something that is wrong with a recipe, by the path of its field. */
export interface RecipeProblem {
  path: string;
  message: string;
}
