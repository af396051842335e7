/** Moves the keyboard between the list of steps and the panel: on either side of the diagram, they belong together. */

export const panelTitle = 'panel-title';

/** To the head of the panel, once it shows what has just been chosen. */
export function goToPanel(): void {
  requestAnimationFrame(() => document.getElementById(panelTitle)?.focus());
}

/** Back to the chosen step in the list. */
export function goToSteps(): void {
  document.querySelector<HTMLElement>('.editor-steps [aria-current="true"]')?.focus();
}
