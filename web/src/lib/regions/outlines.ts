// The outlines of the twelve regions as SVG paths, worked out once when the server starts: the browser gets paths only.
import { regions, type Region } from '@exchange/contracts';
import { geoMercator, geoPath } from 'd3-geo';
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import source from './uk_itl1_regions.topojson?raw';

/** The box the paths are drawn in, in units of the SVG. */
export const MAP = { width: 360, height: 560 } as const;

/** The source's GSS codes of regions and nations. */
const gss: Readonly<Record<string, Region>> = {
  E12000001: 'TLC',
  E12000002: 'TLD',
  E12000003: 'TLE',
  E12000004: 'TLF',
  E12000005: 'TLG',
  E12000006: 'TLH',
  E12000007: 'TLI',
  E12000008: 'TLJ',
  E12000009: 'TLK',
  W92000004: 'TLL',
  S92000003: 'TLM',
  N92000002: 'TLN',
};

interface Properties {
  AREACD: string;
}
type Shapes = FeatureCollection<Polygon | MultiPolygon, Properties>;
export interface Outline {
  code: Region;
  d: string;
}

/** The area of a ring in square units: below a few it is an islet that nobody sees at this size. */
function areaOf(points: readonly (readonly [number, number])[]): number {
  const twice = points.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
  return Math.abs(twice) / 2;
}

/** From one point to the next, as SVG writes it shortest: "3-1". */
function stepTo([x, y]: readonly [number, number], [fromX, fromY]: readonly [number, number]): string {
  const [dx, dy] = [x - fromX, y - fromY];
  return dy < 0 ? `${dx}${dy}` : `${dx} ${dy}`;
}

/** Rounds a path to whole units, leaves out points that fall together, and islets; each point is a step from the one before. */
export function simplify(d: string): string {
  const rings = d.split('M').slice(1);
  return rings
    .flatMap((ring) => {
      const points = ring
        .replace('Z', '')
        .split('L')
        .map((point) => point.split(',').map((value) => Math.round(Number(value))) as [number, number]);
      const kept = points.filter(([x, y], index) => {
        const before = points[index - 1];
        return before?.[0] !== x || before[1] !== y;
      });
      const [first, ...rest] = kept;
      if (first === undefined || areaOf(kept) < 3) return [];
      return [`M${first.join(' ')}l${rest.map((point, index) => stepTo(point, kept[index] ?? first)).join(' ')}z`];
    })
    .join('');
}

function drawOutlines(): Outline[] {
  const topology = JSON.parse(source) as Topology<{ UKregionmerc: GeometryCollection<Properties> }>;
  const shapes = feature(topology, topology.objects.UKregionmerc) as Shapes;
  const path = geoPath(geoMercator().fitSize([MAP.width, MAP.height], shapes));
  const drawn = shapes.features.map((shape) => {
    const code = gss[shape.properties.AREACD];
    if (code === undefined) throw new Error(`the map has a region that is unknown: ${shape.properties.AREACD}`);
    return { code, d: simplify(path(shape) ?? '') };
  });
  // In the order of the list of regions, which is that of the table beside the map.
  const order = Object.keys(regions);
  return drawn.sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
}

export const outlines: readonly Outline[] = drawOutlines();
