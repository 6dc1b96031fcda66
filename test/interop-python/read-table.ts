/** The rows of docs/compatibility.md: `| client | what | yes or no | … |` as `client what` → whether it works. */
export function readTable(markdown: string): ReadonlyMap<string, boolean> {
  const rows = markdown.matchAll(/^\| `?([^|`]+?)`? +\| `?([^|`]+?)`? +\| (yes|no) +\|/gm);
  return new Map([...rows].map(([, client, what, works]) => [`${client} ${what}`, works === 'yes']));
}
