import type { ModelReport } from './data/model-data';
import type { ReportData } from './report-data';

/** A line of the lineage graph between two rows, on a lane of its own where it would cross others. */
export interface Edge {
  from: number;
  to: number;
  /** 0 is the nearest to the rows. */
  lane: number;
  /** `weights`: trained from them. `data`: its responses are what was learned from. */
  kind: 'weights' | 'data';
}

/** Models in the order in which they were made, and what each was made from. */
export interface LineageGraph {
  edges: Edge[];
  lanes: { weights: number; data: number };
}

export function lineageGraph({ models, iterations }: Pick<ReportData, 'models' | 'iterations'>): LineageGraph {
  const rowOf = (name: string | null | undefined) => models.findIndex((model) => model.name === name);
  const edges = (kind: Edge['kind'], sourceOf: (model: ModelReport) => string | null | undefined) =>
    inLanes(
      models.flatMap((model, to) => {
        const from = rowOf(sourceOf(model));
        return from < 0 || from >= to ? [] : [{ from, to, kind }];
      }),
    );
  const weights = edges('weights', ({ parentName, sameAs }) => sameAs ?? parentName);
  const data = edges('data', ({ name }) => iterations.find(({ makes }) => makes === name)?.policy);
  return { edges: [...weights, ...data], lanes: { weights: lanesOf(weights), data: lanesOf(data) } };
}

/** Short edges inside, long ones outside; edges that only meet at a row share a lane. */
function inLanes(edges: readonly Omit<Edge, 'lane'>[]): Edge[] {
  const placed: Edge[] = [];
  for (const edge of edges.toSorted((a, b) => a.to - a.from - (b.to - b.from))) {
    const overlaps = (other: Edge) => other.from < edge.to && edge.from < other.to;
    let lane = 0;
    while (placed.some((other) => other.lane === lane && overlaps(other))) lane += 1;
    placed.push({ ...edge, lane });
  }
  return placed;
}

function lanesOf(edges: readonly Edge[]): number {
  return edges.reduce((most, { lane }) => Math.max(most, lane + 1), 0);
}
