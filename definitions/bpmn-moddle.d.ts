/** What we use of bpmn-moddle: its package declares types for the BPMN elements but none for the reader itself. */
declare module 'bpmn-moddle' {
  export class BpmnModdle {
    constructor(packages?: Record<string, unknown>);
    fromXML(xml: string, type?: string, options?: { lax?: boolean }): Promise<unknown>;
  }
}
