import { freeLane } from './free-lane.ts';
import { makeRoom, type Direction, type RoomServices } from './make-room.ts';
import type { CreateModdle, Drawn, Moddle, Point } from './moddle.ts';

/** A step to be put on a way through the process, or after an element that nothing follows yet. */
export interface AddStep {
  /** The flow it is put on. */
  flow?: Drawn;
  /** The element it follows when there is no flow yet. */
  after?: Drawn;
  id: string;
  /** Attributes and extension elements of the new user task. */
  properties: Record<string, unknown>;
  /** A review can send back: a gateway after the step leads back to this element when the condition holds. */
  back?: { to: Drawn; gateway: string; gatewayName: Names; wayName: Names; condition: string };
}

interface Names {
  name: string;
  nameEn: string;
}

interface Services extends RoomServices {
  modeling: RoomServices['modeling'] & {
    createShape(shape: Drawn, position: Point, parent: Drawn): Drawn;
    connect(source: Drawn, target: Drawn, attributes?: Record<string, unknown>): Drawn;
    updateProperties(element: Drawn, properties: Record<string, unknown>): void;
    moveShape(shape: Drawn, delta: Point): void;
  };
  elementFactory: { createShape(attributes: Record<string, unknown>): Drawn };
  bpmnFactory: { create: CreateModdle };
  moddle: { ids: { claim(id: string, element: Moddle): void } };
  autoPlace: { append(source: Drawn, shape: Drawn): Drawn };
}

const taskWidth = 100;
const gatewayWidth = 50;
const gap = 50;

/** A handler for the command stack of bpmn-js: everything it does is one step to undo. */
export function addStepCommand(service: (name: string) => unknown) {
  const services = () =>
    Object.fromEntries(
      [
        'modeling',
        'spaceTool',
        'elementFactory',
        'bpmnFactory',
        'moddle',
        'autoPlace',
        'elementRegistry',
      ].map((name) => [name, service(name)]),
    ) as unknown as Services;
  return class {
    preExecute(context: { step: AddStep; added?: Drawn }) {
      context.added = addStep(services(), context.step);
    }
  };
}

function addStep(services: Services, step: AddStep): Drawn {
  const { modeling, autoPlace } = services;
  const task = makeShape(services, 'bpmn:UserTask', step.id, step.properties);
  if (!step.flow) return autoPlace.append(step.after!, task);

  const source = step.flow.source!;
  const direction = directionOf(step.flow);
  const length = taskWidth + gap + (step.back ? gatewayWidth + gap : 0);
  roomOn(services, step.flow, direction, length + gap);
  const [from] = step.flow.waypoints!;
  // Along the way, half of the new shape beyond the gap after the source.
  const at = (distance: number): Point => ({
    x: direction.axis === 'x' ? edgeOf(source, direction) + direction.sign * distance : from!.x,
    y: direction.axis === 'y' ? edgeOf(source, direction) + direction.sign * distance : from!.y,
  });
  const added = modeling.createShape(task, at(gap + taskWidth / 2), step.flow);
  labelAtStart(services, step.flow);
  if (step.back) addWayBack(services, step.back, added, at(gap + taskWidth + gap + gatewayWidth / 2));
  return added;
}

function addWayBack(services: Services, back: NonNullable<AddStep['back']>, task: Drawn, at: Point) {
  const { modeling, bpmnFactory } = services;
  const gateway = modeling.createShape(
    makeShape(services, 'bpmn:ExclusiveGateway', back.gateway, attributesOf(back.gatewayName)),
    at,
    task.outgoing[0]!,
  );
  const onward = gateway.outgoing[0];
  const way = modeling.connect(gateway, back.to, {
    type: 'bpmn:SequenceFlow',
    waypoints: freeLane(gateway, back.to, everythingIn(services)),
  });
  modeling.updateProperties(way, {
    ...attributesOf(back.wayName),
    conditionExpression: bpmnFactory.create('bpmn:FormalExpression', { body: back.condition }),
  });
  if (onward) modeling.updateProperties(gateway, { default: onward.businessObject });
}

const attributesOf = ({ name, nameEn }: Names) => ({ name, 'rf:nameEn': nameEn || undefined });

function makeShape(
  { elementFactory, bpmnFactory, moddle }: Services,
  type: string,
  id: string,
  properties: Record<string, unknown>,
): Drawn {
  const businessObject = bpmnFactory.create(type, { id });
  for (const [name, value] of Object.entries(properties))
    if (value !== undefined) businessObject.set(name, value);
  moddle.ids.claim(id, businessObject);
  return elementFactory.createShape({ type, businessObject });
}

/** Which way a flow leaves its source: by its first stretch. */
function directionOf(flow: Drawn): Direction {
  const [first, second] = flow.waypoints!;
  const [dx, dy] = [second!.x - first!.x, second!.y - first!.y];
  return Math.abs(dx) >= Math.abs(dy)
    ? { axis: 'x', sign: dx < 0 ? -1 : 1 }
    : { axis: 'y', sign: dy < 0 ? -1 : 1 };
}

/** Where the source ends on that side. */
function edgeOf(shape: Drawn, { axis, sign }: Direction): number {
  const [start, size] = axis === 'x' ? [shape.x, shape.width] : [shape.y, shape.height];
  return sign === 1 ? start + size : start;
}

/** Room for the new shapes between the source and what follows it, as far as there is none. */
function roomOn(services: Services, flow: Drawn, direction: Direction, needed: number) {
  const { axis, sign } = direction;
  const [first, second] = flow.waypoints!;
  const missing = needed - Math.abs(second![axis] - first![axis]);
  if (missing <= 0) return;
  makeRoom(services, direction, edgeOf(flow.source!, direction) + sign * 2, Math.ceil(missing / 10) * 10);
}

/** The name of a way stands above its beginning, not where its middle used to be. */
function labelAtStart({ modeling }: Services, flow: Drawn) {
  const [first, second] = flow.waypoints!;
  if (!flow.label || !first || !second) return;
  const middle = { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 };
  const isLevel = Math.abs(second.x - first.x) >= Math.abs(second.y - first.y);
  const wanted = isLevel
    ? { x: middle.x - flow.label.width / 2, y: middle.y - flow.label.height - 4 }
    : { x: middle.x + 6, y: middle.y - flow.label.height / 2 };
  modeling.moveShape(flow.label, { x: wanted.x - flow.label.x, y: wanted.y - flow.label.y });
}

const everythingIn = ({ elementRegistry }: Services): Drawn[] => elementRegistry.filter(() => true);
