// The registers that can be asked, as the form names them. In a file of their own: the browser gets nothing more.
export const registers = [
  { code: 'GB-CHC', label: 'England and Wales' },
  { code: 'GB-SC', label: 'Scotland' },
  { code: 'GB-NIC', label: 'Northern Ireland' },
] as const;
