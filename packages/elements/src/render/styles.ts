/**
 * The look of every element. What a shop may set are the `--ovo-…` properties and the parts; the rest is ours.
 * Dark and light follow the page's own `color-scheme`, so that a light page never gets a dark element.
 */
const css = `
:host {
  --_accent: var(--ovo-accent, #4c2a86);
  --_on-accent: var(--ovo-on-accent, #fff);
  --_surface: var(--ovo-surface, #fff);
  --_text: var(--ovo-text, #1d1a26);
  --_soft: var(--ovo-soft, #5c5768);
  --_line: var(--ovo-line, #8d8799);
  --_faint: var(--ovo-faint, #f3f1f7);
  --_good: var(--ovo-good, #176b43);
  --_bad: var(--ovo-bad, #b3261e);
  --_warn: var(--ovo-warn, #8a4b00);
  --_radius: var(--ovo-radius, 14px);
  display: block;
  container-type: inline-size;
  color: var(--_text);
  font: var(--ovo-font, 400 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif);
  text-align: start;
}
@supports (color: light-dark(#000, #fff)) {
  :host {
    --_accent: var(--ovo-accent, light-dark(#4c2a86, #c9b3ff));
    --_on-accent: var(--ovo-on-accent, light-dark(#fff, #21103f));
    --_surface: var(--ovo-surface, light-dark(#fff, #1b1822));
    --_text: var(--ovo-text, light-dark(#1d1a26, #f1eef7));
    --_soft: var(--ovo-soft, light-dark(#5c5768, #b9b3c6));
    --_line: var(--ovo-line, light-dark(#8d8799, #7d778b));
    --_faint: var(--ovo-faint, light-dark(#f3f1f7, #2a2634));
    --_good: var(--ovo-good, light-dark(#176b43, #7ddba8));
    --_bad: var(--ovo-bad, light-dark(#b3261e, #ffb4ab));
    --_warn: var(--ovo-warn, light-dark(#8a4b00, #ffc27a));
  }
}
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
p, h1, h2, h3, h4, h5, h6, ol, ul, dl, dd { margin: 0; padding: 0; }
.panel {
  position: relative;
  display: grid;
  grid-template-rows: auto 1fr;
  min-block-size: var(--ovo-min-height, var(--_height, 30rem));
  padding: clamp(1rem, 5cqi, 2rem);
  background: var(--_surface);
  border-radius: var(--_radius);
}
/* Room for the tallest of its screens, so that nothing below it ever moves. */
.panel[data-room="qr"] { --_height: 38.5rem; }
@media (pointer: coarse) { .panel[data-room="qr"] { --_height: 42.5rem; } }
.panel.panel[data-room="facts"] { --_height: 32rem; }
.screen {
  display: grid;
  gap: 1rem;
  align-content: center;
  justify-items: center;
  text-align: center;
  min-inline-size: 0;
}
.text { max-inline-size: 34rem; text-wrap: pretty; color: var(--_soft); }
.text strong, .nowrap { color: var(--_text); white-space: nowrap; }
.title { font: inherit; font-weight: 680; font-size: 1.375rem; line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere; }
.title:focus { outline: none; }
.amount { font-size: 1.75rem; font-weight: 720; line-height: 1.1; letter-spacing: -.01em; font-variant-numeric: tabular-nums; }
.badge {
  display: grid;
  place-items: center;
  inline-size: 4rem;
  block-size: 4rem;
  border-radius: 50%;
  background: var(--_faint);
  color: var(--_accent);
}
.good .badge { color: var(--_good); }
.bad .badge { color: var(--_bad); }
.warn .badge { color: var(--_warn); }
.icon { inline-size: 2rem; block-size: 2rem; fill: none; stroke: currentColor; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; }
.banner {
  display: flex;
  gap: .6rem;
  align-items: center;
  margin-block-end: 1rem;
  padding: .65rem .9rem;
  border-radius: calc(var(--_radius) * .7);
  background: var(--_faint);
  color: var(--_warn);
  font-size: .9375rem;
  text-align: start;
}
.banner .icon { flex: none; inline-size: 1.4rem; block-size: 1.4rem; }
.scan { display: grid; gap: 1rem 2.5rem; justify-items: center; inline-size: 100%; }
.frame {
  inline-size: min(17.5rem, 100%);
  aspect-ratio: 1;
  padding: .4rem;
  border-radius: calc(var(--_radius) * .8);
  background: #fff;
  box-shadow: 0 0 0 1px rgb(0 0 0 / 14%);
}
.frame svg { display: block; inline-size: 100%; block-size: 100%; }
.frame.coming { background: var(--_faint); }
.aside { display: grid; gap: 1rem; justify-items: center; align-content: center; inline-size: min(20rem, 100%); }
.timer { display: grid; gap: .4rem; inline-size: min(17.5rem, 100%); font-size: 1.375rem; font-weight: 680; line-height: 1.1; font-variant-numeric: tabular-nums; }
.timer small { font-size: .875rem; font-weight: 400; color: var(--_soft); }
.timer.soon { color: var(--_bad); }
.bar { display: block; block-size: 6px; border-radius: 3px; background: var(--_faint); overflow: hidden; }
.bar i { display: block; block-size: 100%; inline-size: 100%; border-radius: 3px; background: currentColor; transform: scaleX(var(--share, 1)); transform-origin: 0 0; transition: transform 1s linear; }
.steps { inline-size: min(20rem, 100%); padding-inline-start: 1.35rem; text-align: start; color: var(--_soft); font-size: .9375rem; }
.steps li + li { margin-block-start: .25rem; }
.steps ::marker { color: var(--_accent); font-weight: 680; }
.same-phone { display: none; inline-size: min(20rem, 100%); padding: .8rem .9rem; border-radius: calc(var(--_radius) * .7); background: var(--_faint); text-align: start; font-size: .9375rem; }
.same-phone strong { display: block; }
.same-phone button { margin-block-start: .7rem; }
@media (pointer: coarse) { .same-phone { display: block; } .here { display: none; } }
.actions { display: flex; flex-wrap: wrap; gap: .5rem 1rem; justify-content: center; align-items: center; inline-size: min(22rem, 100%); }
.actions.stacked { display: grid; justify-content: stretch; }
.actions.stacked .link { justify-self: center; }
button, .link, .button {
  font: inherit;
  min-block-size: 48px;
  padding: .6rem 1.1rem;
  border: 0;
  border-radius: calc(var(--_radius) * .7);
  cursor: pointer;
  touch-action: manipulation;
}
.button { background: var(--_accent); color: var(--_on-accent); font-weight: 650; inline-size: 100%; text-decoration: none; }
.button:hover { filter: brightness(1.08); }
.button:active { filter: brightness(.94); }
.button.other { background: transparent; color: var(--_accent); box-shadow: inset 0 0 0 1.5px var(--_accent); }
.button[aria-disabled="true"] { opacity: .6; cursor: default; }
.button.danger { background: var(--_bad); color: var(--_surface); }
.link { min-block-size: 44px; padding: .4rem .6rem; background: none; color: var(--_accent); text-decoration: underline; text-underline-offset: 3px; }
.link.quiet { color: var(--_soft); }
:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
.form { display: grid; gap: .4rem; inline-size: min(22rem, 100%); text-align: start; }
.form .button { margin-block-start: .75rem; }
label, .label { font-weight: 650; }
input {
  inline-size: 100%;
  min-block-size: 52px;
  padding: .5rem .9rem;
  border: 1.5px solid var(--_line);
  border-radius: calc(var(--_radius) * .7);
  background: var(--_surface);
  color: var(--_text);
  font: inherit;
  font-size: 1.1875rem;
  font-variant-numeric: tabular-nums;
}
input[aria-invalid="true"] { border-color: var(--_bad); box-shadow: 0 0 0 1px var(--_bad); }
.hint { color: var(--_soft); font-size: .875rem; }
.error { color: var(--_bad); font-size: .9375rem; }
.error:empty { display: none; }
.ways { display: grid; gap: .6rem; inline-size: min(24rem, 100%); padding: 0; list-style: none; }
.way {
  display: grid;
  grid-template-columns: auto 1fr;
  gap: 0 .9rem;
  align-items: center;
  inline-size: 100%;
  padding: .85rem 1rem;
  background: transparent;
  color: inherit;
  text-align: start;
  box-shadow: inset 0 0 0 1.5px var(--_line);
}
.way:hover { background: var(--_faint); }
.way .icon { grid-row: span 2; color: var(--_accent); }
.way strong { display: block; line-height: 1.3; }
.way small { color: var(--_soft); font-size: .875rem; }
.facts { display: grid; inline-size: min(24rem, 100%); text-align: start; }
.facts div { display: flex; justify-content: space-between; gap: 1rem; padding-block: .5rem; border-block-end: 1px solid var(--_faint); }
.facts dt { color: var(--_soft); }
.facts dd { text-align: end; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.facts .total { font-weight: 700; border: 0; font-size: 1.0625rem; }
.facts .total dt { color: inherit; }
.spinner { inline-size: 3rem; block-size: 3rem; border-radius: 50%; border: 4px solid var(--_faint); border-block-start-color: var(--_accent); animation: turn 1s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@container (min-width: 40rem) {
  .panel.panel { --_height: 31rem; }
  .scan { grid-template-columns: auto auto; justify-content: center; align-items: center; }
  .scan .frame { inline-size: 18.5rem; }
}
@container (max-width: 22rem) {
  .panel[data-room="qr"] { --_height: 44rem; }
  .panel, .panel.panel[data-room="facts"] { --_height: 34rem; }
}
@media (prefers-reduced-motion: reduce) {
  .spinner { animation-duration: 6s; }
  .bar i { transition: none; }
}
@media (forced-colors: active) {
  .button, .way, .frame { border: 1px solid ButtonText; }
  .bar i { background: Highlight; }
  .frame { forced-color-adjust: none; }
}
`

let sheet: CSSStyleSheet | null = null

/** One sheet for all elements of a page: constructed, so no CSP that forbids inline styles forbids it. */
export function sharedStyles(): CSSStyleSheet {
  if (sheet === null) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
  }
  return sheet
}
