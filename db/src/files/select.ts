// A stored file as a listing shows it, without its bytes: one piece of SQL for every read, over `stored_files f`.
import { sql } from 'drizzle-orm';

/** The address of bytes that never change: their file, and their hash. */
const pathOf = (hash: string) => sql.raw(`'/files/' || f.id || '/' || ${hash}`);

const variants = sql`(
  select coalesce(json_agg(json_build_object('contentType', v.content_type, 'width', v.width, 'height', v.height,
    'byteSize', v.byte_size, 'path', ${pathOf('v.hash')}) order by v.width, v.content_type), '[]')
  from picture_variants v where v.file_id = f.id)`;

/** In the shape of `ListingFile`. */
export const fileJson = sql`json_build_object('id', f.id, 'kind', f.kind, 'name', f.name, 'contentType', f.content_type,
  'byteSize', f.byte_size, 'path', ${pathOf('f.hash')}, 'variants', ${variants})`;
