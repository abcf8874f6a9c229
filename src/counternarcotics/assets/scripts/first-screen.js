// Nothing to do: a page waits for this file where its first screen ends, and is painted so far in the meantime.
