/**
 * A bootstrap of equal outcomes has no width, however few they are. Only from 6 throws on is a coin that falls on one side
 * alone rarer than 5 % (2 / 2^6), so that nothing is concluded from fewer.
 */
export const FEWEST_COMPARED = 6;
