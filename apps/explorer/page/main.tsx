import { render } from 'preact';
import 'uplot/dist/uPlot.min.css';
import './app.css';
import { App } from './app.js';
import { startLive } from './core/live.js';

const root = document.getElementById('app')!;
root.replaceChildren();
render(<App />, root);
startLive();
