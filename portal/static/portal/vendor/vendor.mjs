// Copies the files listed in vendor.json (package path -> own name, null keeps the name) out of node_modules and
// writes vendor.lock.json: origin, version, licence and SHA-256 of each. tests/portal/test_static.py re-hashes them.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const LOCK = 'vendor.lock.json';

if (existsSync(LOCK)) Object.keys(read(LOCK)).forEach((name) => rmSync(name, { force: true }));

const lock = {};
const list = read('vendor.json');
for (const [path, rename] of Object.entries(list)) {
  const name = rename ?? basename(path);
  const parts = path.split('/');
  const manifest = read(join('node_modules', ...parts.slice(0, path.startsWith('@') ? 2 : 1), 'package.json'));
  let content = readFileSync(join('node_modules', path));
  // A source map that is not listed (Chart.js's is 1 MB) is not named either: collectstatic refuses names that lead nowhere.
  if (!(`${path}.map` in list)) content = Buffer.from(content.toString().replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n'));
  writeFileSync(name, content);
  const sha256 = createHash('sha256').update(readFileSync(name)).digest('hex');
  lock[name] = { from: path, version: manifest.version, license: manifest.license, sha256 };
}
writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`);
rmSync('node_modules', { recursive: true, force: true }); // or collectstatic would publish it
