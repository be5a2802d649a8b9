import { randomBytes } from 'node:crypto';
import { headersWithMadeStyles, type Page } from './html';

/** The page of the workers' console. The console draws itself; its components make styles, which carry the script's nonce. */
export function consolePage(): Page {
  const nonce = randomBytes(16).toString('base64');
  const text = `<!doctype html>
<html lang="fi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Luotsi · asiakasohjaus</title>
<link rel="stylesheet" href="/console.css">
</head>
<body>
<div id="console"></div>
<noscript lang="fi">Työntekijöiden näkymä tarvitsee selaimen JavaScriptin. <span lang="sv">Arbetstagarnas vy behöver JavaScript i webbläsaren.</span></noscript>
<script nonce="${nonce}" src="/console.js" defer></script>
</body>
</html>`;
  return { text, headers: headersWithMadeStyles(nonce) };
}
