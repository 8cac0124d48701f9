/**
 * Many generated inputs with a fixed seed, so that every run of the tests tries the same ones. SRLM_FUZZ_SEED tries
 * others, and SRLM_FUZZ_RUNS changes how many: it says what becomes of the usual 100,000.
 */
import * as fc from 'fast-check';

const USUAL_RUNS = 100_000;
const seed = Number(process.env['SRLM_FUZZ_SEED'] ?? 20_401);
const scale = Number(process.env['SRLM_FUZZ_RUNS'] ?? USUAL_RUNS) / USUAL_RUNS;

// Most inputs end in an error, and nobody reads where it was thrown.
Error.stackTraceLimit = 0;

process.stderr.write(`fuzzing with SRLM_FUZZ_SEED=${seed}\n`);

/** Time for the long mode, too. */
const TIMEOUT_MS = 60_000 * Math.max(1, scale);

/** A test of a claim about every input; `check` throws where it does not hold. */
export function testEvery<Input>(
  claim: string,
  inputs: fc.Arbitrary<Input>,
  check: (input: Input) => void,
  runs = USUAL_RUNS,
): void {
  const property = fc.property(inputs, check);
  test(claim, () => expect(() => fc.assert(property, settings(runs))).not.toThrow(), TIMEOUT_MS);
}

/** The same where files are read, which takes longer: say how many inputs. */
export function testEveryFile<Input>(
  claim: string,
  inputs: fc.Arbitrary<Input>,
  check: (input: Input) => Promise<void>,
  runs: number,
): void {
  const property = fc.asyncProperty(inputs, check);
  test(claim, () => expect(fc.assert(property, settings(runs))).resolves.toBeUndefined(), TIMEOUT_MS);
}

function settings(runs: number) {
  return { seed, numRuns: Math.max(1, Math.round(runs * scale)), includeErrorInReport: true };
}

/** What `work` throws; undefined when it does not. */
export function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}
