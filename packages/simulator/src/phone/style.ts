/** The style of the phone and of OVO's pages: a frame on a desktop, the whole screen on a phone. */
export const PHONE_STYLE: string = `
:root { --purple: #4c3494; --deep: #382474; --teal: #0a8f88; --ink: #241a3f; --soft: #6b6480; --line: #e7e3f1; --paper: #f6f4fb; --red: #b3261e; }
* { box-sizing: border-box; margin: 0; }
[hidden] { display: none !important; }
body { font: 16px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--ink); background: #d9d3ea; min-height: 100dvh; }
button, select, textarea { font: inherit; color: inherit; }
button, select, label.secondary { cursor: pointer; }
:focus-visible { outline: 3px solid #f0b429; outline-offset: 2px; }
.phone { position: relative; background: var(--paper); min-height: 100dvh; display: flex; flex-direction: column; overflow: hidden; }
.bar { background: var(--purple); color: #fff; display: flex; align-items: center; gap: 8px; padding: max(14px, env(safe-area-inset-top)) 16px 12px; }
.bar h1 { font-size: 18px; font-weight: 700; flex: 1; letter-spacing: .2px; }
.icon { background: none; border: 0; color: #fff; font-size: 30px; line-height: 1; width: 44px; height: 44px; margin: -8px 0 -8px -12px; }
.pill { background: rgba(255,255,255,.16); border: 0; color: #fff; border-radius: 999px; padding: 8px 14px; min-height: 40px; font-size: 13px; font-weight: 600; }
.screen { flex: 1; overflow-y: auto; padding: 0 16px 24px; display: flex; flex-direction: column; gap: 14px; }
.wallet { margin: 0 -16px; padding: 4px 20px 40px; background: linear-gradient(var(--purple), var(--deep)); color: #fff; border-radius: 0 0 24px 24px; }
.wallet label, .caption { font-size: 13px; color: var(--soft); }
.wallet label, .wallet .caption { color: #d9d0f5; }
.wallet select { width: 100%; margin: 4px 0 16px; padding: 10px 12px; min-height: 44px; border-radius: 12px; border: 1px solid rgba(255,255,255,.35); background: var(--deep); color: #fff; }
.money { font-size: 30px; font-weight: 800; letter-spacing: -.4px; font-variant-numeric: tabular-nums; }
.money.dark { color: var(--purple); }
.card { background: #fff; border-radius: 18px; padding: 16px; box-shadow: 0 2px 12px rgba(56,36,116,.08); }
.wallet + .card { margin-top: -34px; }
.card.over { outline: 2px dashed var(--purple); }
.card h2 { font-size: 15px; font-weight: 700; margin-bottom: 10px; }
.card.center, .center { text-align: center; }
#confirm .card, #result .card { margin-top: 20px; padding: 32px 20px; }
textarea { width: 100%; resize: none; border: 1px solid #8f87a8; border-radius: 12px; padding: 10px 12px; font: 13px/1.4 ui-monospace, monospace; background: var(--paper); }
.row { display: flex; gap: 10px; margin-top: 10px; }
.row > * { flex: 1; }
.primary, .secondary, .plain { display: flex; align-items: center; justify-content: center; min-height: 48px; border-radius: 14px; border: 0; font-weight: 700; padding: 10px 16px; text-align: center; }
.primary { background: var(--purple); color: #fff; }
.primary:hover { background: var(--deep); }
.primary:disabled { opacity: .5; cursor: default; }
.secondary { background: #ece7f8; color: var(--purple); position: relative; }
.secondary input { position: absolute; inset: 0; opacity: 0; cursor: pointer; }
.plain { background: none; color: var(--red); }
.error { color: var(--red); font-size: 14px; min-height: 20px; margin-top: 6px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.card.asked { outline: 2px solid var(--purple); position: relative; }
.list { list-style: none; padding: 0; }
.list li + li { border-top: 1px solid var(--line); }
.list .empty { color: var(--soft); font-size: 14px; }
.item { width: 100%; display: flex; align-items: center; gap: 12px; padding: 10px 0; background: none; border: 0; text-align: left; min-height: 56px; }
.item img { width: 48px; height: 48px; border-radius: 8px; border: 1px solid var(--line); background: #fff; }
.item .what { flex: 1; min-width: 0; }
.item strong { display: block; font-size: 15px; overflow-wrap: anywhere; }
.item small { display: block; color: var(--soft); font-size: 12.5px; line-height: 1.35; }
#scanError:empty, #invoice:empty { display: none; }
.item .sum { font-weight: 700; white-space: nowrap; font-variant-numeric: tabular-nums; }
.item .in { color: #067a46; }
.avatar, .mark { width: 72px; height: 72px; margin: 0 auto 16px; border-radius: 50%; display: grid; place-items: center; font-weight: 800; font-size: 20px; background: #ece7f8; color: var(--purple); }
.mark { font-size: 34px; color: #fff; background: #067a46; }
.mark.bad { background: var(--red); }
.merchant { font-size: 20px; font-weight: 700; overflow-wrap: anywhere; }
#confirm .money, #result .money { margin: 10px 0; }
.actions { display: flex; flex-direction: column; gap: 6px; margin-top: auto; }
.ask { text-align: center; font-weight: 700; font-size: 18px; margin-top: 36px; }
.dots { display: flex; justify-content: center; gap: 16px; margin: 12px 0 0; }
.dots i { width: 16px; height: 16px; border-radius: 50%; border: 2px solid var(--purple); }
.dots i.on { background: var(--purple); }
#pinError { text-align: center; }
.pad { display: grid; grid-template-columns: repeat(3, 1fr); gap: 10px; max-width: 300px; width: 100%; margin: auto auto 8px; }
.pad button { height: 64px; border: 0; border-radius: 18px; background: #fff; font-size: 24px; font-weight: 600; box-shadow: 0 1px 6px rgba(56,36,116,.1); }
.pad button:active { background: #ece7f8; }
.pad button.bare { background: none; box-shadow: none; }
.web .card { margin-top: 16px; display: flex; flex-direction: column; gap: 12px; }
.web form { display: flex; flex-direction: column; gap: 12px; }
.web .primary { width: 100%; text-decoration: none; }
.code { width: 100%; min-height: 52px; border: 1px solid #8f87a8; border-radius: 12px; padding: 8px 12px; font: inherit; font-size: 22px; letter-spacing: 8px; text-align: center; background: var(--paper); color: var(--ink); }
.note { display: none; }
@media (min-width: 640px) {
  body { display: grid; place-content: center; justify-items: center; gap: 14px; padding: 24px; background: radial-gradient(circle at 30% 20%, #f1edfb, #c9bfe6); }
  .phone { width: 390px; min-height: 0; height: min(844px, calc(100dvh - 96px)); border: 10px solid #17102b; border-radius: 46px; box-shadow: 0 24px 60px rgba(36,18,84,.35); }
  .note { display: block; font-size: 13px; color: #463a66; max-width: 390px; text-align: center; }
}
@media (prefers-reduced-motion: no-preference) { .screen:not([hidden]) { animation: rise .18s ease-out; } @keyframes rise { from { opacity: 0; transform: translateY(6px); } } }
`
