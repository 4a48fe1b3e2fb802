/*
 * The doorbell: runtime-worker/parallel/doorbell.ts. Several threads post records to one worker's inbox or ring its
 * bell; the worker takes all there is, or sleeps. Checked: it never sleeps for ever while there is something to take
 * or to heed.
 *
 * With NOTIFIER_CLEARS the waker lowers the sleeper's flag, and not the sleeper: a record is then posted unheard.
 */
#ifndef POSTERS
#define POSTERS 2
#endif
#define POSTS 2
#define RINGERS 2

byte listed;        /* HEAD: how many records are linked; only "none" and "some" are looked at */
bool bellListed;    /* the bell is among them */
bool asleep;        /* ASLEEP */
bool rung;          /* RUNG */
bool waiting;       /* the worker is in the queue of Atomics.wait on HEAD */
byte wanted;        /* what ringers want looked at, by number */

byte taken;
byte heeded;

#define EMPTY (listed == 0 && !bellListed)

/* post(): the compareExchange that succeeds links the record; whoever found the list empty looks at the flag. */
inline wake() {
  if
  :: wasEmpty && asleep ->
#ifdef NOTIFIER_CLEARS
    asleep = false;
#endif
    waiting = false     /* Atomics.notify */
  :: else
  fi
}

proctype Poster() {
  byte n;
  bool wasEmpty;
  do
  :: n < POSTS ->
    d_step { wasEmpty = EMPTY; listed++; n++ }
    wake()
  :: else -> break
  od
}

/* ring(): what is wanted is written first; a bell that is rung already is not rung again. */
proctype Ringer() {
  bool was;
  bool wasEmpty;
  wanted++;
  d_step { was = rung; rung = true }
  if
  :: was
  :: else ->
    d_step { wasEmpty = EMPTY; bellListed = true }
    wake()
  fi
}

proctype Worker() {
  bool bell;
  do
  :: taken == POSTERS * POSTS && heeded == RINGERS -> break
  :: else ->
    if
    :: !EMPTY ->
      /* Inbox.take() */
      d_step { taken = taken + listed; listed = 0; bell = bellListed; bellListed = false }
      if
      :: bell -> rung = false; heeded = wanted
      :: else
      fi
    :: EMPTY ->
      /* Inbox.sleep() */
      asleep = true;
      if
      :: EMPTY ->
        /* Atomics.wait() looks at the word and joins its queue in one step. */
        atomic { if :: EMPTY -> waiting = true :: else fi }
        !waiting
      :: !EMPTY
      fi;
#ifndef NOTIFIER_CLEARS
      asleep = false
#else
      skip
#endif
    fi
  od
}

init {
  byte i;
  atomic {
    run Worker();
    for (i : 1 .. POSTERS) { run Poster() }
    for (i : 1 .. RINGERS) { run Ringer() }
  }
}
