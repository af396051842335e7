import { useEffect, useState, type KeyboardEvent } from 'react';

interface ListKeys {
  /** Keys of what is listed, in its order. */
  keys: string[];
  isOpen: boolean;
  open: () => void;
  close: () => void;
  take: (index: number) => void;
  /** Backspace in an empty field. */
  takeBack: () => void;
  isEmpty: boolean;
}

/**
 * Keys of a combobox with a list, as the ARIA Authoring Practices have them: arrows move the mark, Enter takes what is
 * marked, Escape closes the list and leaves the dialog around it open.
 */
export function useListKeys({ keys, isOpen, open, close, take, takeBack, isEmpty }: ListKeys) {
  // By its key: what is marked stays marked when other results come in around it.
  const [markedKey, setMarkedKey] = useState<string>();
  const marked = markedKey === undefined ? -1 : keys.indexOf(markedKey);
  const count = keys.length;
  const setMarked = (index: number) => setMarkedKey(keys[index]);
  useEffect(() => {
    if (!isOpen) setMarkedKey(undefined);
  }, [isOpen]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        if (!isOpen) open();
        if (count === 0) return;
        const step = event.key === 'ArrowDown' ? 1 : -1;
        setMarked(marked < 0 ? (step > 0 ? 0 : count - 1) : (marked + step + count) % count);
        return;
      }
      case 'Enter':
        if (!isOpen) return;
        // The dialog's form is not sent by the key that chooses a name.
        event.preventDefault();
        if (marked >= 0) take(marked);
        else if (count === 1) take(0);
        return;
      case 'Escape':
        if (!isOpen) return;
        event.stopPropagation();
        event.nativeEvent.stopImmediatePropagation();
        close();
        return;
      case 'Backspace':
        if (isEmpty) takeBack();
        return;
      case 'Tab':
        close();
    }
  };
  return { marked, setMarked, onKeyDown };
}
