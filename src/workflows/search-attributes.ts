import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/** Registered with the server by infra/temporal; the UI can list and filter runs by them. */
export const searchAttributes = {
  run: defineSearchAttributeKey('SrlmRun', SearchAttributeType.KEYWORD),
  method: defineSearchAttributeKey('SrlmMethod', SearchAttributeType.KEYWORD),
  iteration: defineSearchAttributeKey('SrlmIteration', SearchAttributeType.INT),
  stage: defineSearchAttributeKey('SrlmStage', SearchAttributeType.KEYWORD),
  model: defineSearchAttributeKey('SrlmModel', SearchAttributeType.KEYWORD),
};
