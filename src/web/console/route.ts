/** Where the console is. It lives in the address's fragment, which is sent to no server and to no other site. */
export type Route =
  | { readonly page: 'queue' | 'new' | 'consults' | 'audit' }
  | { readonly page: 'handoff'; readonly id: string }
  /** A link of a notice, which tells a case by its number and nothing else. */
  | { readonly page: 'case'; readonly case: string };

/** The route of a fragment such as `#/handoffs/<id>`, or `#<case>` of a notice; anything unknown is the queue. */
export function routeOf(fragment: string): Route {
  if (/^#[^/]/.test(fragment)) {
    const number = decoded(fragment.slice(1));
    return number === '' ? { page: 'queue' } : { page: 'case', case: number };
  }
  const [page = '', id = ''] = fragment.replace(/^#\//, '').split('/');
  const found = decoded(id);
  if (page === 'handoffs' && found !== '') return { page: 'handoff', id: found };
  if (page === 'new' || page === 'consults' || page === 'audit') return { page };
  return { page: 'queue' };
}

/** The fragment that leads to a route. */
export function fragmentOf(route: Route): string {
  if (route.page === 'handoff') return `#/handoffs/${encodeURIComponent(route.id)}`;
  if (route.page === 'case') return `#${encodeURIComponent(route.case)}`;
  return route.page === 'queue' ? '#/' : `#/${route.page}`;
}

/** A link that was cut off on its way leads to the queue, and not to a broken page. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return '';
  }
}
