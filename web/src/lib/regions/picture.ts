// The twelve regions as a picture of where one listing works: filled, dotted or striped, so that it reads without colour.
import { regions, type Region } from '@exchange/contracts';
import { MAP, outlines } from './outlines.ts';

const kinds = ['all', 'part', 'could'] as const;
type Kind = (typeof kinds)[number];

/** Its own colours, as a picture knows nothing of the page: those of tokens.css, in light and in dark. */
const STYLE = `
path{stroke:#66727d;stroke-width:1px;fill:#f0ece3}
.all{fill:#0e6b63;stroke:#ffffff}.part{fill:url(#part)}.could{fill:url(#could)}
.ground{fill:#ffffff}.ink{fill:#0e6b63;stroke:#0e6b63}
@media (prefers-color-scheme:dark){
path{stroke:#8b9a97;fill:#243331}.all{fill:#6fc7ba;stroke:#172423}.ground{fill:#172423}.ink{fill:#6fc7ba;stroke:#6fc7ba}}`;

const PATTERNS = `<defs>
<pattern id="part" width="9" height="9" patternUnits="userSpaceOnUse"><rect class="ground" width="9" height="9"/><circle class="ink" cx="4.5" cy="4.5" r="2.4"/></pattern>
<pattern id="could" width="9" height="9" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="ground" width="9" height="9"/><rect class="ink" width="2" height="9"/></pattern>
</defs>`;

/** Reads `all`, `part` and `could`: codes of regions, parted by dots. Null when something else is asked for. */
export function readPlaces(query: URLSearchParams): Map<Region, Kind> | null {
  const places = new Map<Region, Kind>();
  for (const kind of [...kinds].reverse()) {
    const codes = (query.get(kind) ?? '').split('.').filter((code) => code !== '');
    if (!codes.every((code): code is Region => Object.hasOwn(regions, code))) return null;
    for (const code of codes) places.set(code, kind);
  }
  return places;
}

/** @returns the picture as an SVG document */
export function regionPicture(places: ReadonlyMap<Region, Kind>): string {
  const paths = outlines.map(({ code, d }) => `<path class="${places.get(code) ?? 'none'}" d="${d}"/>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${MAP.width} ${MAP.height}" width="${MAP.width}" height="${MAP.height}"><style>${STYLE}</style>${PATTERNS}${paths.join('')}</svg>`;
}
