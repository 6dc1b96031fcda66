import type { ComponentChildren } from 'preact';
import { useEffect, useErrorBoundary, useRef, useState } from 'preact/hooks';
import { ask, type AskError } from './core/ask.js';
import { count } from './core/format.js';
import { useLive, type Live } from './core/live.js';
import { go, usePath, type Path } from './core/route.js';
import { toggleTheme, useTheme } from './core/theme.js';
import { AccountPage } from './pages/account.js';
import { AccountsPage } from './pages/accounts.js';
import { BlockPage } from './pages/block.js';
import { BlocksPage } from './pages/blocks.js';
import { ExtrinsicPage } from './pages/extrinsic.js';
import { ExtrinsicsPage } from './pages/extrinsics.js';
import { MatrixPage } from './pages/matrix.js';
import { NeuronPage } from './pages/neuron.js';
import { OverviewPage } from './pages/overview.js';
import { SubnetPage } from './pages/subnet.js';
import { SubnetsPage } from './pages/subnets.js';
import type { Found } from '../src/api.js';

const SECTIONS = [
  ['', 'Overview'],
  ['subnets', 'Subnets'],
  ['blocks', 'Blocks'],
  ['extrinsics', 'Extrinsics'],
  ['accounts', 'Accounts'],
] as const;

/** Everything: the bar, how the network is heard, and the page of the path. */
export function App() {
  const path = usePath();
  const main = useRef<HTMLElement>(null);
  const place = path.join('/');
  const first = useRef(true);
  useEffect(() => {
    const heading = main.current?.querySelector('h1');
    document.title = `${heading?.textContent ?? 'Not found'} · Yumanet explorer`;
    // Who does not see the page change hears its heading.
    if (!first.current) heading?.focus();
    first.current = false;
    scrollTo(0, 0);
  }, [place]);
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => leap(event, main.current)}>
        Skip to the page
      </a>
      <header class="bar">
        <a class="brand" href="#/">
          Yumanet
        </a>
        <nav aria-label="Sections">
          {SECTIONS.map(([name, title]) => (
            <a
              key={name}
              href={`#/${name}`}
              {...((path[0] ?? '') === name ? { 'aria-current': 'page' } : {})}
            >
              {title}
            </a>
          ))}
        </nav>
        <Search />
        <Standing />
        <ThemeButton />
      </header>
      <main id="main" class="page" ref={main} tabIndex={-1}>
        <Away />
        <Safe key={place}>{pageOf(path)}</Safe>
      </main>
    </>
  );
}

/** The hash is the page's path, so the link cannot do it by itself. */
function leap(event: Event, main: HTMLElement | null): void {
  event.preventDefault();
  main?.focus();
}

function pageOf([section, id, part, uid, ...more]: Path): ComponentChildren {
  if (more.length > 0) return <NotFound />;
  if (section === undefined) return <OverviewPage />;
  if (section === 'subnets' && id !== undefined) {
    if (part === undefined) return <SubnetPage netuid={id} />;
    if (part === 'neurons' && uid !== undefined) return <NeuronPage netuid={id} uid={uid} />;
    if ((part === 'weights' || part === 'bonds') && uid === undefined)
      return <MatrixPage netuid={id} kind={part} />;
    return <NotFound />;
  }
  if (part !== undefined) return <NotFound />;
  switch (section) {
    case 'subnets':
      return <SubnetsPage />;
    case 'blocks':
      return id === undefined ? <BlocksPage /> : <BlockPage block={id} />;
    case 'extrinsics':
      return id === undefined ? <ExtrinsicsPage /> : <ExtrinsicPage extrinsic={id} />;
    case 'accounts':
      return id === undefined ? <AccountsPage /> : <AccountPage account={id} />;
    default:
      return <NotFound />;
  }
}

function NotFound() {
  return (
    <>
      <h1 tabIndex={-1}>No such page</h1>
      <p>
        The explorer has no page of this address. <a href="#/">To the overview</a>
      </p>
    </>
  );
}

/** A page that fails says so; the rest stays. */
function Safe({ children }: { readonly children: ComponentChildren }) {
  const [error, reset] = useErrorBoundary() as [unknown, () => void];
  if (error === undefined) return <>{children}</>;
  return (
    <>
      <h1 tabIndex={-1}>This page failed</h1>
      <div class="notice bad" role="alert">
        <strong>PAGE_FAILED</strong>
        <p>{error instanceof Error ? error.message : 'It threw what is no error.'}</p>
      </div>
      <button type="button" onClick={reset}>
        Try again
      </button>
    </>
  );
}

function Search() {
  const [refusal, setRefusal] = useState('');
  const find = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const text = (form.elements.namedItem('q') as HTMLInputElement).value.trim();
    if (text === '') return;
    try {
      const { path } = await ask<Found>(`/find?q=${encodeURIComponent(text)}`);
      setRefusal('');
      form.reset();
      go(path);
    } catch (error) {
      setRefusal((error as AskError).message);
    }
  };
  return (
    <form class="search" role="search" onSubmit={(event) => void find(event)}>
      <input
        name="q"
        type="search"
        maxLength={80}
        autoComplete="off"
        spellcheck={false}
        aria-label="Find a block, an extrinsic or an account"
        placeholder="Block, hash or account"
      />
      <button type="submit">Find</button>
      <span class="refusal" role="status">
        {refusal}
      </span>
    </form>
  );
}

/** How the network is heard, in a word. */
function standingOf({
  hearing,
  states,
  block,
}: Live): readonly [kind: 'good' | 'wait' | 'bad', text: string] {
  if (hearing === 'away') return ['bad', 'Explorer away'];
  if (hearing === 'connecting' || states === null) return ['wait', 'Connecting'];
  if (states.chain === 'stalled') return ['wait', 'Chain is silent'];
  if (states.chain !== 'connected') return ['bad', 'Chain away'];
  return ['good', block === null ? 'Live' : `Block ${count(block.number)}`];
}

function Standing() {
  const [kind, text] = standingOf(useLive());
  return (
    <span class={`standing ${kind}`} data-standing={kind}>
      <span class="dot" aria-hidden="true" />
      {text}
    </span>
  );
}

/** What is away, and that it is being tried: said once, not with every block. */
function Away() {
  const { hearing, states } = useLive();
  const away = [
    hearing === 'away' && 'The explorer’s server does not answer. This page connects again by itself.',
    hearing === 'live' &&
      states?.chain === 'connecting' &&
      'The chain does not answer. The explorer connects again by itself; below is what was known last.',
    hearing === 'live' &&
      states?.emission === 'connecting' &&
      'The emission service does not answer: no new verdicts and explanations until it does.',
  ].filter((line): line is string => typeof line === 'string');
  return (
    <div role="status" data-away={away.length > 0}>
      {away.map((line) => (
        <p key={line} class="notice wait">
          {line}
        </p>
      ))}
    </div>
  );
}

function ThemeButton() {
  const theme = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      class="theme"
      onClick={toggleTheme}
      aria-label={`Use ${other} colours`}
      title={`Use ${other} colours`}
    >
      {theme === 'dark' ? '☀' : '☾'}
    </button>
  );
}
