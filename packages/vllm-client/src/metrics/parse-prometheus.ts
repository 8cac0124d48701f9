/** One line of a metrics page: `name{labels} value`. */
export interface MetricSample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\.)*)"/g;
const ESCAPES: Record<string, string> = { '\\n': '\n', '\\"': '"', '\\\\': '\\' };

/** Reads the text format of Prometheus. Comments and blank lines carry no samples. @throws SyntaxError naming the line. */
export function parsePrometheus(page: string): MetricSample[] {
  const samples: MetricSample[] = [];
  for (const [index, line] of page.split('\n').entries()) {
    const text = line.trim();
    if (text === '' || text.startsWith('#')) continue;
    const [, name, labels, value] = SAMPLE.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      throw new SyntaxError(`line ${index + 1} is not a metric sample: ${text.slice(0, 80)}`);
    }
    samples.push({ name, labels: labelsOf(labels ?? ''), value: numberOf(value) });
  }
  return samples;
}

function labelsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(LABEL)].map(([, key = '', value = '']) => [
      key,
      value.replace(/\\[n"\\]/g, (escape) => ESCAPES[escape] ?? escape),
    ]),
  );
}

/** The format spells its infinities in its own way. */
function numberOf(value: string): number {
  if (value === '+Inf') return Infinity;
  if (value === '-Inf') return -Infinity;
  return Number(value);
}
