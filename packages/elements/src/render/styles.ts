/** What a shop may set as `--ovo-…`, in the light and in the dark. */
const colours: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  accent: ['#4c2a86', '#c9b3ff'],
  'on-accent': ['#fff', '#21103f'],
  surface: ['#fff', '#1b1822'],
  text: ['#1d1a26', '#f1eef7'],
  soft: ['#5c5768', '#b9b3c6'],
  line: ['#8d8799', '#7d778b'],
  faint: ['#f3f1f7', '#2a2634'],
  good: ['#176b43', '#7ddba8'],
  bad: ['#b3261e', '#ffb4ab'],
  warn: ['#8a4b00', '#ffc27a'],
}

const coloured = (spell: (light: string, dark: string) => string): string =>
  `:host {${Object.entries(colours)
    .map(([name, [light, dark]]) => `--_${name}: var(--ovo-${name}, ${spell(light, dark)});`)
    .join('')}}`

/**
 * Dark and light follow the page's own `color-scheme`, so that a light page never gets a dark element. Browsers that do not
 * know `light-dark` stay light.
 */
const dyes = (): string =>
  `${coloured((light) => light)}@supports (color: light-dark(#000, #fff)) {${coloured((light, dark) => `light-dark(${light}, ${dark})`)}}`

/** What all elements share. What a shop may set are the `--ovo-…` properties and the parts; the rest is ours. */
const css = `
/* css */
:host {
  --_radius: var(--ovo-radius, 14px);
  display: block;
  container-type: inline-size;
  color: var(--_text);
  font: var(--ovo-font, 400 1rem/1.5 system-ui, -apple-system, Segoe UI, Roboto, sans-serif);
  text-align: left;
}
:host([theme=light]) { color-scheme: light; }
:host([theme=dark]) { color-scheme: dark; }
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
p, ol, ul, dl, dd { margin: 0; padding: 0; }
.panel {
  position: relative;
  display: grid;
  min-height: var(--ovo-min-height, var(--_height, 31rem));
  padding: clamp(1rem, 5cqi, 2rem);
  background: var(--_surface);
  border: 1px solid color-mix(in srgb, var(--_line) 28%, transparent);
  border-radius: var(--_radius);
}
/* Room for the tallest of its screens, so that nothing below it ever moves. */
.screen {
  display: grid;
  grid-area: 1/1;
  gap: 1rem;
  align-content: center;
  justify-items: center;
  text-align: center;
  min-width: 0;
}
.text { max-width: 34rem; text-wrap: pretty; color: var(--_soft); }
.text strong { color: var(--_text); }
:is(.title, .text) strong { white-space: nowrap; }
.title { font-weight: 680; font-size: 1.375rem; line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere; }
.title:focus { outline: none; }
.title strong { font-weight: inherit; }
.badge {
  display: grid;
  place-items: center;
  width: 4.5rem;
  height: 4.5rem;
  border-radius: 50%;
  background: color-mix(in srgb, currentColor 12%, transparent);
  color: var(--_accent);
}
.good .badge { background: var(--_good); color: var(--_surface); animation: pop .3s ease-out; }
.bad .badge { color: var(--_bad); }
.warn .badge { color: var(--_warn); }
.icon { width: 2rem; height: 2rem; fill: none; stroke: currentColor; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; }
.badge .icon { width: 2.25rem; height: 2.25rem; }
/* Lies over the end of the panel, or of the window before it: it comes and goes, and nothing else moves. */
.banner {
  position: sticky;
  grid-area: 1/1;
  z-index: 1;
  bottom: .5rem;
  align-self: end;
  margin: -.5rem;
  display: flex;
  gap: .6rem;
  align-items: center;
  padding: .65rem .9rem;
  border-radius: calc(var(--_radius) * .7);
  background: color-mix(in srgb, var(--_warn) 12%, var(--_surface));
  color: var(--_warn);
  font-size: .9375rem;
  line-height: 1.35;
  text-align: left;
}
.banner .icon { flex: none; width: 1.4rem; height: 1.4rem; }
.actions { display: grid; gap: .5rem; width: min(22rem, 100%); margin-top: .25rem; }
.actions .link { justify-self: center; }
button, .button {
  font: inherit;
  min-height: 48px;
  padding: .6rem 1.1rem;
  border: 0;
  border-radius: calc(var(--_radius) * .7);
  cursor: pointer;
  touch-action: manipulation;
}
.button { display: inline-grid; place-content: center; width: 100%; background: var(--_accent); color: var(--_on-accent); font-weight: 650; text-decoration: none; }
.button:hover { filter: brightness(1.08); }
.button:active { filter: brightness(.94); }
.button.other { background: transparent; color: var(--_accent); box-shadow: inset 0 0 0 1.5px var(--_accent); }
.button[aria-disabled=true] { opacity: .6; cursor: default; }
.button.danger { background: var(--_bad); color: var(--_surface); }
.link { min-height: 44px; padding: .4rem .6rem; background: none; color: var(--_accent); text-decoration: underline; text-underline-offset: 3px; }
.link.quiet { color: var(--_soft); }
:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
.form { display: grid; gap: .4rem; width: min(22rem, 100%); text-align: left; }
.form .button { margin-top: .75rem; }
label { font-weight: 650; }
input {
  width: 100%;
  min-height: 52px;
  padding: .5rem .9rem;
  border: 1.5px solid var(--_line);
  border-radius: calc(var(--_radius) * .7);
  background: var(--_surface);
  color: var(--_text);
  font: inherit;
  font-size: 1.1875rem;
  font-variant-numeric: tabular-nums;
}
input[aria-invalid=true] { border-color: var(--_bad); box-shadow: 0 0 0 1px var(--_bad); }
.hint { color: var(--_soft); font-size: .875rem; }
.error { color: var(--_bad); font-size: .9375rem; }
.error:empty { display: none; }
.spinner { width: 3rem; height: 3rem; border-radius: 50%; border: 4px solid var(--_faint); border-top-color: var(--_accent); animation: turn 1s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }
@keyframes pop { from { transform: scale(.6); opacity: 0; } }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@container (max-width: 22rem) { .panel { --_height: 34rem; } }
@media (prefers-reduced-motion: reduce) {
  .spinner { animation-duration: 6s; }
  .good .badge { animation: none; }
}
@media (forced-colors: active) {
  button, .button, .badge { border: 1px solid ButtonText; }
  .spinner { border-color: GrayText; border-top-color: Highlight; }
}
@media print {
  :host, :host([theme]) { color-scheme: light; }
  .panel { min-height: 0; }
  .actions, .form, .link { display: none; }
}
`

const sheets = new Map<string, CSSStyleSheet>()

function sheetOf(text: string): CSSStyleSheet {
  const known = sheets.get(text)
  if (known !== undefined) return known
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(text)
  sheets.set(text, sheet)
  return sheet
}

/** One sheet for all elements of a page, and one for those of a kind: constructed, so that no CSP forbids them. */
export const stylesWith = (own: string): CSSStyleSheet[] => [sheetOf(dyes() + css), sheetOf(own)]
