const page = (body) => `<!doctype html>
<html lang="id">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A first shop</title>
<style>body { font-family: system-ui, sans-serif; max-width: 28rem; margin: 2rem auto; padding: 0 1rem }</style>
<script type="module" src="/elements/ovo-elements.js"></script>
${body}
</html>`

export const shelfPage = () =>
  page('<h1>Kopi</h1><p>Rp25.000</p><form method="post" action="/orders"><button>Buy</button></form>')

/** `<ovo-payment-methods>` does the rest: the QR, the phone number, the countdown, and what comes after. */
export const orderPage = ({ id, total, status }) =>
  page(
    status === 'open'
      ? `<h1>${id}</h1><ovo-payment-methods order="${id}" amount="${total}"></ovo-payment-methods>`
      : `<h1>${id}</h1><p>This order is ${status}.</p><a href="/">Back to the shop</a>`,
  )
