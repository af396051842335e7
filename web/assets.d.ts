/**
 * What Vite makes of imports that are not code, and the types of modules that Node's resolution, which the type check
 * uses, reads otherwise than Vite does (packages without `exports` whose files are ES modules all the same).
 */
declare module '*.css';

declare module 'antd/es/locale/zh_CN' {
  import type { Locale } from 'antd/es/locale/index.js';
  const locale: Locale;
  export default locale;
}

declare module 'antd/es/locale/en_US' {
  import type { Locale } from 'antd/es/locale/index.js';
  const locale: Locale;
  export default locale;
}

declare module 'bpmn-js/lib/NavigatedViewer' {
  /** As far as our diagram uses it. */
  export default class NavigatedViewer {
    constructor(options: { container: HTMLElement });
    importXML(xml: string): Promise<{ warnings: string[] }>;
    get<Service>(name: string): Service;
    destroy(): void;
  }
}
