import { randomBytes } from 'node:crypto';
import { headersWith, type Page } from './html';

/** The workers' console: one script, which asks for everything else as the worker. */
export function consolePage(): Page {
  const nonce = randomBytes(16).toString('base64');
  const text = `<!doctype html>
<html lang="fi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Luotsi · asiakasohjauksen jono</title>
<link rel="stylesheet" href="/base.css">
<link rel="stylesheet" href="/console.css">
</head>
<body>
<div id="console"></div>
<noscript>Konsoli tarvitsee JavaScriptin.</noscript>
<script nonce="${nonce}" src="/console.js" defer></script>
</body>
</html>`;
  return { text, headers: headersWith(nonce) };
}
