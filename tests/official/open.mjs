// Opens every document in a folder with the official Automerge library and prints their records as JSON:
// { "kind/id": { field: value } }. Times become milliseconds since 1970.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as Automerge from "@automerge/automerge";

const folder = process.argv[2];
const plain = (value) => {
  if (value instanceof Date) return value.getTime();
  if (Automerge.isImmutableString(value)) return value.toString();
  return value;
};
const records = {};
for (const name of readdirSync(folder).sort()) {
  const page = Automerge.load(readFileSync(join(folder, name)));
  for (const [key, record] of Object.entries(page)) {
    records[key] = Object.fromEntries(Object.entries(record).map(([field, value]) => [field, plain(value)]));
  }
}
process.stdout.write(JSON.stringify(records));
