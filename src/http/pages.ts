import { randomBytes } from 'node:crypto';
import { headersWithMadeStyles, pageHead, type Page } from './html';

/** The page of the workers' console. The console draws itself; its components make styles, which carry the script's nonce. */
export function consolePage(): Page {
  const nonce = randomBytes(16).toString('base64');
  const text = `${pageHead('fi', 'Luotsi · asiakasohjaus', ['console'])}
<body>
<div id="console"></div>
<noscript lang="fi">Työntekijöiden näkymä tarvitsee selaimen JavaScriptin. <span lang="sv">Arbetstagarnas vy behöver JavaScript i webbläsaren.</span></noscript>
<script nonce="${nonce}" src="/console.js" defer></script>
</body>
</html>`;
  return { text, headers: headersWithMadeStyles(nonce) };
}
