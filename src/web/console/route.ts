/** Where the console is. It lives in the address's fragment, which is sent to no server and to no other site. */
export type Route =
  { readonly page: 'queue' | 'new' | 'consults' | 'audit' } | { readonly page: 'handoff'; readonly id: string };

/** The route of a fragment such as `#/handoffs/<id>`; anything unknown is the queue. */
export function routeOf(fragment: string): Route {
  const [page = '', id = ''] = fragment.replace(/^#?\/?/, '').split('/');
  const found = decoded(id);
  if (page === 'handoffs' && found !== '') return { page: 'handoff', id: found };
  if (page === 'new' || page === 'consults' || page === 'audit') return { page };
  return { page: 'queue' };
}

/** The fragment that leads to a route. */
export function fragmentOf(route: Route): string {
  if (route.page === 'handoff') return `#/handoffs/${encodeURIComponent(route.id)}`;
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
