import { useEffect, useState, type KeyboardEvent } from 'react';

interface ListKeys {
  count: number;
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
export function useListKeys({ count, isOpen, open, close, take, takeBack, isEmpty }: ListKeys) {
  const [marked, setMarked] = useState(-1);
  useEffect(() => {
    if (!isOpen || marked >= count) setMarked(-1);
  }, [isOpen, marked, count]);

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        if (!isOpen) open();
        if (count === 0) return;
        const step = event.key === 'ArrowDown' ? 1 : -1;
        setMarked((old) => (old < 0 ? (step > 0 ? 0 : count - 1) : (old + step + count) % count));
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
