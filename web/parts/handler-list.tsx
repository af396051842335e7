import type { Handler } from '../../api/resources/work.shapes.ts';
import { useTexts } from '../i18n/use-texts.ts';

/** Who has it, in their capacity: 张三（城关小学 校长）, or the post alone for whoever holds it. */
export function useHandlerText() {
  const { t, label } = useTexts();
  const one = (handler: Handler) => {
    const capacity = `${label(handler.unitName)} ${label(handler.postName)}`.trim();
    // Whoever reported, where that is secret, stands there in no capacity.
    if (handler.person && capacity === '') return handler.person.name;
    return handler.person ? t('people.inCapacity', { name: handler.person.name, capacity }) : capacity;
  };
  return {
    one,
    many: (handlers: Handler[]) =>
      handlers.length === 0 ? t('state.nobody') : handlers.map(one).join(t('state.listComma')),
  };
}

export function HandlerList({ handlers }: { handlers: Handler[] }) {
  const text = useHandlerText();
  return <>{text.many(handlers)}</>;
}
