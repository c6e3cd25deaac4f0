/** A worker that only beats: a page's own timers all but stop while it is hidden. */
setInterval(() => postMessage(0), 1000);
