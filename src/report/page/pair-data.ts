/** What the page carries of the pairs of a run, as JSON in blocks that no browser runs. */

/** A pair as the list shows it and filters ask of it. */
export interface PairRow {
  id: string;
  /** "2", or "2-3" for the third attempt at iteration 2. */
  iteration: string;
  kind: 'answers' | 'judgements' | 'steps';
  /** The beginning of the prompt. */
  title: string;
  /** Null where nobody scored. */
  chosenScore: number | null;
  rejectedScore: number | null;
  /** In code points. */
  chosenLength: number;
  rejectedLength: number;
  judgements: number;
  metaJudgements: number;
}

export interface Judgement {
  /** Null where it names no score. */
  score: number | null;
  text: string;
}

export interface Side {
  id: string;
  text: string;
  judgements: Judgement[];
}

/** What was said of the two sides by critics other than the pointwise judge. */
export interface Saying {
  title: string;
  texts: string[];
}

/** Everything about a pair that the list does not show. */
export interface PairDetail {
  promptId: string;
  prompt: string;
  /** The beginning of the answer that both sides go on from; null where they are whole. */
  prefix: string | null;
  weight: number;
  confidence: number | null;
  chosen: Side;
  rejected: Side;
  /** Neither side is the better one: chosen and rejected are the first and the second. */
  unlabelled: boolean;
  metaJudgements: Saying[];
  others: Saying[];
}

/** The element that holds the rows, and those that hold the details, so many to each, in the order of the rows. */
export const ROWS_ELEMENT = 'pair-rows';
export const DETAILS_ELEMENT = 'pair-details';
export const DETAILS_PER_ELEMENT = 50;
