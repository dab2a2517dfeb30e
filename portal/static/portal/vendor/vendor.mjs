// Copies the files listed in vendor.json (package path -> own name, null keeps the name) out of node_modules and
// writes vendor.lock.json: origin, version, licence and SHA-256 of each. tests/portal/test_static.py re-hashes them.
// A path that begins with ./ is a module of ours: what it takes from packages becomes one file, with their versions.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildSync } from 'esbuild';

const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const LOCK = 'vendor.lock.json';

if (existsSync(LOCK)) Object.keys(read(LOCK)).forEach((name) => rmSync(name, { force: true }));

const manifestOf = (name) => read(join('node_modules', ...name.split('/'), 'package.json'));

function bundle(path, name) {
  const packages = [...new Set([...readFileSync(path, 'utf8').matchAll(/from '([^']+)'/g)].map((found) => found[1]))].sort();
  const manifests = packages.map(manifestOf);
  const banner = `/* ${manifests.map((one) => `${one.name} ${one.version} (${one.license})`).join(', ')} */`;
  buildSync({ entryPoints: [path], outfile: name, bundle: true, minify: true, format: 'esm', target: 'es2020', banner: { js: banner } });
  const versions = Object.fromEntries(manifests.map((one) => [one.name, one.version]));
  return { from: path, bundles: versions, license: [...new Set(manifests.map((one) => one.license))].join(', ') };
}

function copy(path, name, list) {
  const manifest = manifestOf(path.split('/').slice(0, path.startsWith('@') ? 2 : 1).join('/'));
  let content = readFileSync(join('node_modules', path));
  // A source map that is not listed (Chart.js's is 1 MB) is not named either: collectstatic refuses names that lead nowhere.
  if (!(`${path}.map` in list)) content = Buffer.from(content.toString().replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n'));
  writeFileSync(name, content);
  return { from: path, version: manifest.version, license: manifest.license };
}

const lock = {};
const list = read('vendor.json');
for (const [path, rename] of Object.entries(list)) {
  const name = rename ?? basename(path);
  const origin = path.startsWith('./') ? bundle(path, name) : copy(path, name, list);
  lock[name] = { ...origin, sha256: createHash('sha256').update(readFileSync(name)).digest('hex') };
}
writeFileSync(LOCK, `${JSON.stringify(lock, null, 2)}\n`);
rmSync('node_modules', { recursive: true, force: true }); // or collectstatic would publish it
