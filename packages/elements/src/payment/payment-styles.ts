/** The look of the QR, the time left, and the ways to pay. */
export const paymentStyles: string = `
/* css */
.panel[data-room=code] { --_height: 38.5rem; }
@media (pointer: coarse) { .panel[data-room=code] { --_height: 44rem; } }
.code .title { font-size: 1rem; font-weight: 600; }
.code .title strong { display: block; font-size: 1.75rem; font-weight: 720; letter-spacing: -.01em; }
.frame {
  width: min(17.5rem, 100%);
  aspect-ratio: 1;
  padding: .4rem;
  border-radius: calc(var(--_radius) * .8);
  background: #fff;
  box-shadow: 0 0 0 1px rgb(0 0 0 / 14%);
}
.frame svg { display: block; width: 100%; height: 100%; }
.frame.coming { background: var(--_faint); }
.aside { display: grid; gap: 1rem; justify-items: center; width: min(20rem, 100%); }
.timer { display: grid; gap: .4rem; width: min(17.5rem, 100%); font-size: 1.375rem; font-weight: 680; line-height: 1.1; font-variant-numeric: tabular-nums; }
.timer small { font-size: .875rem; font-weight: 400; color: var(--_soft); }
.timer.soon { color: var(--_bad); }
.bar { display: block; height: 6px; border-radius: 3px; background: var(--_faint); overflow: hidden; color: var(--_accent); }
.soon .bar { color: var(--_bad); }
.bar i { display: block; height: 100%; border-radius: 3px; background: currentColor; transform: scaleX(var(--share, 1)); transform-origin: 0 0; transition: transform 1s linear; }
.steps { width: min(20rem, 100%); padding-left: 1.35rem; text-align: left; color: var(--_soft); font-size: .9375rem; }
.steps li + li { margin-top: .25rem; }
.steps ::marker { color: var(--_accent); font-weight: 680; }
.same-phone { display: none; width: 100%; padding: .8rem .9rem; border-radius: calc(var(--_radius) * .7); background: var(--_faint); text-align: left; font-size: .9375rem; }
.same-phone strong { display: block; }
@media (pointer: coarse) { .same-phone { display: block; } .aside .steps { display: none; } }
.ways { display: grid; gap: .6rem; width: min(24rem, 100%); list-style: none; }
.way {
  display: grid;
  grid-template-columns: auto 1fr;
  gap: 0 .9rem;
  align-items: center;
  width: 100%;
  padding: .85rem 1rem;
  background: transparent;
  color: inherit;
  text-align: left;
  box-shadow: inset 0 0 0 1.5px var(--_line);
}
.way:hover { background: var(--_faint); }
.way .icon { grid-row: span 2; color: var(--_accent); }
.way strong { line-height: 1.3; }
.way small { color: var(--_soft); font-size: .875rem; }
@container (max-width: 22rem) { .panel[data-room=code] { --_height: 44rem; } }
@container (min-width: 40rem) {
  .panel[data-room=code] { --_height: 31rem; }
  .code { grid-template-columns: auto minmax(0, 20rem); justify-content: center; justify-items: start; gap: 1rem 2.5rem; text-align: left; }
  .code .frame { grid-area: 1 / 1 / 3; width: 20rem; }
  .code .title { grid-column: 2; align-self: end; }
  .code .aside { grid-column: 2; justify-items: start; }
  .code .link { padding: .4rem 0; }
}
@media (prefers-reduced-motion: reduce) { .bar i { transition: none; } }
@media (forced-colors: active) {
  .bar { border: 1px solid ButtonText; }
  .bar i { background: Highlight; }
  .frame { forced-color-adjust: none; }
}
@media print { .aside { display: none; } }
`
