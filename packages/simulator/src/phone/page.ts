/** The phone's HTML. Every text comes from the script, so that the language can change. */
export const PHONE_PAGE: string = `<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="theme-color" content="#4c3494">

<title>Simulator · Ponsel</title>
<link rel="icon" href="/phone/icon.svg">
<link rel="stylesheet" href="/phone/style.css">
</head>
<body>
<main class="phone">
  <header class="bar">
    <button type="button" id="back" class="icon" hidden>‹</button>
    <h1 id="title"></h1>
    <button type="button" id="language" class="pill"></button>
  </header>

  <section id="home" class="screen">
    <div class="wallet">
      <label for="holder" data-text="holder"></label>
      <select id="holder"></select>
      <p class="caption" data-text="balance"></p>
      <p id="balance" class="money"></p>
      <p id="points" class="caption"></p>
    </div>
    <p id="askedNote" class="hidden" role="status"></p>
    <div class="card asked" id="asked" hidden>
      <h2 data-text="asked"></h2>
      <ul id="pushes" class="list"></ul>
    </div>
    <div class="card" id="drop">
      <h2 data-text="scan"></h2>
      <label class="hidden" for="content" data-text="content"></label>
      <textarea id="content" rows="3" spellcheck="false" autocomplete="off"></textarea>
      <div class="row">
        <button type="button" id="read" class="primary" data-text="read"></button>
        <label class="secondary" id="upload" hidden><span data-text="picture"></span><input type="file" id="picture" accept="image/*"></label>
      </div>
      <p id="scanError" class="error" role="alert"></p>
    </div>
    <div class="card">
      <h2 data-text="nearby"></h2>
      <ul id="nearby" class="list"></ul>
    </div>
    <div class="card" id="linked" hidden>
      <h2 data-text="links"></h2>
      <ul id="links" class="list"></ul>
    </div>
    <div class="card">
      <h2 data-text="history"></h2>
      <ul id="history" class="list"></ul>
    </div>
  </section>

  <section id="confirm" class="screen" hidden>
    <div class="card center">
      <p id="avatar" class="avatar" aria-hidden="true"></p>
      <p class="caption" data-text="payTo"></p>
      <p id="merchant" class="merchant"></p>
      <p id="amount" class="money dark"></p>
      <p id="invoice" class="caption"></p>
      <p id="countdown" class="caption" role="timer"></p>
    </div>
    <div class="actions">
      <button type="button" id="accept" class="primary" data-text="pay"></button>
      <button type="button" id="decline" class="plain" data-text="decline"></button>
    </div>
  </section>

  <section id="pin" class="screen" hidden>
    <p class="ask" data-text="enterPin"></p>
    <p id="dots" class="dots" role="img"></p>
    <p id="pinError" class="error" role="alert"></p>
    <div id="pad" class="pad"></div>
    <p class="caption center" data-text="pinHint"></p>
  </section>

  <section id="result" class="screen" hidden>
    <div class="card center" role="status">
      <p id="mark" class="mark" aria-hidden="true"></p>
      <p id="outcome" class="merchant"></p>
      <p id="paid" class="money dark"></p>
      <p id="detail" class="caption"></p>
    </div>
    <div class="actions"><button type="button" id="finish" class="primary" data-text="done"></button></div>
  </section>
</main>
<p class="note" data-text="note"></p>
<script type="module" src="/phone/app.js"></script>
</body>
</html>
`

/** A purple disc with a white ring. */
export const PHONE_ICON: string =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="16" fill="#4c3494"/><circle cx="16" cy="16" r="7" fill="none" stroke="#fff" stroke-width="4"/></svg>'
