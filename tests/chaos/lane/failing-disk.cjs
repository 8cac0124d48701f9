// Preloaded into a worker: while the file CHAOS_DISK_FAULT exists, whatever writes below SRLM_STORE fails with the error
// code that the file holds, as it does on a full or a read-only disk, or takes long if it says SLOW. Needs no mount and
// no rights.
const { existsSync, readFileSync } = require('node:fs');
const promises = require('node:fs/promises');
const { setTimeout: sleep } = require('node:timers/promises');

const [store, switchFile] = [process.env.SRLM_STORE, process.env.CHAOS_DISK_FAULT];
const READS = new Set(['r', undefined]);
const SLOW_MS = 400;

async function meetFault(operation, path) {
  if (!String(path).startsWith(store) || !existsSync(switchFile)) return;
  const code = readFileSync(switchFile, 'utf8');
  if (code === 'SLOW') await sleep(SLOW_MS);
  else throw Object.assign(new Error(`${code}: ${operation} '${path}'`), { code, syscall: operation, path });
}

for (const operation of ['writeFile', 'appendFile', 'mkdir', 'rm']) {
  const original = promises[operation];
  promises[operation] = async (path, ...rest) => {
    await meetFault(operation, path);
    return original(path, ...rest);
  };
}
for (const operation of ['link', 'rename', 'cp', 'copyFile']) {
  const original = promises[operation];
  promises[operation] = async (from, to, ...rest) => {
    await meetFault(operation, to);
    return original(from, to, ...rest);
  };
}
const open = promises.open;
promises.open = async (path, flags, ...rest) => {
  if (!READS.has(flags)) await meetFault('open', path);
  const handle = await open(path, flags, ...rest);
  for (const operation of ['write', 'appendFile', 'writeFile', 'datasync']) {
    const original = handle[operation].bind(handle);
    handle[operation] = async (...values) => {
      // An open file of a full disk takes no more; a disk that became read-only refuses as well.
      if (!READS.has(flags)) await meetFault(operation, path);
      return original(...values);
    };
  }
  return handle;
};
