// Fills webapp/static/vendor/ and evidence/packs/fonts/, which git ignores and the wheel carries: neither the
// browser nor a pack takes anything from elsewhere.
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

// The fonts that packs are set in: the same files on every machine, or the same pack would not be the same bytes.
const fonts = "evidence/packs/fonts";
await rm(fonts, { recursive: true, force: true });
await mkdir(fonts, { recursive: true });
for (const source of [
  "@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf",
  "@expo-google-fonts/arimo/400Regular_Italic/Arimo_400Regular_Italic.ttf",
  "@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf",
  "@expo-google-fonts/arimo/LICENSE_FONT",
  "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
  "dejavu-fonts-ttf/LICENSE",
]) {
  const name = source.split("/").pop();
  await cp(`node_modules/${source}`, `${fonts}/${name.startsWith("LICENSE") ? `${name}-${source.split("/").at(-2)}.txt` : name}`);
}
