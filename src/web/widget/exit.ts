const shifts = 3;
const within = 5000;

/**
 * Leaves at once, in this order: nothing is seen, nothing is kept, the server erases, another page stands in this one's place.
 * In a frame it is the page around it that is left.
 */
export function leaveFast(forgets: () => void, to: string): void {
  document.body.replaceChildren();
  forgets();
  try {
    (window.top ?? window).location.replace(to);
  } catch {
    // The page around the frame forbids it: at least the frame is left.
    location.replace(to);
  }
}

/** Shift three times does the same as the button: a hand on the keyboard needs no aim. Any other key between begins anew. */
export function onThreeShifts(leave: () => void): () => void {
  let pressed: number[] = [];
  const up = (event: KeyboardEvent): void => {
    pressed = event.key === 'Shift' ? [...pressed.filter((at) => event.timeStamp - at < within), event.timeStamp] : [];
    if (pressed.length >= shifts) leave();
  };
  document.addEventListener('keyup', up, true);
  return () => document.removeEventListener('keyup', up, true);
}

/** A page that the browser brings back from its memory shows nothing of a conversation that has been left. */
export function onBroughtBack(left: () => boolean): void {
  addEventListener('pageshow', (event) => {
    if (event.persisted && left()) location.reload();
  });
}

/** Another language is another page in the place of this one: the way back never leads to a chat that was left. */
export function replaceOnFollow(links: Iterable<HTMLAnchorElement>): void {
  for (const link of links)
    link.addEventListener('click', (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      location.replace(link.href);
    });
}
