// Checks objects (a JSON array) against the published types of KEDA. Prints one line for each mistake; exit code 1 if there are any.
// usage: node validate.js DIRECTORY-WITH-node_modules FILE
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [directory, file] = process.argv.slice(2);
const types = await import(pathToFileURL(join(directory, "node_modules/@kubernetes-models/keda/keda.sh/v1alpha1/index.js")));
let mistakes = 0;
for (const object of JSON.parse(readFileSync(file, "utf8"))) {
  const type = types[object.kind];
  try {
    if (!type) throw new Error("no such kind in KEDA");
    new type(object).validate();
  } catch (error) {
    mistakes++;
    console.log(`${object.kind} ${object.metadata.name}: ${error.message}`);
  }
}
process.exit(mistakes ? 1 : 0);
