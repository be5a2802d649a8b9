import { useEffect, useState } from 'react';

/** Where the console is. It lives in the address's fragment, which is sent to no server and to no other site. */
export type Route =
  { readonly page: 'queue' | 'new' | 'consults' | 'audit' } | { readonly page: 'handoff'; readonly id: string };

/** The route of a fragment such as `#/handoffs/<id>`; anything unknown is the queue. */
export function routeOf(fragment: string): Route {
  const [page = '', id = ''] = fragment.replace(/^#?\/?/, '').split('/');
  if (page === 'handoffs' && id !== '') return { page: 'handoff', id: decodeURIComponent(id) };
  if (page === 'new' || page === 'consults' || page === 'audit') return { page };
  return { page: 'queue' };
}

/** The fragment that leads to a route. */
export function fragmentOf(route: Route): string {
  if (route.page === 'handoff') return `#/handoffs/${encodeURIComponent(route.id)}`;
  return route.page === 'queue' ? '#/' : `#/${route.page}`;
}

/** The route now, and the way to another; the browser's back button works. */
export function useRoute(): readonly [Route, (to: Route) => void] {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const changed = (): void => setRoute(routeOf(location.hash));
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return [route, (to) => (location.hash = fragmentOf(to))];
}
