// Compares what npm's npos reads from NAME.bin with NAME.pbm, dot by dot: node compare.js NPOS FOLDER
'use strict';
const fs = require('fs'), path = require('path');
const npos = require(process.argv[2]), folder = process.argv[3];

// P4 (packed) or P1 (plain): {width, height, at(x, y): 1 is black}
function readPbm(file) {
  const bytes = fs.readFileSync(file), head = /^P([14])\s+(?:#.*\s+)*(\d+)\s+(\d+)\s/.exec(bytes.toString('latin1', 0, 200));
  if (!head) throw new Error(file + ' is no PBM');
  const width = +head[2], height = +head[3], stride = Math.ceil(width / 8), body = bytes.subarray(head[0].length);
  if (head[1] === '4') return { width, height, at: (x, y) => body[y * stride + (x >> 3)] >> (7 - (x & 7)) & 1 };
  const dots = body.toString('latin1').replace(/[^01]/g, '');
  return { width, height, at: (x, y) => +dots[y * width + x] };
}

async function compare(name) {
  const ours = readPbm(path.join(folder, name + '.pbm'));
  const parsed = await npos.parser().parse(fs.readFileSync(path.join(folder, name + '.bin')));
  if (parsed.error) throw new Error(name + ': npos: ' + parsed.error);
  let top = 0, black = 0;
  for (const entry of parsed.entries.filter((one) => one.type === 'raster')) {
    const picture = entry.data;
    if (picture.width !== ours.width) throw new Error(`${name}: npos sees ${picture.width} dots of width, we ${ours.width}`);
    for (let y = 0; y < picture.height; y++)
      for (let x = 0; x < picture.width; x++) {
        const theirs = picture.getPixel(x, y) === 0 ? 1 : 0; // npos: 0 is black, as in its own encoder
        black += theirs;
        if (top + y >= ours.height || theirs !== ours.at(x, top + y)) throw new Error(`${name}: dot ${x},${top + y} is another for npos`);
      }
    top += picture.height;
  }
  if (top !== ours.height || black === 0) throw new Error(`${name}: npos sees ${top} rows with ${black} black dots, we ${ours.height} rows`);
}

(async () => {
  const names = fs.readdirSync(folder).filter((file) => file.endsWith('.bin')).map((file) => file.slice(0, -4)).sort();
  let failed = 0;
  for (const name of names)
    await compare(name).catch((error) => { failed++; console.log('check-escpos: ' + error.message); });
  console.log(`${names.length - failed} passed, ${failed} failed`);
  process.exit(failed || names.length === 0 ? 1 : 0);
})();
