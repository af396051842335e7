/** The mail with its links opening in a new tab: inside the sandboxed frame none could. (`<base>` is refused by our CSP.) */
export function withLinksOutside(html: string): string {
  const document = new DOMParser().parseFromString(html, 'text/html');
  for (const link of document.querySelectorAll('a[href]')) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer');
  }
  return `<!doctype html>${document.documentElement.outerHTML}`;
}
