/** Working days before the due date from which an item counts as due soon (yellow of the three-colour board). */
const dueSoonDays = 3;

export interface Near {
  dueDate: string;
  /** Negative: overdue by so many. */
  remainingWorkingDays: number;
  isOverdue: boolean;
}

/**
 * How near a due date is, as the key of its word below `due` and how many working days it tells of. No working day left is not
 * always today: on the eve of days off the date may still lie ahead, and on days off behind. `today`: undefined while it is not known.
 */
export function nearnessOf(
  { dueDate, remainingWorkingDays: days, isOverdue }: Near,
  today: string | undefined,
): {
  key: 'overdueBy' | 'overdueToday' | 'overdueLately' | 'today' | 'withinDaysOff' | 'soon' | 'onTrack';
  count: number;
} {
  const isToday = today === undefined || today === dueDate;
  if (isOverdue && days < 0) return { key: 'overdueBy', count: -days };
  if (isOverdue) return { key: isToday ? 'overdueToday' : 'overdueLately', count: 0 };
  if (days === 0) return { key: isToday ? 'today' : 'withinDaysOff', count: 0 };
  return { key: days <= dueSoonDays ? 'soon' : 'onTrack', count: days };
}
