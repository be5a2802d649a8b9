import type { Content } from '../content/content';
import { inLanguage, type Region } from '../region/region';
import { fileWords } from './file-words';
import { escaped, headersWithoutScript, pageHead, type Page } from './html';
import type { WidgetVersion } from './widget-files';

const names = [
  'title',
  'lead',
  'script',
  'scriptNote',
  'button',
  'buttonNote',
  'frame',
  'frameNote',
  'link',
  'linkNote',
  'policy',
  'policyNote',
  'fallback',
] as const;

export interface Embedding {
  readonly content: Content;
  readonly region: Region;
  readonly language: string;
  readonly widget: Pick<WidgetVersion, 'address' | 'integrity'>;
  /** Where this service is found, without a slash at the end. */
  readonly address: string;
}

/** For those who keep a region's web site: the lines that put the chat on it, with this version's address and checksum. */
export function embeddingPage({ content, region, language, widget, address }: Embedding): Page {
  const words = fileWords(content, language, 'embedding', names);
  const here = escaped(region.region);
  const numbers = region.emergency
    .filter((line) => line.verified)
    .map(
      (line) => `${inLanguage(line.name, language)} <a href="tel:${line.phone.replace(/\s/g, '')}">${line.phone}</a>`,
    )
    .join(', ');
  const script = `<script src="${address}${widget.address}" integrity="${widget.integrity}" crossorigin="anonymous" defer`;
  const snippets = {
    script: `<luotsi-chat region="${here}" language="${language}" about="">\n  <p>${words.fallback} ${numbers}</p>\n</luotsi-chat>\n${script}></script>`,
    button: `${script}\n  data-region="${here}" data-language="${language}" data-about="" data-as="button"></script>`,
    frame: `<iframe src="${address}/ikkuna?region=${here}&amp;lang=${language}" title="${escaped(inLanguage(region.service, language))}"\n  width="100%" height="760" style="border:0"></iframe>`,
    link: `<a href="${address}/?region=${here}&amp;lang=${language}&amp;aihe=ero&amp;from=${region.entries?.[0] ?? 'apua'}">…</a>`,
    policy: `script-src ${address}; connect-src ${address} ${address.replace(/^http/, 'ws')}; frame-src ${address}`,
  };
  const part = (name: keyof typeof snippets): string =>
    `<h2>${escaped(words[name])}</h2><p>${escaped(words[`${name}Note`])}</p><pre tabindex="0"><code>${escaped(snippets[name])}</code></pre>`;
  const text = `${pageHead(language, words.title, ['base', 'page'])}
<body>
<main>
<p class="region">${escaped(inLanguage(region.name, language))}</p>
<h1>${escaped(words.title)}</h1>
<p>${escaped(words.lead)}</p>
${(['script', 'button', 'frame', 'link', 'policy'] as const).map(part).join('\n')}
</main>
</body>
</html>`;
  return { text, headers: headersWithoutScript(address) };
}
