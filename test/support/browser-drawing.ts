/** A test's own process, drawn: its steps in one row in the order in which they are written, its flows as straight lines. */
export function drawn(xml: string): string {
  const steps = [...xml.matchAll(/<bpmn:(\w*(?:Task|Event|Gateway|task))\b[^>]*? id="([^"]+)"/g)].map(
    ([, kind = '', id = '']) => ({ id, isActivity: /task$/i.test(kind) }),
  );
  const boxes = new Map(
    steps.map(({ id, isActivity }, index) => {
      const [width, height] = isActivity ? [100, 80] : [36, 36];
      return [
        id,
        { x: 160 + index * 160 - width! / 2, y: 120 - height! / 2, width: width!, height: height! },
      ];
    }),
  );
  const shapes = [...boxes].map(
    ([id, { x, y, width, height }]) =>
      `<bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"><dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}"/></bpmndi:BPMNShape>`,
  );
  const edges = [
    ...xml.matchAll(/<bpmn:sequenceFlow id="([^"]+)" sourceRef="([^"]+)" targetRef="([^"]+)"/g),
  ].map(([, id, source = '', target = '']) => {
    const from = boxes.get(source)!;
    const to = boxes.get(target)!;
    return `<bpmndi:BPMNEdge id="${id}_di" bpmnElement="${id}"><di:waypoint x="${from.x + from.width}" y="120"/><di:waypoint x="${to.x}" y="120"/></bpmndi:BPMNEdge>`;
  });
  const process = /<bpmn:process id="([^"]+)"/.exec(xml)?.[1];
  return xml
    .replace(
      '<bpmn:definitions',
      `<bpmn:definitions xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"`,
    )
    .replace(
      '</bpmn:definitions>',
      `<bpmndi:BPMNDiagram id="drawing"><bpmndi:BPMNPlane id="plane" bpmnElement="${process}">${[...shapes, ...edges].join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>`,
    );
}
