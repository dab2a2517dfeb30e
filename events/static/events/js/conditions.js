// Comfort only: a question that hangs on a choice shows itself once that choice is made. Without this file all of them
// stand there, each saying when it is meant; the server drops what was not reached.
const questions = [...document.querySelectorAll('.question[data-only-if]')];

const isChosen = (condition) => {
  const [name, value] = condition.split(':');
  return [...document.querySelectorAll(`[name="${name}"]`)].some((input) => input.value === value && input.checked && !input.closest('[hidden]'));
};

const show = () => questions.forEach((question) => { question.hidden = !isChosen(question.dataset.onlyIf); });

document.addEventListener('change', show);
show();
