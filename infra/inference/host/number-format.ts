import { readFileSync } from 'node:fs';

/** bfloat16 where the processor computes in it; emulated it is slower than float32, which also keeps every small update. */
export function numberFormat(processor = readProcessor()): 'bfloat16' | 'float32' {
  return /\b(avx512_bf16|amx_bf16)\b/.test(processor) ? 'bfloat16' : 'float32';
}

function readProcessor(): string {
  return readFileSync('/proc/cpuinfo', 'utf8');
}
