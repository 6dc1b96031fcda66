import { useEffect, useState } from 'preact/hooks';

/** Parts of the path behind `#/`, decoded: what the address bar says is all of the page's place. */
export type Path = readonly string[];

function current(): Path {
  const text = location.hash.replace(/^#\/?/, '');
  try {
    return text.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    // A percent sign that escapes nothing.
    return ['?'];
  }
}

export function usePath(): Path {
  const [path, setPath] = useState(current);
  useEffect(() => {
    const change = () => setPath(current());
    addEventListener('hashchange', change);
    return () => removeEventListener('hashchange', change);
  }, []);
  return path;
}

export const go = (path: string): void => {
  location.hash = `#${path}`;
};
