// Fills webapp/static/vendor/, which git ignores and the wheel carries: the browser fetches nothing from elsewhere.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { compile } from "sass";

const out = "webapp/static/vendor";
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const { css } = compile("webapp/assets/muster.scss", { loadPaths: ["node_modules"], style: "compressed" });
await writeFile(`${out}/muster.css`, css);

// htmx stays on 2.x: flask-htmx reads the request headers of that line, and 4 changed them.
const scripts = {
  "govuk-frontend.min.js": "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js",
  "htmx.min.js": "node_modules/htmx.org/dist/htmx.min.js",
};
for (const [name, source] of Object.entries(scripts)) {
  const script = await readFile(source, "utf8");
  await writeFile(`${out}/${name}`, script.replace(/\/\/# sourceMappingURL=\S+\s*$/, "")); // the maps stay behind
}

// GOV.UK's own images are crowns and crests, which only gov.uk may show.
await cp("webapp/assets/favicon.svg", `${out}/favicon.svg`);
