// Turns the compiled browser client, the stylesheets and the client scripts into the folder that the server reads.
//
//   node xtask/assets.mjs '{"root":"…","wasm":"…","bindgen":"…","site":"…","cache":"…","quick":false}'
//
// What comes out, and what the server may rely on:
//   <site>/manifest.json        logical name → { "url", "bytes", "brotli", "gzip" }; written last, so it never names a missing file
//   <site>/assets/NAME.HASH.EXT every file, under the hash of its content: a URL never changes its meaning
//   <site>/service-worker.js    keeps its name, because its address is its identity
//   FILE.br, FILE.gz            beside each file that gets smaller; "brotli" and "gzip" are the bytes that travel, so they equal
//                               "bytes" where there is no such file
// A file lies at <site> + url. Logical names: main.css, loader.js, frontend.js, frontend.wasm, icons/icons.svg, fonts/NAME.woff2,
// maplibre-gl.mjs, maplibre-gl-worker.mjs, maplibre-gl.css.
//
// What goes in, each of it optional, so that a young checkout builds too:
//   style/main.css, style/pages/*.css   entries; each is bundled with what it imports
//   style/fonts, style/icons, style/images
//   app/client/*.js                     entries; each is bundled with what it imports from folders below app/client
// A script names another asset by the string "/assets/LOGICAL-NAME" (a plain literal, also in import()); it becomes the hashed address.
// A stylesheet names a font or picture by url() with a relative path. service-worker.js is given __PRECACHE__ (addresses worth keeping
// for the offline page), __ASSETS__ (logical name → address) and __VERSION__ (changes when any asset changes).
//
// esbuild and lightningcss work from npm without install scripts; the npm package `wasm-opt` downloads and is not used.

import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import zlib from "node:zlib";

const options = JSON.parse(process.argv[2] ?? "{}");
const { root, site, cache, quick } = options;
const require = createRequire(path.join(root, "end2end", "package.json"));

