// Keys go to the reader from the first moment on, without a click.
const wait = setInterval(() => {
  const keys = document.querySelector(".xterm-helper-textarea");
  if (keys) {
    keys.focus();
    if (document.body.classList.contains("-first-byte")) clearInterval(wait);
  }
}, 100);
