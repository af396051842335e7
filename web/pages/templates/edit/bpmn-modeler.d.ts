/** Node's resolution, which the type check uses, does not find this module of a package without `exports`; Vite does. */
declare module 'bpmn-js/lib/Modeler' {
  /** As far as the editor uses it. */
  export default class Modeler {
    constructor(options: { container: HTMLElement; moddleExtensions: object; additionalModules: object[] });
    importXML(xml: string): Promise<{ warnings: string[] }>;
    saveXML(options: { format: boolean }): Promise<{ xml?: string }>;
    getDefinitions(): unknown;
    get<Service>(name: string): Service;
    destroy(): void;
  }
}
