import { app, authentication } from '@microsoft/teams-js';

/** How long Teams is waited for: outside Teams nobody answers. */
const patienceMs = 5_000;

/**
 * The tab of the app: Teams gives a token of who is signed in there, the service checks it and opens a session for the console, and
 * the console is shown at the case that the link was for. The token goes nowhere else and is kept nowhere.
 */
async function openConsole(): Promise<void> {
  try {
    await inTime(app.initialize());
  } catch {
    show('outside');
    return;
  }
  try {
    const token = await authentication.getAuthToken();
    const answer = await fetch('/console/api/teams/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-luotsi': 'console' },
      body: JSON.stringify({ token }),
    });
    if (answer.status >= 500) return show('unreachable');
    if (!answer.ok) return show('refused');
    location.replace(`/console/teams/queue${await place()}`);
  } catch (error) {
    // Teams gives no token when the person or the organisation has not agreed to it; a call that does not arrive is another thing.
    show(error instanceof TypeError ? 'unreachable' : 'refused');
  }
}

/** Where in the console: where it was when its session ended, or the case that a card's link was for. */
async function place(): Promise<string> {
  if (location.hash.length > 1) return location.hash;
  const { page } = await app.getContext();
  return page.subPageId === undefined || page.subPageId === '' ? '' : `#${encodeURIComponent(page.subPageId)}`;
}

/** Shows the words of this name in the place of the others. */
function show(name: string): void {
  for (const part of document.querySelectorAll<HTMLElement>('[data-when]')) part.hidden = part.dataset['when'] !== name;
}

function inTime(wait: Promise<void>): Promise<void> {
  return Promise.race([
    wait,
    new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error('Teams does not answer')), patienceMs);
    }),
  ]);
}

void openConsole();