// Features that every browser with wasm-bindgen's reference types has; without the flags wasm-opt refuses the module.
const WASM_OPT_FLAGS = [
  "-Oz",
  "--enable-bulk-memory",
  "--enable-nontrapping-float-to-int",
  "--enable-sign-ext",
  "--enable-mutable-globals",
  "--enable-reference-types",
  "--enable-multivalue",
  "--strip-debug",
  "--strip-producers",
];
// Nesting and oklch() are lowered for browsers of the last three years; older ones get readable, unstyled HTML.
const BROWSERS = { chrome: 111 << 16, firefox: 113 << 16, safari: (16 << 16) | (4 << 8) };
const SCRIPT_TARGET = "es2022";
const ALREADY_COMPRESSED = new Set([".woff2", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".pmtiles"]);
const REFERENCE = /(["'`])\/assets\/([\w./-]+)\1/g;
const MAPLIBRE = ["maplibre-gl-worker.mjs", "maplibre-gl.mjs", "maplibre-gl.css"];

const manifest = {};
const keptFiles = new Set();
const usedCache = new Set();

try {
  build();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}

function build() {
  const inputs = digestOfInputs();
  const stamp = path.join(site, ".inputs");
  if (fs.existsSync(path.join(site, "manifest.json")) && readText(stamp) === inputs) {
    console.log("front: nothing changed");
    return;
  }
  fs.mkdirSync(path.join(site, "assets"), { recursive: true });
  fs.mkdirSync(cache, { recursive: true });
  fs.rmSync(stamp, { force: true });

  copyPlainFiles();
  addStylesheets();
  addBrowserClient();
  addMap();
  addClientScripts();

  writeAtomically(path.join(site, "manifest.json"), JSON.stringify(sorted(manifest), null, 2) + "\n");
  removeLeftovers();
  fs.writeFileSync(stamp, inputs);
  report();
}

// ---- the kinds of assets ----------------------------------------------------------------------------------------------------------

function copyPlainFiles() {
  for (const folder of ["fonts", "icons", "images"]) {
    const base = path.join(root, "style", folder);
    for (const file of filesBelow(base)) {
      if (path.basename(file) === "README.md" || path.basename(file).startsWith("LICENSE")) continue;
      add(`${folder}/${path.relative(base, file).split(path.sep).join("/")}`, fs.readFileSync(file));
    }
  }
}

function addStylesheets() {
  const entries = [path.join(root, "style", "main.css"), ...filesIn(path.join(root, "style", "pages"), ".css")];
  for (const entry of entries.filter((file) => fs.existsSync(file))) {
    add(path.basename(entry), Buffer.from(stylesheet(entry)));
  }
}

function stylesheet(entry) {
  const { bundle } = require("lightningcss");
  const result = bundle({ filename: entry, minify: true, targets: BROWSERS, analyzeDependencies: true });
  let text = Buffer.from(result.code).toString("utf8");
  for (const dependency of result.dependencies ?? []) {
    if (dependency.type !== "url") continue;
    text = text.replaceAll(dependency.placeholder, addressInStylesheet(dependency));
  }
  return text;
}

function addressInStylesheet({ url, loc }) {
  if (/^(data:|#)/.test(url)) return url;
  const place = `${loc.filePath ?? "style"}:${loc.start?.line ?? 0}`;
  if (/^([a-z]+:)?\/\//i.test(url)) throw new Error(`${place}: ${url} would be fetched from another host`);
  const [file, fragment] = url.split("#");
  const absolute = file.startsWith("/assets/")
    ? path.join(root, "style", file.slice("/assets/".length))
    : path.resolve(path.dirname(loc.filePath), file);
  const logical = path.relative(path.join(root, "style"), absolute).split(path.sep).join("/");
  const asset = manifest[logical];
  if (!asset) throw new Error(`${place}: ${url} is no file below style/fonts, style/icons or style/images`);
  return fragment ? `${asset.url}#${fragment}` : asset.url;
}

function addBrowserClient() {
  if (!options.wasm) return;
  const folder = boundClient();
  add("frontend.wasm", fs.readFileSync(path.join(folder, "frontend.wasm")));
  const glue = bundleScript(path.join(folder, "glue", "frontend.js"), {});
  // The glue looks for its wasm beside itself; our name carries a hash. The loader may pass the address, but need not.
  const address = JSON.stringify(manifest["frontend.wasm"].url);
  add("frontend.js", Buffer.from(glue.replace(/new URL\((["'`])frontend_bg\.wasm\1,\s*import\.meta\.url\)/, address)));
}

/** Runs wasm-bindgen and wasm-opt, or finds their result of an earlier run on the same module. */
function boundClient() {
  const module = fs.readFileSync(options.wasm);
  const bindgen = execFileSync(options.bindgen, ["--version"], { encoding: "utf8" }).trim();
  const key = digest(JSON.stringify([bindgen, quick ? [] : WASM_OPT_FLAGS]), module);
  const folder = path.join(cache, `client-${key}`);
  usedCache.add(path.basename(folder));
  if (fs.existsSync(path.join(folder, "frontend.wasm"))) return folder;

  const scratch = `${folder}.part`;
  fs.rmSync(scratch, { recursive: true, force: true });
  const glue = path.join(scratch, "glue");
  run(options.bindgen, ["--target", "web", "--no-typescript", "--out-dir", glue, "--out-name", "frontend", options.wasm]);
  const bound = path.join(glue, "frontend_bg.wasm");
  if (quick) fs.copyFileSync(bound, path.join(scratch, "frontend.wasm"));
  else optimise(bound, path.join(scratch, "frontend.wasm"));
  fs.rmSync(folder, { recursive: true, force: true });
  fs.renameSync(scratch, folder);
  return folder;
}

function optimise(input, output) {
  const tool = path.join(root, "end2end", "node_modules", "binaryen", "bin", "wasm-opt");
  run(process.execPath, [tool, ...WASM_OPT_FLAGS, input, "-o", output]);
}

function addMap() {
  const folder = path.join(root, "end2end", "node_modules", "maplibre-gl", "dist");
  for (const name of MAPLIBRE) {
    const file = path.join(folder, name);
    if (!fs.existsSync(file)) throw new Error(`maplibre-gl brings no ${name}; its version in end2end/package.json does not fit`);
    let text = fs.readFileSync(file, "utf8").replace(/\n?(\/\/# sourceMappingURL=\S+|\/\*# sourceMappingURL=\S+ \*\/)\s*$/, "\n");
    if (name === "maplibre-gl.mjs") {
      // It starts its worker from a file beside itself, by name.
      const worker = path.basename(manifest["maplibre-gl-worker.mjs"].url);
      if (!text.includes("`maplibre-gl-worker.mjs`")) throw new Error("maplibre-gl no longer names its worker as expected");
      text = text.replaceAll("`maplibre-gl-worker.mjs`", `\`${worker}\``);
    }
    // Its sheet comes after ours and would win over every layer of ours; style/main.css gives it a place among them.
    if (name === "maplibre-gl.css") text = `@layer maplibre{${text}}`;
    add(name, Buffer.from(text));
  }
}

function addClientScripts() {
  const entries = filesIn(path.join(root, "app", "client"), ".js");
  const waiting = new Map(entries.map((file) => [path.basename(file), file]));
  const worker = waiting.get("service-worker.js");
  waiting.delete("service-worker.js");
  while (waiting.size > 0) {
    const before = waiting.size;
    for (const [name, file] of waiting) {
      const text = bundleScript(file, {});
      if (referencesIn(text).some((reference) => reference !== name && waiting.has(reference))) continue;
      add(name, Buffer.from(withAddresses(text, file)));
      waiting.delete(name);
    }
    if (waiting.size === before) throw new Error(`client scripts name each other in a circle: ${[...waiting.keys()].join(", ")}`);
  }
  if (worker) addServiceWorker(worker);
}

function addServiceWorker(file) {
  const addresses = Object.fromEntries(Object.entries(sorted(manifest)).map(([name, asset]) => [name, asset.url]));
  // The shell of every page, which a first visit has fetched anyway. Everything else is kept when a page first asks for it.
  const isShell = (name) => /^(main\.css|loader\.js|fonts\/[^/]+\.woff2|icons\/(icons|app-icon)\.svg)$/.test(name);
  const text = bundleScript(file, {
    __PRECACHE__: JSON.stringify(Object.keys(addresses).filter(isShell).map((name) => addresses[name])),
    __ASSETS__: JSON.stringify(addresses),
    __VERSION__: JSON.stringify(digest(JSON.stringify(addresses)).slice(0, 12)),
  });
  add("service-worker.js", Buffer.from(withAddresses(text, file)), "/service-worker.js");
}

function bundleScript(file, define) {
  const { buildSync } = require("esbuild");
  const result = buildSync({
    entryPoints: [file],
    bundle: true,
    format: "esm",
    minify: true,
    write: false,
    target: SCRIPT_TARGET,
    external: ["/assets/*"],
    nodePaths: [path.join(root, "end2end", "node_modules")],
    define,
    legalComments: "none",
    charset: "utf8",
    logLevel: "silent",
  });
  return result.outputFiles[0].text;
}

function referencesIn(text) {
  return [...text.matchAll(REFERENCE)].map((match) => match[2]);
}

function withAddresses(text, file) {
  const finished = new Set(Object.values(manifest).map((asset) => asset.url));
  return text.replace(REFERENCE, (literal, quote, name) => {
    if (finished.has(`/assets/${name}`)) return literal;
    // A young checkout has no browser client yet: the loader's import then fails in the browser, and says so.
    if (!manifest[name] && /^frontend\.(js|wasm)$/.test(name) && !options.wasm) return `${quote}/assets/${name}${quote}`;
    if (!manifest[name]) throw new Error(`${path.relative(root, file)}: there is no asset called ${name}`);
    return `${quote}${manifest[name].url}${quote}`;
  });
}

// ---- files, hashes, compression ---------------------------------------------------------------------------------------------------

function add(logical, content, fixedUrl) {
  if (manifest[logical]) throw new Error(`two files are called ${logical}`);
  const { dir, name, ext } = path.posix.parse(logical);
  const hashed = path.posix.join("/assets", dir, `${name}.${digest(content).slice(0, 16)}${ext}`);
  const url = fixedUrl ?? hashed;
  const file = path.join(site, url);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  writeAtomically(file, content);
  keptFiles.add(file);
  const asset = { url, bytes: content.length, brotli: content.length, gzip: content.length };
  if (!ALREADY_COMPRESSED.has(ext)) {
    for (const [form, suffix] of [["brotli", ".br"], ["gzip", ".gz"]]) {
      const packed = compressed(content, form);
      if (packed.length >= content.length) continue;
      writeAtomically(file + suffix, packed);
      keptFiles.add(file + suffix);
      asset[form] = packed.length;
    }
  }
  manifest[logical] = asset;
}

function compressed(content, form) {
  const level = quick ? "quick" : "best";
  const name = `${form}-${level}-${digest(content)}`;
  const file = path.join(cache, name);
  usedCache.add(name);
  if (fs.existsSync(file)) return fs.readFileSync(file);
  const packed = form === "gzip" ? zlib.gzipSync(content, { level: quick ? 1 : 9 }) : zlib.brotliCompressSync(content, {
    params: {
      [zlib.constants.BROTLI_PARAM_QUALITY]: quick ? 4 : 11,
      [zlib.constants.BROTLI_PARAM_LGWIN]: zlib.constants.BROTLI_MAX_WINDOW_BITS,
      [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    },
  });
  writeAtomically(file, packed);
  return packed;
}

function removeLeftovers() {
  for (const file of filesBelow(path.join(site, "assets"))) {
    if (!keptFiles.has(file)) fs.rmSync(file);
  }
  for (const name of fs.readdirSync(cache)) {
    if (!usedCache.has(name)) fs.rmSync(path.join(cache, name), { recursive: true });
  }
}

function digestOfInputs() {
  const hash = createHash("sha256");
  const files = [
    ...filesBelow(path.join(root, "style")),
    ...filesBelow(path.join(root, "app", "client")),
    path.join(root, "xtask", "assets.mjs"),
    path.join(root, "end2end", "package-lock.json"),
    ...(options.wasm ? [options.wasm] : []),
  ];
  hash.update(quick ? "quick" : "full");
  for (const file of files) {
    if (!fs.existsSync(file)) continue;
    hash.update(`\0${file}\0`).update(fs.readFileSync(file));
  }
  return hash.digest("hex");
}

function filesBelow(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function filesIn(folder, extension) {
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder).filter((name) => name.endsWith(extension)).sort().map((name) => path.join(folder, name));
}

function writeAtomically(file, content) {
  fs.writeFileSync(`${file}.part`, content);
  fs.renameSync(`${file}.part`, file);
}

function readText(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
}

function digest(...parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}

function sorted(object) {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function run(program, parameters) {
  execFileSync(program, parameters, { stdio: ["ignore", "inherit", "pipe"] });
}

// ---- what a person reads ----------------------------------------------------------------------------------------------------------

function report() {
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
  const assets = Object.values(manifest);
  const total = assets.reduce((sum, asset) => sum + asset.brotli, 0);
  const parts = ["main.css", "loader.js", "frontend.js", "frontend.wasm"].filter((name) => manifest[name]);
  const figures = parts.map((name) => `${name} ${kilobytes(manifest[name].brotli)}`).join(", ");
  console.log(`front: ${assets.length} assets, ${kilobytes(total)} as they travel${figures ? ` (${figures})` : ""}`);
}

function explain(error) {
  if (error.code === "MODULE_NOT_FOUND" && error.requireStack) return `a package of end2end/package.json is missing: ${error.message.split("\n")[0]}`;
  if (error.loc && error.fileName) return `${error.fileName}:${error.loc.line}:${error.loc.column}: ${error.message}`;
  if (error.errors?.length) {
    return error.errors.map(({ text, location }) => (location ? `${location.file}:${location.line}: ${text}` : text)).join("\n");
  }
  const output = error.stderr?.toString().trim();
  return output ? `${error.message.split("\n")[0]}\n${output}` : (error.message ?? String(error));
}
