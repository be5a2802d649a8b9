import { useEffect, useState } from 'react';
import { fragmentOf, routeOf, type Route } from './route';

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
