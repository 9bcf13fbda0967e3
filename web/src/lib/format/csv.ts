// Tables as CSV (RFC 4180) that a spreadsheet opens without running anything.

/** A cell that begins like a formula gets an apostrophe, which spreadsheets show as text (OWASP, CSV injection). */
function cell(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Lines end in CRLF. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** The reply that a browser keeps as a file. @param name without ".csv" */
export function csvReply(rows: readonly (readonly string[])[], name: string): Response {
  return new Response(toCsv(rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
    },
  });
}
