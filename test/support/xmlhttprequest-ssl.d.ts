declare module 'xmlhttprequest-ssl' {
  /** The browser's request object for Node, which the published Direct Line client wants as a global. */
  export const XMLHttpRequest: unknown;
}
