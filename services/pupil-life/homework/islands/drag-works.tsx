/** Cards dragged from one day to another. Dropping one presses the button « déplacer au… » that it already has. */
export function mount(place: HTMLElement): void {
  let held: HTMLElement | undefined;
  for (const work of place.querySelectorAll<HTMLElement>('[data-work]')) {
    work.draggable = true;
    work.addEventListener('dragstart', (event) => {
      held = work;
      event.dataTransfer?.setData('text/plain', work.dataset.work ?? '');
    });
    work.addEventListener('dragend', () => {
      held = undefined;
    });
  }
  for (const day of place.querySelectorAll<HTMLElement>('[data-day]')) {
    const button = () =>
      held?.querySelector<HTMLInputElement>(`input[name="day"][value="${day.dataset.day}"]`)?.form?.querySelector('button');
    day.addEventListener('dragover', (event) => {
      if (!button()) return;
      event.preventDefault();
      day.classList.add('is-over');
    });
    day.addEventListener('dragleave', () => day.classList.remove('is-over'));
    day.addEventListener('drop', (event) => {
      event.preventDefault();
      button()?.click();
    });
  }
}
